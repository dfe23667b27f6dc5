using Microsoft.EntityFrameworkCore.Storage;

namespace Limn.Server.Database;

/// <summary>
/// The way to change the database: a transaction that holds the single writer's place on SQLite, carries the change's consequences in the
/// outbox, and wakes their dispatcher once it has committed.
/// </summary>
public sealed class Writes(OutboxSignal signal) : IDisposable
{
    private readonly SemaphoreSlim writer = new(1, 1);

    /// <summary>Waits for the writer's place where there is one, and begins a transaction on <paramref name="db"/>.</summary>
    public async Task<Write> BeginAsync(LimnDb db, CancellationToken cancellationToken)
    {
        var single = db.HasSingleWriter;
        if (single)
        {
            await writer.WaitAsync(cancellationToken);
        }

        try
        {
            return new Write(db, await db.Database.BeginTransactionAsync(cancellationToken), signal, single ? writer : null);
        }
        catch
        {
            if (single)
            {
                writer.Release();
            }

            throw;
        }
    }

    public void Dispose() => writer.Dispose();
}

/// <summary>A transaction under way. Disposing it without <see cref="CommitAsync"/> undoes everything.</summary>
public sealed class Write(LimnDb db, IDbContextTransaction transaction, OutboxSignal signal, SemaphoreSlim? writer)
    : IAsyncDisposable
{
    private bool hasConsequences;

    public LimnDb Db => db;

    /// <summary>Writes a consequence that is carried out after the commit: at least once, in order for one key.</summary>
    public void Then<TPayload>(string kind, string key, TPayload payload)
    {
        hasConsequences = true;
        db.Outbox.Add(new OutboxMessage { Kind = kind, Key = key, Payload = RawJson.From(payload), NotBefore = DateTimeOffset.UnixEpoch });
    }

    /// <summary>Saves what the context tracks and commits.</summary>
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        if (hasConsequences)
        {
            signal.Wake();
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await transaction.DisposeAsync();
        }
        finally
        {
            writer?.Release();
        }
    }
}
