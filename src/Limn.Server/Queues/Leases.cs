using Limn.Server.Annotations;
using Limn.Server.Hosting;
using Limn.Server.Live;
using Limn.Server.Projects;
using Limn.Server.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Queues;

/// <summary>
/// Edit locks. Whoever opens a task in an editor holds it for two minutes and renews that; everybody else sees it read only. A lock is no
/// assignment: it ends when the window closes, and nothing but saving through an editor asks for it.
/// </summary>
internal sealed class Leases(LimnDb db, Writes writes, AnswerSaves saves, LiveTopics live, TimeProvider clock)
{
    private const int MostRounds = 10;

    /// <summary>Opens a task for a session, or renews its lock.</summary>
    public async Task<Reply<OpenLeaseReply>> OpenAsync(TaskId id, OpenLeaseRequest request, Worker worker, CancellationToken cancellationToken)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            if (await saves.LoadAsync(id, cancellationToken) is not { } loaded)
            {
                return Refusal.NotFound($"Invalid task: {id}.");
            }

            if ((SaveRules.CheckRight(loaded, worker, SaveEnd.None) ?? CheckHolder(loaded.Task, request, worker)) is { } refusal)
            {
                return refusal;
            }

            var lease = Lease.From(request.Session, clock.GetUtcNow());
            var isFromOther = loaded.Task.LeaseSession is { } session && session != request.Session;
            if (await TryTakeAsync(loaded.Task, lease, worker, cancellationToken))
            {
                await (isFromOther ? live.TellTaskAsync(loaded.Task) : Task.CompletedTask);
                return new OpenLeaseReply(lease.ToReply(), loaded.Task.StageId, loaded.Answer?.Revision ?? 0);
            }
        }

        return Refusal.Conflict("Many others open this task right now. Try again.");
    }

    /// <summary>Gives a lock back, if the session has it.</summary>
    public async Task ReleaseAsync(TaskId id, string? session, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var write = await writes.BeginAsync(db, cancellationToken);
        await db.Tasks.Where(task => task.Id == id && task.LeaseSession == session && task.LeaseSession != null).ExecuteUpdateAsync(
            update => update.SetProperty(task => task.LeaseSession, (string?)null).SetProperty(task => task.LeaseExpiresAt, now)
                .SetProperty(task => task.Version, task => task.Version + 1),
            cancellationToken);
        await write.CommitAsync(cancellationToken);
    }

    private Refusal? CheckHolder(AnnotationTask task, OpenLeaseRequest request, Worker worker)
    {
        var isFree = task.LeaseSession is null || task.LeaseSession == request.Session || task.LeaseExpiresAt <= clock.GetUtcNow();
        if (isFree)
        {
            return null;
        }

        var isOwn = task.LeaseUserId == worker.UserId;
        if (request.TakeOver == true)
        {
            return isOwn || worker.Role >= ProjectRole.Lead
                ? null
                : Refusal.Forbidden("Somebody else edits this task now; only leads and managers take it over.");
        }

        return Refusal.Conflict(isOwn ? "You edit this task in another window. Take it over here, or read only." : "Somebody else edits this task now.");
    }

    private async Task<bool> TryTakeAsync(AnnotationTask task, Lease lease, Worker worker, CancellationToken cancellationToken)
    {
        var (id, version, user) = (task.Id, task.Version, (UserId?)worker.UserId);
        await using var write = await writes.BeginAsync(db, cancellationToken);
        var taken = await db.Tasks.Where(row => row.Id == id && row.Version == version).ExecuteUpdateAsync(
            update => update.SetProperty(row => row.LeaseSession, lease.Session).SetProperty(row => row.LeaseUserId, user)
                .SetProperty(row => row.LeaseExpiresAt, lease.ExpiresAt).SetProperty(row => row.Version, row => row.Version + 1),
            cancellationToken);
        await write.CommitAsync(cancellationToken);
        return taken == 1;
    }
}
