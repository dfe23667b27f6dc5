using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;

namespace Limn.Plugins.Transports.WebSocket;

/// <summary>
/// Keeps a socket to the hub open for ever. Runs belong to the plugin and not to a connection: they go on through an outage, and
/// what they have to tell waits for the next connection.
/// </summary>
internal sealed partial class WebSocketPluginTransport : IPluginTransport, IPluginRunSink
{
    private const int MaxLogLines = 10_000;
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(5);

    private readonly PluginBase plugin;
    private readonly PluginOptions options;
    private readonly ILogger logger;
    private readonly Outbox outbox = new(MaxLogLines);
    private readonly Authorization authorization;
    private volatile PluginConnection? current;

    internal WebSocketPluginTransport(PluginBase plugin)
    {
        this.plugin = plugin;
        options = plugin.Options;
        logger = plugin.Loggers.CreateLogger("Limn.Plugins.WebSocket");
        authorization = new Authorization(plugin, outbox, logger);
    }

    public async Task ServeAsync(CancellationToken stopping)
    {
        using var ended = new CancellationTokenSource();
        var connected = KeepConnectedAsync(ended.Token);
        await Task.WhenAny(connected, Task.Delay(Timeout.Infinite, stopping));
        await plugin.DrainAsync();
        await SayLastWordsAsync();
        await ended.CancelAsync();
        await connected;
        plugin.SetState(PluginState.Stopped);
    }

    public void Log(JsonObject line) => outbox.AddLog(line);

    public ValueTask RespondAsync(JsonObject response, CancellationToken cancellationToken)
    {
        outbox.AddResponse(response);
        return ValueTask.CompletedTask;
    }

    private async Task KeepConnectedAsync(CancellationToken cancellationToken)
    {
        var failures = 0;
        while (!cancellationToken.IsCancellationRequested)
        {
            if (await ConnectOnceAsync(cancellationToken))
                failures = 0;
            var pause = options.Reconnect.Delay(failures++, Random.Shared.NextDouble());
            await Task.Delay(pause, options.TimeProvider, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Serves one connection until it is lost. True when it was a good one, after which the next attempt may come soon.</summary>
    private async Task<bool> ConnectOnceAsync(CancellationToken cancellationToken)
    {
        var hasPinged = false;
        using var connection = new PluginConnection(options.TimeProvider, pongs =>
        {
            hasPinged = true;
            outbox.Confirm(pongs);
        });
        var served = new ServedConnection(plugin, connection, outbox, authorization, this, logger);
        try
        {
            await connection.OpenAsync(options.Host, cancellationToken);
            Connected(logger, options.Host, outbox.Reopen());
            current = connection;
            await served.RunAsync(cancellationToken);
            ConnectionLost(logger, options.Host, "the hub ended it");
        }
        catch (PluginConnectionException e)
        {
            ConnectionLost(logger, options.Host, e.Message);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return false;
        }
        finally
        {
            current = null;
        }

        if (plugin.State != PluginState.Connecting)
            plugin.SetState(PluginState.Reconnecting);
        return hasPinged || served.HasServed;
    }

    private async Task SayLastWordsAsync()
    {
        using var limit = new CancellationTokenSource(LastWords, options.TimeProvider);
        await outbox.EmptyAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (current is { } connection)
            await connection.CloseAsync();
    }

    [LoggerMessage(
        PluginEvents.Connected, LogLevel.Information, "Connected to {Host}. Log lines given up while there was no connection: {Dropped}.")]
    private static partial void Connected(ILogger logger, Uri host, int dropped);

    [LoggerMessage(PluginEvents.ConnectionLost, LogLevel.Warning, "No connection to {Host}: {Reason}. Trying again.")]
    private static partial void ConnectionLost(ILogger logger, Uri host, string reason);
}
