using Limn.Server.Auth;
using Limn.Server.Hosting;
using Limn.Server.Jobs;
using Limn.Server.Permissions;
using Limn.Server.Projects;
using Limn.Server.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Workflow;

/// <summary>
/// Changes many tasks, a chunk in each transaction, so that others get their turn between. Few tasks are changed in the request itself; more are
/// a job, which goes on when the caller is gone and is taken up again when the process dies.
/// </summary>
internal sealed class BulkActions(LimnDb db, Writes writes, JobQueue jobs, BulkWork work, TimeProvider clock)
{
    private const int MostInRequest = 500;

    /// <summary>Does what <paramref name="order"/> says and returns the number of tasks that it changed.</summary>
    public async Task<Reply<BulkResult>> RunAsync(
        BulkOrder order, ProjectAccess project, Caller caller, CancellationToken cancellationToken)
    {
        var selection = await order.Filters.SelectAsync(db, project.ProjectId, cancellationToken);
        if (selection.Refusal is { } refusal)
        {
            return refusal;
        }

        await AuditAsync(order, project, caller, cancellationToken);
        var found = await selection.Value!.Tasks.OrderBy(task => task.Id).Take(MostInRequest + 1).CountAsync(cancellationToken);
        return found <= MostInRequest
            ? new BulkResult(await work.RunAsync(db, project.ProjectId, order, selection.Value, _ => { }, cancellationToken))
            : await RunAsJobAsync(order, project, caller, cancellationToken);
    }

    private async Task<Reply<BulkResult>> RunAsJobAsync(
        BulkOrder order, ProjectAccess project, Caller caller, CancellationToken cancellationToken)
    {
        JobId id;
        var input = order.Requeue is { } requeue ? order with { Requeue = requeue with { Since = clock.GetUtcNow() } } : order;
        await using (var write = await writes.BeginAsync(db, cancellationToken))
        {
            var request = new JobRequest<BulkOrder>(caller, project.OrganizationId, project.ProjectId, BulkJob.Kind, input);
            var added = await jobs.AddAsync(write, request, cancellationToken);
            if (added.Refusal is { } refusal)
            {
                return refusal;
            }

            id = added.Value!.Id;
            await write.CommitAsync(cancellationToken);
        }

        var job = await jobs.WaitAsync(db, id, () => Task.CompletedTask, cancellationToken);
        return job.State == JobState.Succeeded
            ? job.Result.To<BulkResult>()!
            : Refusal.Conflict($"The job ended after {job.Done} tasks: {job.Error}");
    }

    private async Task AuditAsync(BulkOrder order, ProjectAccess project, Caller caller, CancellationToken cancellationToken)
    {
        await using var write = await writes.BeginAsync(db, cancellationToken);
        db.Audit.Add(new AuditEntry
        {
            At = clock.GetUtcNow(), OrganizationId = project.OrganizationId, ProjectId = project.ProjectId, By = caller.Email,
            SessionId = caller.Run?.SessionId, Action = order.Action,
            Target = order.Requeue?.ToStageId ?? order.ForwardFrom ?? project.ProjectId.ToString(),
        });
        await write.CommitAsync(cancellationToken);
    }
}

/// <summary>The work of a bulk action, in the request or in a job.</summary>
internal sealed class BulkWork(Writes writes, ProjectDefinitions definitions, TaskMoves moves, TimeProvider clock)
{
    /// <summary>Changes the selected tasks and returns how many; tells after each chunk how many so far.</summary>
    public async Task<long> RunAsync(
        LimnDb db, ProjectId project, BulkOrder order, TaskSelection selection, Action<long> report, CancellationToken cancellationToken)
    {
        var change = await ReadAsync(db, project, order, cancellationToken);
        var changed = 0L;
        await foreach (var ids in selection.ChunksAsync(TaskMoves.ChunkSize, cancellationToken))
        {
            await using var write = await writes.BeginAsync(db, cancellationToken);
            changed += await change(write, ids, cancellationToken);
            await write.CommitAsync(cancellationToken);
            report(changed);
        }

        return changed;
    }

    private async Task<ChunkChange> ReadAsync(LimnDb db, ProjectId id, BulkOrder order, CancellationToken cancellationToken)
    {
        if (order.Priority is { } priority)
        {
            return (write, ids, token) => SetPriorityAsync(write.Db, ids, priority, order.By, token);
        }

        var version = await db.Projects.Where(project => project.Id == id).Select(project => project.StagesVersion).FirstAsync(cancellationToken);
        var graph = await definitions.StagesAsync(db, id, version, cancellationToken);
        if (order.Requeue is not { } asked)
        {
            var forward = new Forward(id, graph, Find(graph, order.ForwardFrom!), order.By);
            return (write, ids, token) => moves.ForwardWaitingAsync(write, forward, ids, token);
        }

        var requeue = new Requeue
        {
            ProjectId = id, Graph = graph, To = Find(graph, asked.ToStageId), By = order.By, RemovesAnnotations = asked.RemovesAnnotations,
            RemovesAssignee = asked.RemovesAssignee, RemovesStageHistory = asked.RemovesStageHistory, Forces = asked.Forces, Since = asked.Since,
        };
        return (write, ids, token) => moves.RequeueAsync(write, requeue, ids, token);
    }

    private static Stage Find(StageGraph graph, string id) =>
        graph.Find(id) ?? throw new RefusedException(Refusal.BadRequest($"Invalid stage: {id}."));

    private Task<int> SetPriorityAsync(LimnDb db, List<TaskId> ids, int priority, string by, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return db.Tasks.Where(task => ids.Contains(task.Id) && task.DeletedAt == null).ExecuteUpdateAsync(
            update => update.SetProperty(task => task.Priority, priority).SetProperty(task => task.Version, task => task.Version + 1)
                .SetProperty(task => task.UpdatedAt, now).SetProperty(task => task.UpdatedBy, by),
            cancellationToken);
    }

    /// <summary>Changes the tasks of a chunk and returns how many.</summary>
    private delegate Task<int> ChunkChange(Write write, List<TaskId> ids, CancellationToken cancellationToken);
}
