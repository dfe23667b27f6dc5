using Microsoft.Extensions.Hosting;

namespace Limn.SocketIO.Hosting;

/// <summary>
/// Drains the server while everything else still runs. Otherwise the web server would wait for open websockets until its
/// time to stop is over.
/// </summary>
internal sealed class DrainService(SocketIOServer server) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        try
        {
            await server.DrainAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The host's time to stop is over; what is left ends with the process.
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
