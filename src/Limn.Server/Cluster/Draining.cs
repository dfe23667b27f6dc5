using Limn.Server.Hosting;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Limn.Server.Cluster;

/// <summary>
/// Tells that this process is about to stop: it is not ready any more and sends no run. In a cluster it goes on serving for a moment, until
/// the load balancer has noticed; then sockets are closed, jobs are given back, and the process leaves.
/// </summary>
internal sealed class Draining(IOptions<LimnOptions> options, IHostApplicationLifetime lifetime, TimeProvider clock) : StoppingService
{
    private volatile bool hasBegun;

    public bool HasBegun => hasBegun || lifetime.ApplicationStopping.IsCancellationRequested;

    public override Task StoppingAsync(CancellationToken cancellationToken)
    {
        hasBegun = true;
        var cluster = options.Value.Cluster;
        return cluster.Enabled ? Task.Delay(cluster.DrainDelay, clock, cancellationToken) : Task.CompletedTask;
    }
}

/// <summary>Not ready once the process is about to stop.</summary>
internal sealed class DrainingHealth(Draining draining) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(draining.HasBegun ? HealthCheckResult.Unhealthy("The process is about to stop.") : HealthCheckResult.Healthy());
}
