using System.Collections.Frozen;
using System.Diagnostics;
using Limn.Server.Hosting;
using Limn.Server.Live;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Jobs;

/// <summary>
/// Carries out jobs in this process: takes the row's lease, works, renews the lease and the progress, writes the end. Whatever the process
/// dies of, another takes the row up once the lease has run out.
/// </summary>
public sealed partial class JobRunner(
    IDbContextFactory<LimnDb> databases, Writes writes, LiveTopics live, IEnumerable<IJobKind> kinds, Limits limits, TimeProvider clock,
    ILogger<JobRunner> log) : IDisposable
{
    private const int MostAttempts = 3;
    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BeatInterval = TimeSpan.FromSeconds(1);
    private static readonly string Process = Guid.NewGuid().ToString("N");
    private readonly FrozenDictionary<string, IJobKind> kinds = kinds.ToFrozenDictionary(kind => kind.Name);
    private readonly SemaphoreSlim slots = new(limits.RunningJobs, limits.RunningJobs);

    /// <summary>Works on the job until it has ended or another process has it.</summary>
    public async Task RunAsync(JobId id, CancellationToken cancellationToken)
    {
        await slots.WaitAsync(cancellationToken);
        try
        {
            if (await TakeAsync(id, cancellationToken) is { } job)
            {
                await WorkAsync(job, cancellationToken);
            }
        }
        finally
        {
            slots.Release();
        }
    }

    public void Dispose() => slots.Dispose();

    private async Task<Job?> TakeAsync(JobId id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow();
        await using var write = await writes.BeginAsync(db, cancellationToken);
        var taken = await db.Jobs
            .Where(job => job.Id == id && job.EndedAt == null && (job.LeaseUntil == null || job.LeaseUntil < now || job.LeaseOwner == Process))
            .ExecuteUpdateAsync(
                update => update
                    .SetProperty(job => job.LeaseOwner, Process)
                    .SetProperty(job => job.LeaseUntil, now + LeaseTime)
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
        await beat;
        if (cancellationToken.IsCancellationRequested && end.State != JobState.Succeeded)
        {
            // The process is stopping: leave the job to the next one at once.
            end = new JobEnd(JobState.Queued, default, null);
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

    /// <summary>Renews the lease and writes the progress until the work ends; stops the work when somebody cancelled it.</summary>
    private async Task BeatAsync(JobRun run, CancellationTokenSource stop)
    {
        using var timer = new PeriodicTimer(BeatInterval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stop.Token))
            {
                if (!await RenewAsync(run, stop.Token))
                {
                    await stop.CancelAsync();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The work has ended.
        }
    }

    private async Task<bool> RenewAsync(JobRun run, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var until = clock.GetUtcNow() + LeaseTime;
        await using (var write = await writes.BeginAsync(db, cancellationToken))
        {
            await db.Jobs.Where(job => job.Id == run.Id && job.LeaseOwner == Process).ExecuteUpdateAsync(
                update => update.SetProperty(job => job.LeaseUntil, until)
                    .SetProperty(job => job.Done, run.Done).SetProperty(job => job.Total, run.Total),
                cancellationToken);
            await write.CommitAsync(cancellationToken);
        }

        await PublishAsync(run.Id);
        return await db.Jobs.AnyAsync(job => job.Id == run.Id && job.LeaseOwner == Process && !job.CancelRequested, cancellationToken);
    }

    private async Task WriteEndAsync(Job job, JobRun run, JobEnd end)
    {
        await using var db = await databases.CreateDbContextAsync(CancellationToken.None);
        var now = clock.GetUtcNow();
        var isFinal = end.State != JobState.Queued;
        DateTimeOffset? endedAt = isFinal ? now : null;
        DateTimeOffset? leaseUntil = isFinal ? null : now + (BeatInterval * job.Attempts);
        await using var write = await writes.BeginAsync(db, CancellationToken.None);
        await db.Jobs.Where(row => row.Id == job.Id && row.LeaseOwner == Process).ExecuteUpdateAsync(
            update => update.SetProperty(row => row.State, end.State).SetProperty(row => row.EndedAt, endedAt)
                .SetProperty(row => row.Result, end.Result).SetProperty(row => row.Error, end.Error)
                .SetProperty(row => row.Done, run.Done).SetProperty(row => row.Total, run.Total)
                .SetProperty(row => row.LeaseOwner, (string?)null).SetProperty(row => row.LeaseUntil, leaseUntil),
            CancellationToken.None);
        await write.CommitAsync(CancellationToken.None);
    }

    private Task PublishAsync(JobId id) => live.PublishAsync(LiveTopics.Job(id), "job", new { id });

    private sealed record JobEnd(JobState State, RawJson Result, string? Error);

    [LoggerMessage(EventId = EventIds.JobStarted, Level = LogLevel.Information, Message = "Job {Kind} {Id} started, attempt {Attempt}")]
    private partial void LogJobStarted(string kind, JobId id, int attempt);

    [LoggerMessage(EventId = EventIds.JobEnded, Level = LogLevel.Information, Message = "Job {Kind} {Id} ended as {State} after {Elapsed}")]
    private partial void LogJobEnded(string kind, JobId id, JobState state, TimeSpan elapsed);

    [LoggerMessage(EventId = EventIds.JobFailed, Level = LogLevel.Error, Message = "Job {Kind} {Id} failed in attempt {Attempt}")]
    private partial void LogJobFailed(Exception exception, string kind, JobId id, int attempt);
}
