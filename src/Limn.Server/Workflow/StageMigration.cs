using Limn.Server.Auth;
using Limn.Server.Hosting;
using Limn.Server.Projects;
using Limn.Server.Statistics;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Workflow;

/// <summary>What happens to the tasks in a stage that a new workflow no longer has: nothing is lost, the caller says where they go.</summary>
internal sealed class StageMigration(StageMachine machine, TimeProvider clock)
{
    /// <summary>
    /// Moves the tasks of removed stages to the stages that <paramref name="targets"/> names. Adds a problem for each removed stage that still
    /// holds tasks and has no target, or one that cannot be entered.
    /// </summary>
    public async Task MoveAsync(
        Write write, Project project, RawJson before, IReadOnlyDictionary<string, string> targets, Caller caller, List<Problem> problems,
        CancellationToken cancellationToken)
    {
        if (before == project.Stages)
        {
            return;
        }

        var graph = StageGraph.Read(project.Stages);
        var removed = StageGraph.Read(before).Stages.Where(stage => graph.Find(stage.Id) is null).ToDictionary(stage => stage.Id);
        var removedIds = removed.Keys.ToList();
        var counts = await write.Db.Tasks
            .Where(task => task.ProjectId == project.Id && task.DeletedAt == null && removedIds.Contains(task.StageId))
            .GroupBy(task => task.StageId).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(cancellationToken);
        foreach (var stage in counts)
        {
            var name = removed[stage.Key].Name;
            if (!targets.TryGetValue(stage.Key, out var targetId))
            {
                problems.Add(new Problem(
                    "stages", $"The stage \"{name}\" cannot be removed: {stage.Count} tasks stand in it. Name a stage for them in \"migrations\"."));
            }
            else if (WhyNotEnter(graph, targetId) is { } reason)
            {
                problems.Add(new Problem($"migrations.{stage.Key}", reason));
            }
            else
            {
                var moved = await MoveAsync(write, project, (stage.Key, graph.Find(targetId)!), caller, cancellationToken);
                StageCounts.Move(write, project.Id, stage.Key, targetId, moved);
            }
        }
    }

    private string? WhyNotEnter(StageGraph graph, string id) =>
        graph.Find(id) is { } target ? machine.WhyNotEnter(target)?.Message : $"The new workflow has no stage with the id \"{id}\".";

    private Task<int> MoveAsync(Write write, Project project, (string From, Stage To) move, Caller caller, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        DateTimeOffset? completedAt = move.To.IsTerminal ? now : null;
        var completedBy = move.To.IsTerminal ? caller.Email : null;
        return write.Db.Tasks.Where(task => task.ProjectId == project.Id && task.DeletedAt == null && task.StageId == move.From).ExecuteUpdateAsync(
            update => update.SetProperty(task => task.StageId, move.To.Id).SetProperty(task => task.StageEnteredAt, now)
                .SetProperty(task => task.AssigneeId, (UserId?)null).SetProperty(task => task.Error, (string?)null)
                .SetProperty(task => task.LeaseSession, (string?)null).SetProperty(task => task.LeaseUserId, (UserId?)null)
                .SetProperty(task => task.LeaseExpiresAt, (DateTimeOffset?)null)
                .SetProperty(task => task.IsDraft, false).SetProperty(task => task.IsSkipped, false).SetProperty(task => task.StageDuration, 0)
                .SetProperty(task => task.CompletedAt, completedAt).SetProperty(task => task.CompletedBy, completedBy)
                .SetProperty(task => task.UpdatedAt, now).SetProperty(task => task.UpdatedBy, caller.Email)
                .SetProperty(task => task.Version, task => task.Version + 1),
            cancellationToken);
    }
}
