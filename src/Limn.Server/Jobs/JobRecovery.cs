using Limn.Server.Cluster;
using Limn.Server.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Limn.Server.Jobs;

/// <summary>Finds jobs whose process died, at start, every few seconds, and when a process has left the cluster, and starts them again.</summary>
internal sealed partial class JobRecovery(
    IDbContextFactory<LimnDb> databases, Writes writes, IGrainFactory grains, ClusterMembers members, IOptions<LimnOptions> server,
    IOptions<JobsOptions> options, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<JobRecovery> log)
    : BackgroundService, IProcessLossListener
{
    /// <summary>Need not wait for the leases of the lost process.</summary>
    public async Task ProcessLostAsync(CancellationToken cancellationToken)
    {
        await ReleaseLeasesAsync(members.IsLost, cancellationToken);
        await StartAbandonedAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await lifetime.WaitForStartAsync(stoppingToken);
            if (!server.Value.Cluster.Enabled)
            {
                // Alone, there is nobody else: every lease that is there is that of the process before.
                await TryAsync(() => ReleaseLeasesAsync(_ => true, stoppingToken), stoppingToken);
            }

            using var timer = new PeriodicTimer(options.Value.RecoveryInterval, clock);
            do
            {
                await TryAsync(() => StartAbandonedAsync(stoppingToken), stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process stops.
        }
    }

    private async Task TryAsync(Func<Task> workAsync, CancellationToken cancellationToken)
    {
        try
        {
            await workAsync();
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogRecoveryFailed(exception);
        }
    }

    private async Task ReleaseLeasesAsync(Func<string, bool> isLost, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var open = db.Jobs.Where(job => job.EndedAt == null && job.LeaseOwner != null);
        var owners = await open.Select(job => job.LeaseOwner!).Distinct().ToListAsync(cancellationToken);
        var lost = owners.FindAll(owner => isLost(owner));
        await using var write = await writes.BeginAsync(db, cancellationToken);
        await open.Where(job => lost.Contains(job.LeaseOwner!)).ExecuteUpdateAsync(
            update => update.SetProperty(job => job.LeaseUntil, (DateTimeOffset?)null), cancellationToken);
        await write.CommitAsync(cancellationToken);
    }

    private async Task StartAbandonedAsync(CancellationToken cancellationToken)
    {
        var abandoned = await FindAbandonedAsync(cancellationToken);
        await Task.WhenAll(abandoned.Select(id => grains.GetGrain<IJobGrain>(id.ToString()).StartAsync()));
    }

    private async Task<List<JobId>> FindAbandonedAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow();
        return await db.Jobs.Where(JobRunner.IsFree(now, options.Value.Lease))
            .OrderBy(job => job.Id).Select(job => job.Id).Take(100).ToListAsync(cancellationToken);
    }

    [LoggerMessage(EventId = EventIds.JobRecoveryFailed, Level = LogLevel.Error, Message = "Abandoned jobs could not be looked for; trying again")]
    private partial void LogRecoveryFailed(Exception exception);
}
