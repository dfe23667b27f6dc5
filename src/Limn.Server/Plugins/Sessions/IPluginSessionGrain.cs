using Limn.Server.Plugins.Connections;
using Orleans.Concurrency;

namespace Limn.Server.Plugins.Sessions;

/// <summary>
/// The one place of the cluster where a run's fate is decided. Keyed by the session's id. Whoever brings news of a run names the plugin
/// that he proved to be; news of other plugins' runs are dropped.
/// </summary>
internal interface IPluginSessionGrain : IGrainWithStringKey
{
    /// <summary>Takes care of the run from now on. May be called again at any time.</summary>
    Task EnsureAsync();

    /// <summary>A place is free: send the run over this connection.</summary>
    Task<DispatchOutcome> DispatchAsync(string connectionId, IPluginConnection connection);

    /// <summary>The plugin got or lost its last connection while the run waits.</summary>
    [OneWay]
    Task PluginIsOnlineAsync(bool isOnline);

    /// <summary>A connection is gone; null = the plugin has none left.</summary>
    [OneWay]
    Task ConnectionLostAsync(string? connectionId);

    /// <summary>Log lines in order of arrival. False when the run takes none.</summary>
    Task<bool> LogAsync(SessionSource source, PluginLogEntry[] entries);

    /// <summary>The plugin's answer. False when it was dropped.</summary>
    Task<bool> RespondAsync(SessionSource source, PluginAnswer answer);

    /// <summary>The plugin's handler returned.</summary>
    Task AcknowledgeAsync(SessionSource source);

    /// <summary>A call with the run key is or was under way.</summary>
    [OneWay]
    Task TouchAsync();

    /// <summary>A call that clients do not survive was refused.</summary>
    [OneWay]
    Task CallRefusedAsync();

    /// <summary>A user cancels the run. False when it had ended.</summary>
    Task<bool> CancelAsync(UserId by);

    /// <summary>The organization no longer has the plugin.</summary>
    Task PluginRemovedAsync();
}

/// <summary>Who brings news of a run.</summary>
/// <param name="Plugin">The plugin that the bringer proved to be.</param>
/// <param name="ConnectionId">The connection it came over; null for calls of the REST API.</param>
[GenerateSerializer]
[Immutable]
internal sealed record SessionSource([property: Id(0)] PluginId Plugin, [property: Id(1)] string? ConnectionId);

internal enum DispatchOutcome
{
    Sent,

    /// <summary>Nothing was sent: the connection is closed.</summary>
    ConnectionClosed,

    /// <summary>The run no longer waits.</summary>
    NotWaiting,
}
