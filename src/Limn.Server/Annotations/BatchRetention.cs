using Limn.Server.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Annotations;

/// <summary>Forgets batches of operations once nobody sends them again: an editor that was offline comes back within a month.</summary>
internal sealed partial class BatchRetention(
    IDbContextFactory<LimnDb> databases, Writes writes, TimeProvider clock, ILogger<BatchRetention> log) : BackgroundService
{
    private const int MostRows = 1000;
    private static readonly TimeSpan Life = TimeSpan.FromDays(31);
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>Removes all of them, some at a time, so that other writers get their turn.</summary>
    public async Task CleanAsync(CancellationToken cancellationToken)
    {
        while (await CleanSomeAsync(cancellationToken) == MostRows)
        {
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await TryCleanAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The process stops.
        }
    }

    private async Task TryCleanAsync(CancellationToken cancellationToken)
    {
        try
        {
            await CleanAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogCleaningFailed(exception);
        }
    }

    private async Task<int> CleanSomeAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var before = clock.GetUtcNow() - Life;
        var times = await db.AppliedBatches.Where(batch => batch.At < before).OrderBy(batch => batch.At).Select(batch => batch.At)
            .Take(MostRows).ToListAsync(cancellationToken);
        if (times.Count == 0)
        {
            return 0;
        }

        var last = times[^1];

        await using var write = await writes.BeginAsync(db, cancellationToken);
        await db.TakeTurnAsync(Turn.Cleaning, cancellationToken);
        await db.AppliedBatches.Where(batch => batch.At <= last).ExecuteDeleteAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return times.Count;
    }

    [LoggerMessage(EventId = EventIds.BatchRetentionFailed, Level = LogLevel.Error, Message = "Old batches could not be removed; trying again in an hour")]
    private partial void LogCleaningFailed(Exception exception);
}
