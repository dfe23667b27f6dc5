using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Database;

/// <summary>
/// Due messages in the hands of one dispatcher. Where there may be others, taking a message puts it off for them, so that a message whose
/// process dies is due again by itself; while one is in hand, those behind it with the same key wait. Disposing it gives back what was not
/// settled.
/// </summary>
internal sealed class OutboxClaim : IAsyncDisposable
{
    public const int MostMessages = 500;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    // What waits for longer than anything is put off was put off before the clock was set back.
    private static readonly TimeSpan Implausible = TimeSpan.FromMinutes(10);
    private readonly LimnDb db;
    private readonly DateTimeOffset takenAt;
    private readonly HashSet<long> unsettled;

    private OutboxClaim(LimnDb db, DateTimeOffset takenAt, List<OutboxMessage> messages)
    {
        this.db = db;
        this.takenAt = takenAt;
        Messages = messages;
        unsettled = db.HasSingleWriter ? [] : [.. messages.Select(message => message.Id)];
    }

    /// <summary>In the order in which they were written.</summary>
    public IReadOnlyList<OutboxMessage> Messages { get; }

    public static async Task<OutboxClaim> TakeAsync(LimnDb db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var implausible = now + Implausible;
        var due = db.Outbox.AsNoTracking().Where(message => message.NotBefore <= now || message.NotBefore > implausible);
        if (db.HasSingleWriter)
        {
            return new OutboxClaim(db, now, await due.OrderBy(message => message.Id).Take(MostMessages).ToListAsync(cancellationToken));
        }

        // Most looks find nothing; they write nothing.
        return new OutboxClaim(db, now, await due.AnyAsync(cancellationToken) ? await ClaimAsync(db, now, cancellationToken) : []);
    }

    /// <summary>Whether there is time enough left to handle more of the messages.</summary>
    public bool IsFresh(DateTimeOffset now) => db.HasSingleWriter || now < takenAt + (Lease / 2);

    /// <summary>These are removed, or put off.</summary>
    public void Settle(IEnumerable<long> ids) => unsettled.ExceptWith(ids);

    public async ValueTask DisposeAsync()
    {
        if (unsettled.Count > 0)
        {
            await db.Outbox.Where(message => unsettled.Contains(message.Id))
                .ExecuteUpdateAsync(update => update.SetProperty(message => message.NotBefore, takenAt), CancellationToken.None);
        }
    }

    // One dispatcher after the other chooses; otherwise one could take the second message of a key while another takes the first.
    private static async Task<List<OutboxMessage>> ClaimAsync(LimnDb db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (from, until, implausible) = (now.ToUnixTimeMilliseconds(), (now + Lease).ToUnixTimeMilliseconds(), (now + Implausible).ToUnixTimeMilliseconds());
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.TakeTurnAsync(Turn.Outbox, cancellationToken);
        var claimed = await db.Outbox.FromSql($"""
            UPDATE outbox SET not_before = {until}
            WHERE id IN (
                SELECT id FROM outbox AS due
                WHERE (not_before <= {from} OR not_before > {implausible}) AND NOT EXISTS (
                    SELECT 1 FROM outbox AS ahead
                    WHERE ahead.kind = due.kind AND ahead.key = due.key AND ahead.id < due.id AND ahead.attempts = 0 AND ahead.not_before > {from})
                ORDER BY id LIMIT {MostMessages}
                FOR UPDATE SKIP LOCKED)
            RETURNING *
            """).AsNoTracking().ToListAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return [.. claimed.OrderBy(message => message.Id)];
    }
}
