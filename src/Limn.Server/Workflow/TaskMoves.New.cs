using Limn.Server.Annotations;
using Limn.Server.Statistics;
using Limn.Server.Tasks;

namespace Limn.Server.Workflow;

internal sealed partial class TaskMoves
{
    /// <summary>
    /// Puts new tasks where they begin, before they are inserted: in Start, or behind it where Start forwards by itself. Counts them. When the
    /// stage behind Start cannot be entered, they wait in Start with the reason.
    /// </summary>
    /// <param name="write">The transaction that inserts them.</param>
    /// <param name="project">Their project.</param>
    /// <param name="graph">Its workflow in force.</param>
    /// <param name="tasks">They stand in Start.</param>
    /// <param name="answers">Answers that they come with.</param>
    /// <returns>The records of their visits to Start, to be inserted after the tasks.</returns>
    public IReadOnlyList<StageRecord> ForwardNew(
        Write write, ProjectId project, StageGraph graph, IReadOnlyCollection<AnnotationTask> tasks, IReadOnlyDictionary<TaskId, StoredAnswer> answers)
    {
        var outcome = graph.Start.AutoForward
            ? machine.Decide(graph, StageGraph.StartId, new StageEvent.Done())
            : new StageOutcome.Stays(null);
        if (outcome is not StageOutcome.Moves { To: var to })
        {
            foreach (var task in tasks)
            {
                task.Error = outcome is StageOutcome.Refused refused ? refused.Refusal.Message : ((StageOutcome.Stays)outcome).Error;
            }

            StageCounts.Move(write, project, null, StageGraph.StartId, tasks.Count);
            return [];
        }

        StageCounts.Move(write, project, null, to.Id, tasks.Count);
        return [.. tasks.Select(task => Forward(task, graph.Start, to, answers.GetValueOrDefault(task.Id)))];
    }

    private StageRecord Forward(AnnotationTask task, Stage start, Stage to, StoredAnswer? answer)
    {
        var record = NewRecord(task, start, new StageExit { By = task.CreatedBy, Answer = answer });
        Enter(task, to, new MovePlan(new StageOutcome.Stays(null)), task.CreatedBy);
        return record;
    }
}
