using Limn.Server.Annotations;
using Limn.Server.Statistics;
using Limn.Server.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Workflow;

internal sealed partial class TaskMoves
{
    /// <summary>Tasks that one transaction moves: enough to be fast, few enough that nobody waits long.</summary>
    public const int ChunkSize = 500;

    /// <summary>
    /// Moves those of the given tasks that can be moved, in a number of statements that does not depend on how many they are, and returns
    /// how many were moved. Tasks of other projects, deleted ones, those in a Complete stage that keeps its tasks, and those that somebody edits are
    /// passed over.
    /// </summary>
    /// <param name="write">The transaction.</param>
    /// <param name="requeue">Where to, and how.</param>
    /// <param name="ids">At most <see cref="ChunkSize"/>.</param>
    /// <param name="cancellationToken">Ends the statements.</param>
    public async Task<int> RequeueAsync(Write write, Requeue requeue, IReadOnlyList<TaskId> ids, CancellationToken cancellationToken)
    {
        var db = write.Db;
        var movable = Movable(db, requeue).Where(task => ids.Contains(task.Id));

        // Takes the rows' locks, so that what is read next stays true.
        await movable.ExecuteUpdateAsync(update => update.SetProperty(task => task.Version, task => task.Version + 1), cancellationToken);
        var standing = await movable.Select(task => new Standing(task.Id, task.StageId, task.AssigneeId)).ToListAsync(cancellationToken);
        if (standing.Count == 0)
        {
            return 0;
        }

        var moved = standing.ConvertAll(task => task.Id);
        await RememberWorkersAsync(write, requeue.Graph, standing, cancellationToken);
        await ForgetAsync(write, requeue, moved, cancellationToken);
        await EnterAllAsync(write, requeue.ProjectId, requeue.To, moved, requeue.By, cancellationToken);
        await write.InsertAsync(standing.ConvertAll(task => NewMarker(requeue, task)), cancellationToken);
        foreach (var stage in standing.GroupBy(task => task.StageId))
        {
            StageCounts.Move(write, requeue.ProjectId, stage.Key, requeue.To.Id, stage.Count());
        }

        return moved.Count;
    }

    private IQueryable<AnnotationTask> Movable(LimnDb db, Requeue requeue)
    {
        var (project, to, now) = (requeue.ProjectId, requeue.To.Id, clock.GetUtcNow());
        var tasks = db.Tasks.Where(task => task.ProjectId == project && task.DeletedAt == null);
        if (!requeue.Forces)
        {
            tasks = tasks.Where(task => task.LeaseSession == null || task.LeaseExpiresAt == null || task.LeaseExpiresAt < now);
        }

        if (requeue.Since is { } since)
        {
            tasks = tasks.Where(task => task.StageId != to || task.StageEnteredAt < since);
        }

        foreach (var kept in requeue.Graph.Stages.Where(stage => stage is { Type: StageType.Complete, PreventRequeue: true }))
        {
            tasks = tasks.Where(task => task.StageId != kept.Id);
        }

        return tasks;
    }

    // Whoever had a task in a stage gets it again there, also when it was taken from him.
    private static async Task RememberWorkersAsync(Write write, StageGraph graph, List<Standing> standing, CancellationToken cancellationToken)
    {
        var workers = standing
            .Where(task => task.AssigneeId is not null && graph.Find(task.StageId)?.HasQueue == true)
            .Select(task => new StageAssignee { TaskId = task.Id, StageId = task.StageId, UserId = task.AssigneeId!.Value })
            .ToList();
        foreach (var stage in workers.GroupBy(worker => worker.StageId))
        {
            var ids = stage.Select(worker => worker.TaskId).ToList();
            await write.Db.StageAssignees.Where(row => row.StageId == stage.Key && ids.Contains(row.TaskId)).ExecuteDeleteAsync(cancellationToken);
        }

        await write.InsertAsync(workers, cancellationToken);
    }

    private async Task ForgetAsync(Write write, Requeue requeue, List<TaskId> ids, CancellationToken cancellationToken)
    {
        var db = write.Db;
        await db.TaskSkips.Where(skip => ids.Contains(skip.TaskId)).ExecuteDeleteAsync(cancellationToken);
        if (requeue.RemovesAssignee)
        {
            var to = requeue.To.Id;
            await db.StageAssignees.Where(row => row.StageId == to && ids.Contains(row.TaskId)).ExecuteDeleteAsync(cancellationToken);
        }

        if (requeue.RemovesStageHistory)
        {
            await db.StageHistory.Where(record => ids.Contains(record.TaskId)).ExecuteDeleteAsync(cancellationToken);
        }

        if (requeue.RemovesAnnotations)
        {
            await RemoveAnswersAsync(write, requeue, ids, cancellationToken);
        }
    }

    private async Task RemoveAnswersAsync(Write write, Requeue requeue, List<TaskId> ids, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var answers = await (
            from answer in write.Db.Answers.AsNoTracking()
            join task in write.Db.Tasks on answer.TaskId equals task.Id
            where ids.Contains(answer.TaskId)
            select new { answer, task.StageId }).ToListAsync(cancellationToken);
        var changes = answers
            .Select(found => AnswerChange.Log(
                found.answer, found.answer.Emptied(),
                new RevisionAuthor { By = requeue.By, Origin = RevisionOrigin.Human, StageId = found.StageId, At = now }))
            .Where(change => change.Revision is not null)
            .ToList();
        var emptied = changes.ConvertAll(change => change.After.TaskId);
        await write.Db.Answers.Where(answer => emptied.Contains(answer.TaskId)).ExecuteDeleteAsync(cancellationToken);
        await write.InsertAsync(changes.ConvertAll(change => change.After), cancellationToken);
        await write.InsertAsync(changes.ConvertAll(change => change.Revision!), cancellationToken);
    }

    private TaskMarker NewMarker(Requeue requeue, Standing task) => new()
    {
        Id = Id.New<StageRecord>(clock), ProjectId = requeue.ProjectId, TaskId = task.Id, Event = requeue.Event, FromStageId = task.StageId,
        ToStageId = requeue.To.Id, At = clock.GetUtcNow(), By = requeue.By, RemovedAnnotations = requeue.RemovesAnnotations,
        RemovedAssignee = requeue.RemovesAssignee, RemovedStageHistory = requeue.RemovesStageHistory,
    };

    private sealed record Standing(TaskId Id, string StageId, UserId? AssigneeId);
}
