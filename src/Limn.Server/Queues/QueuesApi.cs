using Limn.Server.Annotations;
using Limn.Server.Auth;
using Limn.Server.Hosting;
using Limn.Server.Permissions;
using Limn.Server.Projects;
using Limn.Server.Tasks;

namespace Limn.Server.Queues;

/// <summary>Working through tasks one after the other. Extensions of the API.</summary>
internal static class QueuesApi
{
    public static void AddQueues(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<TaskQueue>();
        builder.Services.AddScoped<QueueReasons>();
        builder.Services.AddScoped<QueueCounts>();
        builder.Services.AddScoped<QueueSkips>();
        builder.Services.AddScoped<Leases>();
    }

    public static void MapQueues(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("").WithTags("Queues");
        group.MapGet("/project/{projectId}/queue", Count).Needs(Permission.TaskLabel, Scopes.RouteProject)
            .WithSummary("How many tasks wait for the caller, by stage");
        group.MapPost("/project/{projectId}/queue/next", Next).Needs(Permission.TaskLabel, Scopes.RouteProject)
            .WithSummary("The next task for the caller to label or review; nobody else gets it");
        group.MapPost("/task/{taskId}/lease", OpenLease).Needs(Permission.TaskLabel, Scopes.RouteTask)
            .WithSummary("Open a task for editing, or renew the lock on it: it lasts two minutes");
        group.MapDelete("/task/{taskId}/lease", ReleaseLease).Needs(Permission.TaskLabel, Scopes.RouteTask)
            .WithSummary("Close a task that session= has open");
        group.MapPost("/task/{taskId}/skip", Skip).Needs(Permission.TaskLabel, Scopes.RouteTask)
            .WithSummary("Pass over a task; what was not saved is lost");
        group.MapPost("/task/{taskId}/submit", Submit).Needs(Permission.TaskLabel, Scopes.RouteTask)
            .WithSummary("Save a labelled task and send it to the next stage");
    }

    private static async Task<Reply<NextTaskReply>> Next(
        NextTaskRequest request, ProjectAccess project, Caller caller, TaskQueue queue, LimnDb db, HttpContext http)
    {
        if (request.Session is { Length: 0 or > Lease.LongestSession })
        {
            return Refusal.BadRequest($"A session has 1 to {Lease.LongestSession} characters.");
        }

        if (request.Kind == QueueKind.Review && !PermissionTable.Allows(Permission.TaskReview, project.Role))
        {
            return Refusal.Forbidden($"Your role, {project.Role}, does not review tasks.");
        }

        var pick = await queue.NextAsync(new QueueCall(project, PersonOf(caller, project), request), http.RequestAborted);
        if (pick.Refusal is { } refusal)
        {
            return refusal;
        }

        return pick.Value is { TaskId: { } id, Lease: { } lease }
            ? new NextTaskReply(await db.ReadTaskAsync(id, http.PublicOrigin(), http.RequestAborted), [], lease.ToReply())
            : new NextTaskReply(null, pick.Value!.Reasons, null);
    }

    private static async Task<Reply<QueueReply>> Count(ProjectAccess project, Caller caller, QueueCounts counts, CancellationToken cancellationToken) =>
        await counts.CountAsync(project.ProjectId, PersonOf(caller, project), cancellationToken);

    private static Task<Reply<OpenLeaseReply>> OpenLease(
        TaskId taskId, OpenLeaseRequest request, ProjectAccess project, Caller caller, Leases leases, CancellationToken cancellationToken) =>
        request.Session is { Length: 0 or > Lease.LongestSession }
            ? Task.FromResult<Reply<OpenLeaseReply>>(Refusal.BadRequest($"A session has 1 to {Lease.LongestSession} characters."))
            : leases.OpenAsync(taskId, request, Worker.From(caller, project), cancellationToken);

    private static async Task<Reply<MessageReply>> ReleaseLease(TaskId taskId, string? session, Leases leases, CancellationToken cancellationToken)
    {
        await leases.ReleaseAsync(taskId, session, cancellationToken);
        return new MessageReply("The task is closed.");
    }

    private static async Task<Reply<MessageReply>> Skip(
        TaskId taskId, SkipTaskRequest request, ProjectAccess project, Caller caller, QueueSkips skips, CancellationToken cancellationToken) =>
        await skips.SkipAsync(taskId, request, WireDuration.Read(request.Duration), Worker.From(caller, project), cancellationToken) is { } refusal
            ? refusal
            : new MessageReply("The task is skipped.");

    private static async Task<Reply<TaskEnvelope>> Submit(
        TaskId taskId, SubmitTaskRequest request, ProjectAccess project, Caller caller, AnswerSaves saves, LimnDb db, HttpContext http)
    {
        if (request.Session is null)
        {
            return Refusal.BadRequest("Give the session that holds the task.");
        }

        if (request.Token is { Length: > AnswerSave.LongestToken })
        {
            return Refusal.BadRequest($"A token has at most {AnswerSave.LongestToken} characters.");
        }

        var saved = await saves.SaveAsync(
            new AnswerSave
            {
                TaskId = taskId, Worker = Worker.From(caller, project), Answer = request.Answer, BrushDataUrl = request.BrushDataUrl,
                MedicalBrushDataUrl = request.MedicalBrushDataUrl, Duration = WireDuration.Read(request.Duration), Revision = request.Revision,
                Session = request.Session, Token = request.Token, End = SaveEnd.Submit,
            },
            http.RequestAborted);
        return saved.Refusal is { } refusal
            ? refusal
            : new TaskEnvelope(await db.DescribeAsync(saved.Value!, http.PublicOrigin(), http.RequestAborted));
    }

    private static ProjectPerson PersonOf(Caller caller, ProjectAccess project) => new(caller.UserId, caller.Email, project.ProjectRole);
}
