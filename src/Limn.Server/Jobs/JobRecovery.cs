using Limn.Server.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Jobs;

/// <summary>Finds jobs whose process died, at start and every few seconds, and starts them again.</summary>
internal sealed class JobRecovery(IDbContextFactory<LimnDb> databases, Writes writes, IGrainFactory grains, IHostApplicationLifetime lifetime, TimeProvider clock)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.WaitForStartAsync(stoppingToken);
        await ReleaseOwnLeasesAsync(stoppingToken);
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            foreach (var id in await FindAbandonedAsync(stoppingToken))
            {
                await grains.GetGrain<IJobGrain>(id.ToString()).StartAsync();
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    // With one process there is nobody else: every lease that is there at start is that of the process before.
    private async Task ReleaseOwnLeasesAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (!db.HasSingleWriter)
        {
            return;
        }

        await using var write = await writes.BeginAsync(db, cancellationToken);
        await db.Jobs.Where(job => job.EndedAt == null)
            .ExecuteUpdateAsync(update => update.SetProperty(job => job.LeaseUntil, (DateTimeOffset?)null), cancellationToken);
        await write.CommitAsync(cancellationToken);
    }

    private async Task<List<JobId>> FindAbandonedAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow();
        return await db.Jobs.Where(job => job.EndedAt == null && (job.LeaseUntil == null || job.LeaseUntil < now))
            .OrderBy(job => job.Id).Select(job => job.Id).Take(100).ToListAsync(cancellationToken);
    }
}
