using Limn.Server.Hosting;
using Limn.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Limn.Server.Files;

/// <summary>Removes files whose time is over (exports, and uploads that never came), blobs that no file names any more, and uploads given up.</summary>
internal sealed partial class FileCleaner(
    IDbContextFactory<LimnDb> databases, Writes writes, IBlobStore blobs, IOptions<StorageOptions> options, TimeProvider clock, ILogger<FileCleaner> log)
    : BackgroundService
{
    private const int BatchSize = 200;
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan AbandonedAfter = TimeSpan.FromDays(2);

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

                while (await RemoveBlobsAsync(stoppingToken) == BatchSize)
                {
                }

                await blobs.RemoveAbandonedAsync(clock.GetUtcNow() - AbandonedAfter, stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogCleaningFailed(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Removes some of the files whose time is over. Their bytes stay for a while.</summary>
    internal async Task<int> CleanAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var expired = db.Files.Where(file => file.ExpiresAt < now).OrderBy(file => file.ExpiresAt).Select(file => new { file.Key, file.BlobKey })
            .Take(BatchSize);
        if (!await expired.AnyAsync(cancellationToken))
        {
            return 0;
        }

        await using var write = await writes.BeginAsync(db, cancellationToken);
        await db.TakeTurnAsync(Turn.Cleaning, cancellationToken);
        var files = await expired.ToListAsync(cancellationToken);
        var keys = files.ConvertAll(file => file.Key);
        await db.Files.Where(file => keys.Contains(file.Key) && file.ExpiresAt < now).ExecuteDeleteAsync(cancellationToken);
        db.DeletedBlobs.AddRange(files.Select(file => file.BlobKey).OfType<string>().Select(key => new DeletedBlob { Key = key, DeletedAt = now }));
        await write.CommitAsync(cancellationToken);
        return files.Count;
    }

    /// <summary>Removes some of the blobs that have stayed long enough; the bytes first, so that a row is left to try again by.</summary>
    internal async Task<int> RemoveBlobsAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var before = clock.GetUtcNow() - options.Value.KeepDeletedFor;
        var keys = await db.DeletedBlobs.Where(blob => blob.DeletedAt < before).OrderBy(blob => blob.DeletedAt).Select(blob => blob.Key)
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
        await db.TakeTurnAsync(Turn.Cleaning, cancellationToken);
        await db.DeletedBlobs.Where(blob => keys.Contains(blob.Key)).ExecuteDeleteAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return keys.Count;
    }

    [LoggerMessage(EventId = EventIds.FileCleaningFailed, Level = LogLevel.Warning, Message = "Expired files could not be removed; trying again later")]
    private partial void LogCleaningFailed(Exception exception);
}
