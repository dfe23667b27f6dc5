using Limn.Server.Auth;
using Limn.Server.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Jobs;

/// <summary>How features hand over long work.</summary>
public sealed class JobQueue(IGrainFactory grains, Limits limits, TimeProvider clock)
{
    internal const string StartKind = "job.start";
    private static readonly TimeSpan WaitStep = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(500);

    /// <summary>Adds a job to a change: it starts once the change has committed.</summary>
    public async Task<Reply<Job>> AddAsync<TInput>(Write write, JobRequest<TInput> request, CancellationToken cancellationToken)
    {
        var open = await write.Db.Jobs.CountAsync(job => job.UserId == request.Caller.UserId && job.EndedAt == null, cancellationToken);
        if (open >= limits.OpenJobsPerUser)
        {
            return Refusal.TooMany($"You have {open} unfinished jobs. Wait for some of them, or cancel them.");
        }

        var job = new Job
        {
            Id = Id.New<Job>(clock), OrganizationId = request.OrganizationId, ProjectId = request.ProjectId, UserId = request.Caller.UserId,
            Kind = request.Kind, Input = RawJson.From(request.Input), CreatedAt = clock.GetUtcNow(),
        };
        write.Db.Jobs.Add(job);
        write.Then(StartKind, job.Id.ToString(), job.Id);
        return job;
    }

    /// <summary>Waits until the job has ended; calls <paramref name="stillRunningAsync"/> every 15 seconds meanwhile.</summary>
    public async Task<Job> WaitAsync(LimnDb db, JobId id, Func<Task> stillRunningAsync, CancellationToken cancellationToken)
    {
        var grain = grains.GetGrain<IJobGrain>(id.ToString());
        var lastSign = clock.GetTimestamp();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await WaitAsync(grain, cancellationToken);
            var job = await db.Jobs.AsNoTracking().FirstAsync(job => job.Id == id, cancellationToken);
            if (job.EndedAt is not null)
            {
                return job;
            }

            if (clock.GetElapsedTime(lastSign) >= WaitStep)
            {
                await stillRunningAsync();
                lastSign = clock.GetTimestamp();
            }
            else
            {
                // Between two attempts, or on another process.
                await Task.Delay(RetryDelay, clock, cancellationToken);
            }
        }
    }

    private static async Task WaitAsync(IJobGrain grain, CancellationToken cancellationToken)
    {
        try
        {
            await grain.StartAsync();
            await grain.WaitAsync(WaitStep).WaitAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException)
        {
            // The process that had the job is gone; another will have it.
        }
    }
}

/// <summary>A job to be made.</summary>
public sealed record JobRequest<TInput>(Caller Caller, OrganizationId OrganizationId, ProjectId? ProjectId, string Kind, TInput Input);

/// <summary>Starts a job once the change that asked for it has committed.</summary>
internal sealed class JobStartHandler(IGrainFactory grains) : IOutboxHandler
{
    public string Kind => JobQueue.StartKind;

    public Task HandleAsync(string key, IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken) =>
        grains.GetGrain<IJobGrain>(key).StartAsync();
}
