using Limn.Server.Auth;
using Limn.Server.Hosting;
using Limn.Server.Jobs;
using Limn.Server.Permissions;
using Limn.Server.Projects;
using Limn.Server.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Workflow;

/// <summary>What leads do to many tasks at once.</summary>
internal static class WorkflowApi
{
    private const int LargestPriority = 10_000;

    /// <summary>Registers what reads workflows and moves tasks through them.</summary>
    public static void AddWorkflow(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ProjectDefinitions>();
        builder.Services.AddSingleton(new StageMachine(new Dictionary<StageType, StageRouter>()));
        builder.Services.AddSingleton<TaskMoves>();
        builder.Services.AddSingleton<StageMigration>();
        builder.Services.AddSingleton<BulkWork>();
        builder.Services.AddSingleton<IJobKind, BulkJob>();
        builder.Services.AddScoped<BulkActions>();
    }

    public static void MapWorkflow(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("").WithTags("Workflow");
        group.MapPost("/project/{projectId}/requeueTasks", RequeueTasks).Needs(Permission.TaskAssign, Scopes.RouteProject)
            .WithSummary("Put tasks into a stage, whatever the workflow says");
        group.MapPost("/project/{projectId}/forwardTasks", ForwardTasks).Needs(Permission.TaskAssign, Scopes.RouteProject)
            .WithSummary("Send on the tasks that wait in Start, or those that could not leave another stage");
        group.MapPost("/project/{projectId}/updatePriority", UpdatePriority).Needs(Permission.TaskAssign, Scopes.RouteProject)
            .WithSummary("Set the priority of tasks");
    }

    private static async Task<Reply<RequeueTasksReply>> RequeueTasks(
        RequeueTasksRequest request, ProjectAccess project, Caller caller, LimnDb db, ProjectDefinitions definitions, StageMachine machine,
        BulkActions actions, CancellationToken cancellationToken)
    {
        var graph = await GraphAsync(db, definitions, project.ProjectId, cancellationToken);
        if (request.ToStageId is not { } target || graph.Find(target) is not { } to)
        {
            return Refusal.BadRequest($"Invalid stage: {request.ToStageId}.");
        }

        if ((machine.WhyNotEnter(to) ?? RefuseAll(request.Filters, project)) is { } refusal)
        {
            return refusal;
        }

        var options = request.Options ?? new RequeueOptions();
        var order = new BulkOrder(request.Filters ?? new TaskFilters(), caller.Email)
        {
            Requeue = new RequeueOrder(
                target,
                RemovesAnnotations: options.RemoveAnnotations ?? options.ResetAnswer ?? false,
                RemovesAssignee: options.RemoveAssignee ?? options.Unassign ?? false,
                RemovesStageHistory: options.RemoveStageHistory ?? false,
                Forces: options.Force ?? false,
                Since: null),
        };
        var done = await actions.RunAsync(order, project, caller, cancellationToken);
        return done.Refusal is { } failed ? failed : new RequeueTasksReply(new ModifiedCount(done.Value!.Modified, target));
    }

    private static async Task<Reply<ForwardTasksReply>> ForwardTasks(
        ForwardTasksRequest request, ProjectAccess project, Caller caller, LimnDb db, ProjectDefinitions definitions, TaskMoves moves,
        BulkActions actions, CancellationToken cancellationToken)
    {
        var graph = await GraphAsync(db, definitions, project.ProjectId, cancellationToken);
        var from = request.StageId ?? StageGraph.StartId;
        if (graph.Find(from) is not { } stage)
        {
            return Refusal.BadRequest($"Invalid stage: {from}.");
        }

        if (stage.Type != StageType.Review && moves.NextOf(graph, from) is { To: null } next)
        {
            return Refusal.Conflict(next.Reason ?? $"Tasks in \"{stage.Name}\" are at their end.");
        }

        var order = new BulkOrder(request.Filters ?? new TaskFilters(), caller.Email) { ForwardFrom = from };
        var done = await actions.RunAsync(order, project, caller, cancellationToken);
        return done.Refusal is { } failed ? failed : new ForwardTasksReply(done.Value!.Modified);
    }

    private static async Task<Reply<UpdatePriorityReply>> UpdatePriority(
        UpdatePriorityRequest request, ProjectAccess project, Caller caller, BulkActions actions, CancellationToken cancellationToken)
    {
        if (request.Priority is not { } priority || !double.IsInteger(priority) || Math.Abs(priority) > LargestPriority)
        {
            return Refusal.BadRequest($"A priority is a whole number from -{LargestPriority} to {LargestPriority}.");
        }

        if (RefuseAll(request.Filters, project) is { } refusal)
        {
            return refusal;
        }

        var order = new BulkOrder(request.Filters ?? new TaskFilters(), caller.Email) { Priority = (int)priority };
        var done = await actions.RunAsync(order, project, caller, cancellationToken);
        return done.Refusal is { } failed ? failed : new UpdatePriorityReply(new PriorityResult(done.Value!.Modified));
    }

    private static async Task<StageGraph> GraphAsync(
        LimnDb db, ProjectDefinitions definitions, ProjectId id, CancellationToken cancellationToken)
    {
        var version = await db.Projects.Where(project => project.Id == id).Select(project => project.StagesVersion).FirstAsync(cancellationToken);
        return await definitions.StagesAsync(db, id, version, cancellationToken);
    }

    private static Refusal? RefuseAll(TaskFilters? filters, ProjectAccess project) =>
        filters is { IsEmpty: false } || project.ProjectRole == ProjectRole.Manager
            ? null
            : Refusal.Forbidden("Without filters this means all tasks of the project, which only managers may change at once.");
}
