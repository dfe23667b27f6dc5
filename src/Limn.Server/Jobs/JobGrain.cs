using Orleans.Concurrency;
using Orleans.Placement;

namespace Limn.Server.Jobs;

/// <summary>The one place of the cluster where a job runs. Keyed by the job's id.</summary>
public interface IJobGrain : IGrainWithStringKey
{
    /// <summary>Begins the work, unless it is under way or done. Returns at once.</summary>
    Task StartAsync();

    /// <summary>Returns when the present attempt has ended, or after <paramref name="atMost"/>.</summary>
    [AlwaysInterleave]
    Task WaitAsync(TimeSpan atMost);
}

/// <remarks>Placed anywhere, so that no process gets the work of all.</remarks>
[RandomPlacement]
internal sealed class JobGrain(JobRunner runner) : Grain, IJobGrain
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromMinutes(1);
    private Task work = Task.CompletedTask;

    public Task StartAsync()
    {
        if (runner.IsStopping)
        {
            // The next call finds the grain elsewhere, if there are other processes.
            DeactivateOnIdle();
        }
        else if (work.IsCompleted)
        {
            var id = JobId.Parse(this.GetPrimaryKeyString(), null);

            // Off the grain's scheduler: the work is long, and the grain goes on answering.
            work = Task.Run(() => runner.RunAsync(id));
            this.RegisterGrainTimer(StayAsync, new GrainTimerCreationOptions(TimeSpan.Zero, KeepAlive / 2) { Interleave = true });
        }

        return Task.CompletedTask;
    }

    public async Task WaitAsync(TimeSpan atMost)
    {
        var running = work;
        await Task.WhenAny(running, Task.Delay(atMost));
    }

    // A grain without calls would be collected in the middle of work that takes that long.
    private Task StayAsync(CancellationToken cancellationToken)
    {
        if (work.IsCompleted)
        {
            DeactivateOnIdle();
        }
        else
        {
            DelayDeactivation(KeepAlive);
        }

        return Task.CompletedTask;
    }
}
