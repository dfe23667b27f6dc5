using Limn.Server.Auth;
using Limn.Server.Hosting;
using Limn.Server.Projects;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Workflow;

/// <summary>What happens to the tasks in a stage that a new workflow no longer has: nothing is lost, the caller says where they go.</summary>
internal sealed class StageMigration(StageMachine machine, TaskMoves moves)
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
                var requeue = new Requeue
                {
                    ProjectId = project.Id, Graph = graph, To = graph.Find(targetId)!, By = caller.Email, Event = TaskMarker.StageRemoved, Forces = true,
                };
                await MoveAsync(write, requeue, stage.Key, cancellationToken);
            }
        }
    }

    private string? WhyNotEnter(StageGraph graph, string id) =>
        graph.Find(id) is { } target ? machine.WhyNotEnter(target)?.Message : $"The new workflow has no stage with the id \"{id}\".";

    private async Task MoveAsync(Write write, Requeue requeue, string from, CancellationToken cancellationToken)
    {
        var standing = write.Db.Tasks.Where(task => task.ProjectId == requeue.ProjectId && task.DeletedAt == null && task.StageId == from)
            .OrderBy(task => task.Id).Select(task => task.Id).Take(TaskMoves.ChunkSize);
        while (await standing.ToListAsync(cancellationToken) is { Count: > 0 } ids)
        {
            await moves.RequeueAsync(write, requeue, ids, cancellationToken);
        }
    }
}
