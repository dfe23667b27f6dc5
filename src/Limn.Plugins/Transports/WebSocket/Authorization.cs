using Microsoft.Extensions.Logging;

namespace Limn.Plugins.Transports.WebSocket;

/// <summary>
/// Whether the hub accepts the plugin's secret. A hub answers a good heartbeat with silence, so after a refusal silence for a
/// while means that the secret is good again.
/// </summary>
internal sealed partial class Authorization(PluginBase plugin, Outbox outbox, ILogger logger)
{
    private static readonly TimeSpan LongestGrace = TimeSpan.FromSeconds(10);

    private volatile bool isInDoubt;
    private volatile bool isRefused;
    private volatile bool isTold;

    /// <summary>A heartbeat is about to be sent.</summary>
    internal void Ask() => isRefused = false;

    /// <summary>A heartbeat has been sent: decides what its silence means.</summary>
    internal async Task SettleAsync(CancellationToken cancellationToken)
    {
        if (isInDoubt)
        {
            var half = plugin.Options.HeartbeatInterval / 2;
            await Task.Delay(half < LongestGrace ? half : LongestGrace, plugin.Options.TimeProvider, cancellationToken);
        }

        if (!isRefused)
            Accept();
    }

    /// <summary>A run has come, and hubs send runs to nobody else.</summary>
    internal void Prove()
    {
        isTold = false;
        Accept();
    }

    /// <summary>Runs cannot report any more, so they end; what they had to say waits.</summary>
    internal void Refuse(string reason)
    {
        isRefused = true;
        isInDoubt = true;
        outbox.Hold();
        plugin.SetState(PluginState.Unauthorized);
        plugin.CancelAll();
        if (!isTold)
            Refused(logger, plugin.Options.Id, plugin.Options.Host, reason);
        isTold = true;
    }

    private void Accept()
    {
        isInDoubt = false;
        outbox.Release();
        plugin.SetState(PluginState.Live);
    }

    [LoggerMessage(
        PluginEvents.Unauthorized,
        LogLevel.Error,
        "The hub at {Host} does not accept the secret of plugin {Id}: {Reason}. Check PLUGIN_ID and PLUGIN_SECRET; asking on.")]
    private static partial void Refused(ILogger logger, string id, Uri host, string reason);
}
