namespace Limn.Server.Hosting;

/// <summary>
/// Has something to end while everything else still works. Services stop in the reverse order of their registration, before the web server
/// stops.
/// </summary>
public abstract class StoppingService : IHostedLifecycleService
{
    public abstract Task StoppingAsync(CancellationToken cancellationToken);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
