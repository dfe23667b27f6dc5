using Limn.Server.Hosting;
using Limn.Server.Permissions;
using Limn.Server.Projects;
using Limn.Server.Workflow;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Queues;

/// <summary>Who asks for work, and for which.</summary>
internal sealed record QueueCall(ProjectAccess Project, ProjectPerson Person, NextTaskRequest Request)
{
    public StageType StageType => Request.Kind == QueueKind.Label ? StageType.Label : StageType.Review;
}

/// <summary>A task that was given to somebody, with his edit lock; or why there was none.</summary>
internal sealed record QueuePick(TaskId? TaskId, Lease? Lease, IReadOnlyList<QueueReason> Reasons);

/// <summary>
/// Gives people their next task: first what they have begun or were assigned, then the first free one over all stages that are open to them.
/// </summary>
internal sealed class TaskQueue(LimnDb db, Writes writes, ProjectDefinitions definitions, QueueReasons reasons, TimeProvider clock)
{
    // Each round somebody else has taken the task that was seen first.
    private const int MostRounds = 20;

    public async Task<Reply<QueuePick>> NextAsync(QueueCall call, CancellationToken cancellationToken)
    {
        var stages = await StagesAsync(call, cancellationToken);
        if (stages.Refusal is { } refusal)
        {
            return refusal;
        }

        if (call.Request.Restart == true)
        {
            await RestartAsync(call, cancellationToken);
        }

        var open = stages.Value!.Stages;
        var lease = Lease.From(call.Request.Session, clock.GetUtcNow());
        for (var round = 0; round < MostRounds && open.Count > 0; round++)
        {
            if (await FindOwnAsync(call, open, lease, cancellationToken) is { } own)
            {
                if (await ResumeAsync(own, call, lease, cancellationToken))
                {
                    return new QueuePick(own, lease, []);
                }
            }
            else if (await ClaimAsync(call, open, lease, cancellationToken) is { } claimed)
            {
                return new QueuePick(claimed, lease, []);
            }
            else
            {
                break;
            }
        }

        return new QueuePick(null, null, await reasons.ExplainAsync(call, open, cancellationToken));
    }

    /// <summary>The stages of one kind that are open to somebody.</summary>
    public async Task<IReadOnlyList<Stage>> OpenStagesAsync(
        ProjectId id, ProjectPerson person, StageType type, CancellationToken cancellationToken)
    {
        var graph = await GraphAsync(id, cancellationToken);
        return [.. graph.Stages.Where(stage => stage.Type == type && stage.ConsensusId is null && stage.Admits(person))];
    }

    private async Task<Reply<OpenStages>> StagesAsync(QueueCall call, CancellationToken cancellationToken)
    {
        var open = await OpenStagesAsync(call.Project.ProjectId, call.Person, call.StageType, cancellationToken);
        if (call.Request.Stage is not { } wanted)
        {
            return new OpenStages(open);
        }

        if (open.FirstOrDefault(stage => stage.Id == wanted) is { } one)
        {
            return new OpenStages([one]);
        }

        return (await GraphAsync(call.Project.ProjectId, cancellationToken)).Find(wanted)?.Type == call.StageType
            ? Refusal.Forbidden("This stage is not open to you.")
            : Refusal.BadRequest($"Invalid stage: {wanted}.");
    }

    private async Task<StageGraph> GraphAsync(ProjectId id, CancellationToken cancellationToken)
    {
        var version = await db.Projects.Where(project => project.Id == id).Select(project => project.StagesVersion).FirstAsync(cancellationToken);
        return await definitions.StagesAsync(db, id, version, cancellationToken);
    }

    /// <summary>What the caller has open or was assigned, unless he passed over it or edits it in another window.</summary>
    private async Task<TaskId?> FindOwnAsync(QueueCall call, IReadOnlyList<Stage> open, Lease lease, CancellationToken cancellationToken)
    {
        var (project, user, now, session) = (call.Project.ProjectId, call.Person.Id, clock.GetUtcNow(), lease.Session);
        var ids = open.Select(stage => stage.Id).ToList();
        var own = db.Tasks.Where(task =>
            task.ProjectId == project && task.AssigneeId == user && task.DeletedAt == null && task.Error == null
            && (task.LeaseSession == null || task.LeaseSession == session || task.LeaseExpiresAt == null || task.LeaseExpiresAt < now)
            && !db.TaskSkips.Any(skip => skip.UserId == user && skip.TaskId == task.Id));
        var begun = await own.Where(task => task.LeaseUserId == user && ids.Contains(task.StageId)).OrderByDescending(task => task.LeaseExpiresAt)
            .Select(task => (TaskId?)task.Id).FirstOrDefaultAsync(cancellationToken);
        if (begun is not null)
        {
            return begun;
        }

        foreach (var id in ids)
        {
            var assigned = await own.Where(task => task.StageId == id).InQueueOrder()
                .Select(task => (TaskId?)task.Id).FirstOrDefaultAsync(cancellationToken);
            if (assigned is not null)
            {
                return assigned;
            }
        }

        return null;
    }

    private async Task<bool> ResumeAsync(TaskId id, QueueCall call, Lease lease, CancellationToken cancellationToken)
    {
        var (user, now) = ((UserId?)call.Person.Id, clock.GetUtcNow());
        await using var write = await writes.BeginAsync(db, cancellationToken);
        var taken = await db.Tasks
            .Where(task => task.Id == id && task.AssigneeId == user && task.DeletedAt == null)
            .Where(task => task.LeaseSession == null || task.LeaseSession == lease.Session || task.LeaseExpiresAt == null || task.LeaseExpiresAt < now)
            .ExecuteUpdateAsync(
                update => update.SetProperty(task => task.LeaseSession, lease.Session).SetProperty(task => task.LeaseUserId, user)
                    .SetProperty(task => task.LeaseExpiresAt, lease.ExpiresAt).SetProperty(task => task.Version, task => task.Version + 1),
                cancellationToken);
        await write.CommitAsync(cancellationToken);
        return taken == 1;
    }

    private async Task<TaskId?> ClaimAsync(QueueCall call, IReadOnlyList<Stage> open, Lease lease, CancellationToken cancellationToken)
    {
        var scan = new QueueScan(db, call.Project.ProjectId, call.Person);
        foreach (var stage in await InOrderAsync(scan, open, cancellationToken))
        {
            await using var write = await writes.BeginAsync(db, cancellationToken);
            if (await scan.ClaimAsync(stage, lease, cancellationToken) is { } id)
            {
                await write.CommitAsync(cancellationToken);
                return id;
            }
        }

        return null;
    }

    /// <summary>The stages with free tasks, that with the first one in the order of all stages before the others.</summary>
    private static async Task<IEnumerable<Stage>> InOrderAsync(QueueScan scan, IReadOnlyList<Stage> open, CancellationToken cancellationToken)
    {
        if (open.Count == 1)
        {
            return open;
        }

        var heads = new List<(QueuePlace Place, Stage Stage)>();
        foreach (var stage in open)
        {
            if (await scan.PeekAsync(stage, cancellationToken) is { } place)
            {
                heads.Add((place, stage));
            }
        }

        return heads.OrderBy(head => head.Place).Select(head => head.Stage);
    }

    private async Task RestartAsync(QueueCall call, CancellationToken cancellationToken)
    {
        await using var write = await writes.BeginAsync(db, cancellationToken);
        await db.TaskSkips.Where(skip => skip.UserId == call.Person.Id && skip.ProjectId == call.Project.ProjectId).ExecuteDeleteAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
    }

    private sealed record OpenStages(IReadOnlyList<Stage> Stages);
}
