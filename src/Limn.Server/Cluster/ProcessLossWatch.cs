using Limn.Server.Hosting;

namespace Limn.Server.Cluster;

/// <summary>Has something to do at once when a process of the cluster is gone, with the grains that were in it.</summary>
internal interface IProcessLossListener
{
    /// <summary>May be called again at any time; is called again when it throws.</summary>
    Task ProcessLostAsync(CancellationToken cancellationToken);
}

/// <summary>Sees processes leave the cluster, orderly or not, and tells whom it concerns.</summary>
internal sealed partial class ProcessLossWatch(
    IClusterMembershipService membership, IEnumerable<IProcessLossListener> listeners, IHostApplicationLifetime lifetime, TimeProvider clock,
    ILogger<ProcessLossWatch> log) : BackgroundService
{
    private const int MostAttempts = 10;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await lifetime.WaitForStartAsync(stoppingToken);
            var before = AliveIn(membership.CurrentSnapshot);
            await foreach (var snapshot in membership.MembershipUpdates.WithCancellation(stoppingToken))
            {
                var now = AliveIn(snapshot);
                before.ExceptWith(now);
                if (before.Count > 0)
                {
                    LogLost(before);
                    await Task.WhenAll(listeners.Select(listener => TellAsync(listener, stoppingToken)));
                }

                before = now;
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process stops.
        }
    }

    private static HashSet<SiloAddress> AliveIn(ClusterMembershipSnapshot snapshot) =>
        [.. snapshot.Members.Values.Where(member => member.Status != SiloStatus.Dead).Select(member => member.SiloAddress)];

    // For a moment after the loss, calls may still go astray.
    private async Task TellAsync(IProcessLossListener listener, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            try
            {
                await listener.ProcessLostAsync(cancellationToken);
                return;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                LogListenerFailed(exception, listener.GetType().Name);
                await Task.Delay(RetryDelay, clock, cancellationToken);
            }
        }
    }

    [LoggerMessage(EventId = EventIds.ProcessLost, Level = LogLevel.Information, Message = "Left the cluster: {Processes}")]
    private partial void LogLost(IReadOnlyCollection<SiloAddress> processes);

    [LoggerMessage(EventId = EventIds.ProcessLossFailed, Level = LogLevel.Warning, Message = "{Listener} could not make up for a lost process; trying again")]
    private partial void LogListenerFailed(Exception exception, string listener);
}
