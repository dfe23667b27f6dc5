using Limn.Server.Auth;
using Limn.Server.Hosting;
using Limn.Server.Permissions;
using Limn.Server.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Annotations;

/// <summary>Saving and reviewing answers, and their history.</summary>
internal static class AnnotationsApi
{
    private const int DefaultRevisions = 50;
    private const int MostRevisions = 200;

    /// <summary>A plugin may write to a task that was deleted while it ran; it then learns so from the reply.</summary>
    private static readonly Scope RouteTaskOfRun = new(
        "project of the task in the route",
        request => request.EnterTaskAsync(Scopes.Route(request, "taskId"), includeDeleted: request.Caller.Run is not null));

    public static void AddAnnotations(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<AnswerSaves>();
        builder.Services.AddScoped<PluginSaves>();
    }

    public static void MapAnnotations(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("").WithTags("Annotations");
        group.MapPost("/annotate/{taskId}", Annotate).Needs(Permission.TaskLabel, RouteTaskOfRun)
            .WithSummary("Store a task's answer; nextStage=true also sends it on");
        group.MapPost("/review/{taskId}", Review).Needs(Permission.TaskReview, Scopes.RouteTask)
            .WithSummary("Accept or reject a task that stands in a review stage");
        group.MapGet("/task/{taskId}/revisions", ListRevisions).Needs(Permission.TaskRead, Scopes.RouteTask)
            .WithSummary("Who changed the answer, when and by what, newest first; before= a revision's number goes on");
        group.MapGet("/task/{taskId}/revisions/{number:int}", GetRevision).Needs(Permission.TaskRead, Scopes.RouteTask)
            .WithSummary("One revision with its changes and the answer as it then was");
    }

    private static async Task<Reply<LabelEnvelope>> Annotate(
        TaskId taskId, AnnotateRequest request, string? nextStage, string? isPlugin, Caller caller, ProjectAccess project,
        AnswerSaves saves, PluginSaves plugins, LimnDb db, HttpContext http)
    {
        if (request.Answer.IsEmpty)
        {
            return Refusal.BadRequest("The body lacks the key \"answer\".");
        }

        var worker = Worker.From(caller, project);
        var save = new AnswerSave
        {
            TaskId = taskId, Answer = request.Answer, BrushDataUrl = request.BrushDataUrl, MedicalBrushDataUrl = request.MedicalBrushDataUrl,
            Duration = WireDuration.Read(request.Duration), Revision = request.Revision,
            Worker = WireBoolean.IsTrue(isPlugin) ? worker with { Plugin = new WorkerPlugin(caller.Email, null) } : worker,
            End = WireBoolean.IsTrue(nextStage) ? SaveEnd.Next : SaveEnd.None,
        };
        var saved = caller.Run is { } run
            ? await plugins.SaveAsync(save, run, http.RequestAborted)
            : await saves.SaveAsync(save, http.RequestAborted);
        return saved.Refusal is { } refusal
            ? refusal
            : new LabelEnvelope(await db.DescribeAsync(saved.Value!, http.PublicOrigin(), http.RequestAborted));
    }

    private static async Task<Reply<TaskEnvelope>> Review(
        TaskId taskId, ReviewRequest request, Caller caller, ProjectAccess project, AnswerSaves saves, LimnDb db, HttpContext http)
    {
        if (request.ReviewStatus is not ("Accepted" or "Rejected"))
        {
            return Refusal.BadRequest("reviewStatus is Accepted or Rejected.");
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
                Session = request.Session, Token = request.Token, End = request.ReviewStatus == "Accepted" ? SaveEnd.Accept : SaveEnd.Reject,
            },
            http.RequestAborted);
        return saved.Refusal is { } refusal
            ? refusal
            : new TaskEnvelope(await db.DescribeAsync(saved.Value!, http.PublicOrigin(), http.RequestAborted));
    }

    private static async Task<Reply<RevisionsReply>> ListRevisions(
        TaskId taskId, int? before, int? limit, Caller caller, ProjectAccess project, LimnDb db, CancellationToken cancellationToken)
    {
        if (await CheckReadAsync(db, taskId, project, caller, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var from = before ?? int.MaxValue;
        var rows = await db.Revisions.AsNoTracking().Where(revision => revision.TaskId == taskId && revision.Number < from)
            .OrderByDescending(revision => revision.Number).Take(Math.Clamp(limit ?? DefaultRevisions, 1, MostRevisions))
            .Select(revision => new
            {
                revision.Number, revision.At, revision.By, revision.Origin, revision.OriginId, revision.StageId, revision.SchemaVersion,
                revision.Added, revision.Changed, revision.Removed, revision.Hash,
            })
            .ToListAsync(cancellationToken);
        return new RevisionsReply(rows.ConvertAll(row => new RevisionReply(
            row.Number, row.At, row.By, row.Origin, row.OriginId, row.StageId, row.SchemaVersion,
            row.Added, row.Changed, row.Removed, Convert.ToHexStringLower(row.Hash))));
    }

    private static async Task<Reply<RevisionEnvelope>> GetRevision(
        TaskId taskId, int number, Caller caller, ProjectAccess project, LimnDb db, CancellationToken cancellationToken)
    {
        if (await CheckReadAsync(db, taskId, project, caller, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var row = await db.Revisions.AsNoTracking()
            .FirstOrDefaultAsync(revision => revision.TaskId == taskId && revision.Number == number, cancellationToken);
        if (row is null)
        {
            return Refusal.NotFound($"The task has no revision {number}.");
        }

        var answer = await RevisionLog.ReplayAsync(db, taskId, number, cancellationToken);
        return new RevisionEnvelope(new RevisionDetail(
            RevisionReply.From(row), row.Changes, answer.Document, answer.BrushDataUrl, answer.MedicalBrushDataUrl));
    }

    /// <summary>The history of a task is read by whoever may read the task.</summary>
    private static async Task<Refusal?> CheckReadAsync(LimnDb db, TaskId id, ProjectAccess project, Caller caller, CancellationToken cancellationToken)
    {
        var task = await db.Tasks.AsNoTracking().FirstAsync(row => row.Id == id, cancellationToken);
        return await db.MayReadAsync(task, project, caller, cancellationToken) ? null : Refusal.NotFound($"Invalid task: {id}.");
    }
}
