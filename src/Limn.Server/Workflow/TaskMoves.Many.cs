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
            if (graph.Find(standing.Key) is not { } from || NextOf(graph, from.Id).To is not { } to)
            {
                throw new InvalidOperationException($"Tasks do not leave the stage {standing.Key}.");
            }

            var project = standing.First().Task.ProjectId;
            await write.InsertAsync(
                [.. standing.Select(pair => NewRecord(pair.Task, from, exit with { Answer = pair.Answer }))], cancellationToken);
            await EnterAllAsync(write, project, to, [.. standing.Select(pair => pair.Task.Id)], exit.By, cancellationToken);
            StageCounts.Move(write, project, from.Id, to.Id, standing.Count());
        }
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
