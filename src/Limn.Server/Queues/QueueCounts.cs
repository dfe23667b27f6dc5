using Limn.Server.Projects;
using Limn.Server.Workflow;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Queues;

/// <summary>Counts what waits for somebody, for the buttons that start his work. Counting stops where the number no longer matters.</summary>
internal sealed class QueueCounts(LimnDb db, TaskQueue queue)
{
    private const int Enough = 1000;

    public async Task<QueueReply> CountAsync(ProjectId project, ProjectPerson person, CancellationToken cancellationToken)
    {
        var stages = new List<QueueStageReply>();
        foreach (var type in new[] { StageType.Label, StageType.Review })
        {
            foreach (var stage in await queue.OpenStagesAsync(project, person, type, cancellationToken))
            {
                stages.Add(new QueueStageReply(stage.Id, stage.Name, stage.Type, await CountAsync(project, stage, person, cancellationToken)));
            }
        }

        return new QueueReply(Sum(stages, StageType.Label), Sum(stages, StageType.Review), stages);
    }

    private static int Sum(List<QueueStageReply> stages, StageType type) =>
        Math.Min(Enough, stages.Where(stage => stage.Type == type).Sum(stage => stage.Available));

    private async Task<int> CountAsync(ProjectId project, Stage stage, ProjectPerson person, CancellationToken cancellationToken)
    {
        var waiting = db.Tasks.Where(task => task.ProjectId == project && task.StageId == stage.Id && task.DeletedAt == null && task.Error == null);
        var free = waiting.Where(task => task.AssigneeId == null);
        if (stage is { Type: StageType.Review, PreventSelfReview: true })
        {
            free = free.Where(task => !db.StageHistory.Any(record =>
                record.TaskId == task.Id && record.StageType == StageType.Label && record.CompletedBy == person.Email));
        }

        var own = await waiting.Where(task => task.AssigneeId == person.Id).InQueueOrder().Take(Enough).CountAsync(cancellationToken);
        return Math.Min(Enough, own + await free.InQueueOrder().Take(Enough).CountAsync(cancellationToken));
    }
}
