using Limn.Server.Workflow;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Queues;

/// <summary>Says why somebody is offered no task, so that he knows whether to wait, to ask, or to start again.</summary>
internal sealed class QueueReasons(LimnDb db)
{
    /// <summary>Never empty.</summary>
    public async Task<IReadOnlyList<QueueReason>> ExplainAsync(QueueCall call, IReadOnlyList<Stage> open, CancellationToken cancellationToken)
    {
        if (open.Count == 0)
        {
            return [new QueueReason("noStage", $"No {call.StageType} stage of this project is open to you.")];
        }

        var (project, user, email) = (call.Project.ProjectId, call.Person.Id, call.Person.Email);
        var ids = open.Select(stage => stage.Id).ToList();
        var waiting = db.Tasks.Where(task => task.ProjectId == project && ids.Contains(task.StageId) && task.DeletedAt == null && task.Error == null);
        var reasons = new List<QueueReason>();
        var own = waiting.Where(task => task.AssigneeId == user || task.AssigneeId == null);
        if (await own.AnyAsync(task => db.TaskSkips.Any(skip => skip.UserId == user && skip.TaskId == task.Id), cancellationToken))
        {
            reasons.Add(new QueueReason("skipped", "You passed over the tasks that are left. Start again to see them."));
        }

        if (await waiting.AnyAsync(task => task.AssigneeId == user && task.LeaseSession != null, cancellationToken))
        {
            reasons.Add(new QueueReason("openElsewhere", "You have a task open in another window."));
        }

        if (await waiting.AnyAsync(task => task.AssigneeId != null && task.AssigneeId != user, cancellationToken))
        {
            reasons.Add(new QueueReason("assignedToOthers", "The tasks that are left are assigned to others."));
        }

        if (call.StageType == StageType.Review && await waiting.AnyAsync(task => task.AssigneeId == null && db.StageHistory.Any(record =>
            record.TaskId == task.Id && record.StageType == StageType.Label && record.CompletedBy == email), cancellationToken))
        {
            reasons.Add(new QueueReason("ownWork", "You labelled tasks that are left, so others review them."));
        }

        return reasons.Count > 0 ? reasons : [new QueueReason("empty", "No tasks wait here.")];
    }
}
