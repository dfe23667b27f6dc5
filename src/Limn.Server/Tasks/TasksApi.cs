using Limn.Server.Auth;
using Limn.Server.Hosting;
using Limn.Server.Permissions;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Tasks;

/// <summary>Tasks: read, list, assign, and their history.</summary>
internal static class TasksApi
{
    private static readonly Scope RouteRecord = new("project of the history record in the route", async request =>
    {
        var text = Scopes.Route(request, "historyId");
        if (!StageRecordId.TryParse(text, null, out var id))
        {
            return await Scopes.Malformed("history", text);
        }

        var project = await request.Db.StageHistory.Where(record => record.Id == id).Select(record => (ProjectId?)record.ProjectId)
            .FirstOrDefaultAsync(request.Aborted);
        return await Scopes.EnterProjectOfAsync(request, "history", text, project);
    });

    public static void AddTasks(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<TaskList>();
        builder.Services.AddScoped<TaskFilterReader>();
        builder.Services.AddScoped<TaskAssignment>();
        builder.Services.AddScoped<TaskHistory>();
    }

    public static void MapTasks(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("").WithTags("Tasks");
        group.MapGet("/task/{taskId}", Get).Needs(Permission.TaskRead, Scopes.RouteTask).WithSummary("A task with its answer");
        group.MapGet("/project/{projectId}/tasks", List).Needs(Permission.TaskRead, Scopes.RouteProject).WithSummary("The tasks of a project");
        group.MapPost("/task/assign", Assign).Needs(Permission.TaskAssign, BodyScope.Project("project")).WithSummary("Assign tasks to a member");
        group.MapGet("/task/{taskId}/history", ListHistory).Needs(Permission.TaskRead, Scopes.RouteTask)
            .WithSummary("The stages that a task went through, the oldest first; all of them unless a page is asked for");
        group.MapGet("/taskHistory/{historyId}", GetHistory).Needs(Permission.TaskRead, RouteRecord).WithSummary("One visit of a task to a stage");
    }

    private static async Task<Reply<TaskEnvelope>> Get(TaskId taskId, ProjectAccess project, Caller caller, LimnDb db, HttpContext http)
    {
        // Scripts ask without the answer and then read it: it is always there.
        var task = await db.Tasks.AsNoTracking().FirstAsync(task => task.Id == taskId, http.RequestAborted);
        if (!await db.MayReadAsync(task, project, caller, http.RequestAborted))
        {
            return Refusal.NotFound($"Invalid task: {taskId}.");
        }

        return new TaskEnvelope((await db.DescribeAsync([task], TaskParts.All, http.PublicOrigin(), http.RequestAborted))[0]);
    }

    private static Task<Reply<TasksReply>> List(
        [AsParameters] TaskListQuery query, ProjectAccess project, Caller caller, TaskList list, HttpContext http) =>
        list.ReadAsync(query, project, caller, http.PublicOrigin(), http.RequestAborted);

    private static Task<Reply<AssignTasksReply>> Assign(
        AssignTasksRequest request, ProjectAccess project, Caller caller, TaskAssignment assignment, CancellationToken cancellationToken) =>
        assignment.AssignAsync(request, project, caller, cancellationToken);

    private static Task<Reply<TaskHistoryReply>> ListHistory(
        TaskId taskId, int? page, int? limit, ProjectAccess project, Caller caller, TaskHistory history, CancellationToken cancellationToken) =>
        history.ListAsync(taskId, page is null && limit is null ? null : new PageQuery(page, limit, null), (project, caller), cancellationToken);

    private static Task<Reply<StageRecordEnvelope>> GetHistory(
        StageRecordId historyId, ProjectAccess project, Caller caller, TaskHistory history, CancellationToken cancellationToken) =>
        history.GetAsync(historyId, (project, caller), cancellationToken);
}
