using Limn.Server.Hosting;
using Limn.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Files;

/// <summary>Removes files whose time is over: exports, and uploads that never came.</summary>
internal sealed partial class FileCleaner(
    IDbContextFactory<LimnDb> databases, Writes writes, IBlobStore blobs, TimeProvider clock, ILogger<FileCleaner> log) : BackgroundService
{
    private const int BatchSize = 200;
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            try
            {
                while (await CleanAsync(stoppingToken) == BatchSize)
                {
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogCleaningFailed(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Removes some; the bytes first, so that a row is left to try again by.</summary>
    internal async Task<int> CleanAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var keys = await db.Files.Where(file => file.ExpiresAt < now).OrderBy(file => file.ExpiresAt).Select(file => file.Key)
            .Take(BatchSize).ToListAsync(cancellationToken);
        if (keys.Count == 0)
        {
            return 0;
        }

        foreach (var key in keys)
        {
            await blobs.DeleteAsync(key, cancellationToken);
        }

        await using var write = await writes.BeginAsync(db, cancellationToken);
        await db.Files.Where(file => keys.Contains(file.Key) && file.ExpiresAt < now).ExecuteDeleteAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return keys.Count;
    }

    [LoggerMessage(EventId = EventIds.FileCleaningFailed, Level = LogLevel.Warning, Message = "Expired files could not be removed; trying again later")]
    private partial void LogCleaningFailed(Exception exception);
}
