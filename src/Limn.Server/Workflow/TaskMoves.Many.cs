using Limn.Server.Annotations;
using Limn.Server.Projects;
using Limn.Server.Statistics;
using Limn.Server.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Workflow;

internal sealed partial class TaskMoves
{
    /// <summary>Where the work of a stage leads when it is done; null with the reason when that is nowhere.</summary>
    public (Stage? To, string? Reason) NextOf(StageGraph graph, string stageId) => machine.Decide(graph, stageId, new StageEvent.Done()) switch
    {
        StageOutcome.Moves moves => (moves.To, null),
        StageOutcome.Stays stays => (null, stays.Error),
        StageOutcome.Refused refused => (null, refused.Refusal.Message),
        _ => throw new InvalidOperationException("The outcome is none of the three."),
    };

    /// <summary>
    /// Ends the visits of tasks to the stages where they stand, and sends them on, in a number of statements that does not depend on how many
    /// they are. The caller holds their rows' locks, and knows that each has a next stage.
    /// </summary>
    /// <param name="write">The transaction.</param>
    /// <param name="graph">The workflow in force.</param>
    /// <param name="tasks">Of one project, each with its answer.</param>
    /// <param name="exit">Who did it; its answer is not used.</param>
    /// <param name="cancellationToken">Ends the statements.</param>
    public async Task ForwardAsync(
        Write write, StageGraph graph, IReadOnlyCollection<(AnnotationTask Task, StoredAnswer? Answer)> tasks, StageExit exit,
        CancellationToken cancellationToken)
    {
        foreach (var standing in tasks.GroupBy(pair => pair.Task.StageId))
        {
            if (machine.Decide(graph, standing.Key, new StageEvent.Done()) is not StageOutcome.Moves moves)
            {
                throw new InvalidOperationException($"Tasks do not leave the stage {standing.Key}.");
            }

            await MoveAllAsync(write, moves, [.. standing.Select(pair => (pair.Task, exit with { Answer = pair.Answer }))], cancellationToken);
        }
    }

    /// <summary>
    /// Sends on those of the given tasks that wait in a stage for somebody to do so: all in Start, and in other stages those that could not leave
    /// because an output led nowhere. Returns how many; those that still cannot go stay.
    /// </summary>
    /// <param name="write">The transaction.</param>
    /// <param name="forward">From where, and who does it.</param>
    /// <param name="ids">At most <see cref="ChunkSize"/>.</param>
    /// <param name="cancellationToken">Ends the statements.</param>
    public async Task<int> ForwardWaitingAsync(Write write, Forward forward, IReadOnlyList<TaskId> ids, CancellationToken cancellationToken)
    {
        var (db, now, from) = (write.Db, clock.GetUtcNow(), forward.From);
        var isStart = from.Type == StageType.Start;
        var waiting = db.Tasks.Where(task =>
            ids.Contains(task.Id) && task.ProjectId == forward.ProjectId && task.StageId == from.Id && task.DeletedAt == null
            && (isStart || task.Error != null)
            && (task.LeaseSession == null || task.LeaseExpiresAt == null || task.LeaseExpiresAt < now));
        await waiting.ExecuteUpdateAsync(update => update.SetProperty(task => task.Version, task => task.Version + 1), cancellationToken);
        var found = await (
            from task in waiting.AsNoTracking()
            join stored in db.Answers on task.Id equals stored.TaskId into answers
            from answer in answers.DefaultIfEmpty()
            select new { task, answer }).ToListAsync(cancellationToken);
        var moved = 0;
        foreach (var group in found.GroupBy(pair => from.Type == StageType.Review ? pair.task.ReviewStatus : ReviewStatus.Todo))
        {
            StageEvent stageEvent = from.Type == StageType.Review ? new StageEvent.Reviewed(group.Key != ReviewStatus.Rejected) : new StageEvent.Done();
            if (machine.Decide(forward.Graph, from.Id, stageEvent) is StageOutcome.Moves moves)
            {
                var exits = group.Select(pair => (pair.task, new StageExit
                {
                    By = forward.By, CompletedBy = isStart ? null : pair.task.UpdatedBy, Answer = pair.answer,
                    ReviewStatus = from.Type == StageType.Review ? group.Key : null,
                })).ToList();
                await RememberWorkersAsync(write, forward.Graph, [.. group.Select(pair => new Standing(pair.task.Id, from.Id, pair.task.AssigneeId))], cancellationToken);
                await MoveAllAsync(write, moves, exits, cancellationToken);
                moved += exits.Count;
            }
        }

        return moved;
    }

    private async Task MoveAllAsync(
        Write write, StageOutcome.Moves moves, List<(AnnotationTask Task, StageExit Exit)> tasks, CancellationToken cancellationToken)
    {
        var from = moves.From ?? throw new InvalidOperationException("A visit to a removed stage cannot end.");
        var (project, by) = (tasks[0].Task.ProjectId, tasks[0].Exit.By);
        var ids = tasks.ConvertAll(pair => pair.Task.Id);
        await write.InsertAsync(tasks.ConvertAll(pair => NewRecord(pair.Task, from, pair.Exit)), cancellationToken);
        await write.Db.TaskSkips.Where(skip => ids.Contains(skip.TaskId)).ExecuteDeleteAsync(cancellationToken);
        await EnterAllAsync(write, project, moves.To, ids, by, cancellationToken);
        StageCounts.Move(write, project, from.Id, moves.To.Id, tasks.Count);
    }

    private async Task EnterAllAsync(
        Write write, ProjectId project, Stage stage, List<TaskId> ids, string by, CancellationToken cancellationToken)
    {
        var (db, to, now) = (write.Db, stage.Id, clock.GetUtcNow());
        var people = stage.HasQueue ? await db.ListPeopleAsync(project, cancellationToken) : [];
        var admitted = people.Where(stage.Admits).Select(person => person.Id).ToList();
        var isReview = stage.Type == StageType.Review;
        DateTimeOffset? completedAt = stage.IsTerminal ? now : null;
        var completedBy = stage.IsTerminal ? by : null;
        await db.Tasks.Where(task => ids.Contains(task.Id)).ExecuteUpdateAsync(
            update => update
                .SetProperty(task => task.AssigneeId, task => db.StageAssignees
                    .Where(last => last.TaskId == task.Id && last.StageId == to && admitted.Contains(last.UserId))
                    .Select(last => (UserId?)last.UserId).FirstOrDefault())
                .SetProperty(task => task.IsRework, task =>
                    task.StageId == to || db.StageHistory.Any(record => record.TaskId == task.Id && record.StageId == to))
                .SetProperty(task => task.StageId, to).SetProperty(task => task.StageEnteredAt, now)
                .SetProperty(task => task.LeaseSession, (string?)null).SetProperty(task => task.LeaseUserId, (UserId?)null)
                .SetProperty(task => task.LeaseExpiresAt, (DateTimeOffset?)null)
                .SetProperty(task => task.StageDuration, 0).SetProperty(task => task.IsDraft, false).SetProperty(task => task.IsSkipped, false)
                .SetProperty(task => task.Error, (string?)null)
                .SetProperty(task => task.ReviewStatus, task => isReview ? ReviewStatus.Todo : task.ReviewStatus)
                .SetProperty(task => task.CompletedAt, completedAt).SetProperty(task => task.CompletedBy, completedBy)
                .SetProperty(task => task.UpdatedAt, now).SetProperty(task => task.UpdatedBy, by),
            cancellationToken);
    }
}

/// <summary>Sending on what waits in a stage.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Graph">Its workflow in force.</param>
/// <param name="From">The stage where the tasks wait.</param>
/// <param name="By">E-mail of who does it.</param>
internal sealed record Forward(ProjectId ProjectId, StageGraph Graph, Stage From, string By);
