using System.Collections.Frozen;
using System.Diagnostics;
using System.Linq.Expressions;
using Limn.Server.Cluster;
using Limn.Server.Hosting;
using Limn.Server.Live;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Limn.Server.Jobs;

/// <summary>
/// Carries out jobs in this process: takes the row's lease, works, renews the lease and the progress, writes the end. Whatever the process
/// dies of, another takes the row up once the lease has run out; when the process stops, at once.
/// </summary>
internal sealed partial class JobRunner(
    IDbContextFactory<LimnDb> databases, Writes writes, LiveTopics live, IEnumerable<IJobKind> kinds, Limits limits, IOptions<JobsOptions> options,
    ClusterMembers members, TimeProvider clock, ILogger<JobRunner> log) : StoppingService, IDisposable
{
    private const int MostAttempts = 3;
    private static readonly TimeSpan BeatInterval = TimeSpan.FromSeconds(1);
    private readonly FrozenDictionary<string, IJobKind> kinds = kinds.ToFrozenDictionary(kind => kind.Name);
    private readonly SemaphoreSlim slots = new(limits.RunningJobs, limits.RunningJobs);
    private readonly CancellationTokenSource stopping = new();

    /// <summary>The process takes no more jobs.</summary>
    public bool IsStopping => stopping.IsCancellationRequested;

    /// <summary>Works on the job until it has ended or another process has it.</summary>
    public async Task RunAsync(JobId id)
    {
        await slots.WaitAsync(stopping.Token);
        try
        {
            if (await TakeAsync(id, stopping.Token) is { } job)
            {
                await WorkAsync(job, stopping.Token);
            }
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            LogJobLost(exception, id);
        }
        finally
        {
            slots.Release();
        }
    }

    /// <summary>Interrupts what runs, so that another process goes on with it, and returns when all of it is given back.</summary>
    public override async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        for (var free = 0; free < limits.RunningJobs; free++)
        {
            await slots.WaitAsync(cancellationToken);
        }

        slots.Release(limits.RunningJobs);
    }

    public void Dispose()
    {
        slots.Dispose();
        stopping.Dispose();
    }

    /// <summary>Whether a job is there to be taken up, also when it is <paramref name="process"/>'s own.</summary>
    /// <remarks>A lease that runs for longer than any is given was taken before the clock was set back.</remarks>
    public static Expression<Func<Job, bool>> IsFree(DateTimeOffset now, TimeSpan lease, string? process = null)
    {
        var implausible = now + (3 * lease);
        return job => job.EndedAt == null
            && (job.LeaseUntil == null || job.LeaseUntil < now || job.LeaseUntil > implausible || (process != null && job.LeaseOwner == process));
    }

    private async Task<Job?> TakeAsync(JobId id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow();
        await using var write = await writes.BeginAsync(db, cancellationToken);
        var taken = await db.Jobs
            .Where(job => job.Id == id).Where(IsFree(now, options.Value.Lease, members.Self))
            .ExecuteUpdateAsync(
                update => update
                    .SetProperty(job => job.LeaseOwner, members.Self)
                    .SetProperty(job => job.LeaseUntil, now + options.Value.Lease)
                    .SetProperty(job => job.State, JobState.Running)
                    .SetProperty(job => job.StartedAt, job => job.StartedAt ?? now)
                    .SetProperty(job => job.Attempts, job => job.Attempts + 1),
                cancellationToken);
        await write.CommitAsync(cancellationToken);
        return taken == 0 ? null : await db.Jobs.AsNoTracking().FirstAsync(job => job.Id == id, cancellationToken);
    }

    private async Task WorkAsync(Job job, CancellationToken cancellationToken)
    {
        LogJobStarted(job.Kind, job.Id, job.Attempts);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var activity = Telemetry.Activities.StartActivity($"job {job.Kind}");
        var run = new JobRun(job);
        var beat = BeatAsync(run, stop);
        var started = Stopwatch.GetTimestamp();
        var end = await EndOfAsync(job, run, stop.Token);
        await stop.CancelAsync();
        var isCancelled = await beat || job.CancelRequested;
        if (end.State == JobState.Cancelled ? !isCancelled : cancellationToken.IsCancellationRequested && end.State != JobState.Succeeded)
        {
            end = JobEnd.Interrupted;
        }

        await WriteEndAsync(job, run, end);
        var elapsed = Stopwatch.GetElapsedTime(started);
        LogJobEnded(job.Kind, job.Id, end.State, elapsed);
        await PublishAsync(job.Id);
    }

    private async Task<JobEnd> EndOfAsync(Job job, JobRun run, CancellationToken cancellationToken)
    {
        try
        {
            return job.CancelRequested
                ? new JobEnd(JobState.Cancelled, default, "Cancelled.")
                : new JobEnd(JobState.Succeeded, await kinds[job.Kind].RunAsync(run, cancellationToken), null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new JobEnd(JobState.Cancelled, default, "Cancelled.");
        }
        catch (RefusedException refused)
        {
            return new JobEnd(JobState.Failed, default, refused.Refusal.Message);
        }
        catch (Exception exception)
        {
            LogJobFailed(exception, job.Kind, job.Id, job.Attempts);
            return job.Attempts < MostAttempts
                ? new JobEnd(JobState.Queued, default, "The server failed; it tries again.")
                : new JobEnd(JobState.Failed, default, $"The server failed {job.Attempts} times. Its log names the job {job.Id}.");
        }
    }

    /// <summary>
    /// Renews the lease and writes the progress until the work ends. Stops the work when the lease is lost, and when somebody cancelled the
    /// job; then the answer is true.
    /// </summary>
    private async Task<bool> BeatAsync(JobRun run, CancellationTokenSource stop)
    {
        using var timer = new PeriodicTimer(BeatInterval, clock);
        var heldUntil = clock.GetUtcNow() + options.Value.Lease;
        try
        {
            while (await timer.WaitForNextTickAsync(stop.Token))
            {
                var lease = await TryRenewAsync(run, stop.Token);
                heldUntil = lease?.Until ?? heldUntil;
                if (lease is { IsCancelled: true } || heldUntil <= clock.GetUtcNow())
                {
                    await stop.CancelAsync();
                    return lease is { IsCancelled: true };
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The work has ended.
        }

        return false;
    }

    // A database that is away for a moment costs nothing; once the lease may be another's, the work ends.
    private async Task<Lease?> TryRenewAsync(JobRun run, CancellationToken cancellationToken)
    {
        try
        {
            return await RenewAsync(run, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogRenewalFailed(exception, run.Id);
            return null;
        }
    }

    private async Task<Lease> RenewAsync(JobRun run, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var until = clock.GetUtcNow() + options.Value.Lease;
        await using (var write = await writes.BeginAsync(db, cancellationToken))
        {
            await db.Jobs.Where(job => job.Id == run.Id && job.LeaseOwner == members.Self).ExecuteUpdateAsync(
                update => update.SetProperty(job => job.LeaseUntil, until)
                    .SetProperty(job => job.Done, run.Done).SetProperty(job => job.Total, run.Total),
                cancellationToken);
            await write.CommitAsync(cancellationToken);
        }

        await PublishAsync(run.Id);
        var row = await db.Jobs.Where(job => job.Id == run.Id && job.LeaseOwner == members.Self).Select(job => new { job.CancelRequested })
            .FirstOrDefaultAsync(cancellationToken);
        return row is null ? new Lease(DateTimeOffset.MinValue, false) : new Lease(until, row.CancelRequested);
    }

    private async Task WriteEndAsync(Job job, JobRun run, JobEnd end)
    {
        await using var db = await databases.CreateDbContextAsync(CancellationToken.None);
        var now = clock.GetUtcNow();
        var isFinal = end.State != JobState.Queued;
        DateTimeOffset? endedAt = isFinal ? now : null;
        DateTimeOffset? leaseUntil = isFinal ? null : end == JobEnd.Interrupted ? now : now + (BeatInterval * job.Attempts);
        var attempts = end == JobEnd.Interrupted ? job.Attempts - 1 : job.Attempts;
        await using var write = await writes.BeginAsync(db, CancellationToken.None);
        await db.Jobs.Where(row => row.Id == job.Id && row.LeaseOwner == members.Self).ExecuteUpdateAsync(
            update => update.SetProperty(row => row.State, end.State).SetProperty(row => row.EndedAt, endedAt)
                .SetProperty(row => row.Result, end.Result).SetProperty(row => row.Error, end.Error)
                .SetProperty(row => row.Done, run.Done).SetProperty(row => row.Total, run.Total)
                .SetProperty(row => row.LeaseOwner, (string?)null).SetProperty(row => row.LeaseUntil, leaseUntil)
                .SetProperty(row => row.Attempts, attempts),
            CancellationToken.None);
        await write.CommitAsync(CancellationToken.None);
    }

    private Task PublishAsync(JobId id) => live.PublishAsync(LiveTopics.Job(id), "job", new { id });

    private sealed record JobEnd(JobState State, RawJson Result, string? Error)
    {
        /// <summary>The process stops, or has lost the lease: the job is another's, and the attempt does not count.</summary>
        public static readonly JobEnd Interrupted = new(JobState.Queued, default, null);
    }

    /// <summary>Until when the job is this process's; a time that is past when it is another's.</summary>
    private sealed record Lease(DateTimeOffset Until, bool IsCancelled);

    [LoggerMessage(EventId = EventIds.JobStarted, Level = LogLevel.Information, Message = "Job {Kind} {Id} started, attempt {Attempt}")]
    private partial void LogJobStarted(string kind, JobId id, int attempt);

    [LoggerMessage(EventId = EventIds.JobLost, Level = LogLevel.Error, Message = "Job {Id} was lost from sight; it is taken up again when its lease has run out")]
    private partial void LogJobLost(Exception exception, JobId id);

    [LoggerMessage(EventId = EventIds.JobRenewalFailed, Level = LogLevel.Warning, Message = "The lease of job {Id} could not be renewed; trying again")]
    private partial void LogRenewalFailed(Exception exception, JobId id);

    [LoggerMessage(EventId = EventIds.JobEnded, Level = LogLevel.Information, Message = "Job {Kind} {Id} ended as {State} after {Elapsed}")]
    private partial void LogJobEnded(string kind, JobId id, JobState state, TimeSpan elapsed);

    [LoggerMessage(EventId = EventIds.JobFailed, Level = LogLevel.Error, Message = "Job {Kind} {Id} failed in attempt {Attempt}")]
    private partial void LogJobFailed(Exception exception, string kind, JobId id, int attempt);
}
