using Orleans.Concurrency;

namespace Limn.Server.Plugins.Connections;

/// <summary>
/// The one place of the cluster that knows which connections a plugin has, on whatever process, and which of its runs wait. Keyed by the
/// plugin's id. Everything it knows comes back by itself when it is lost: heartbeats are repeated, runs are rows.
/// </summary>
internal interface IPluginGrain : IGrainWithStringKey
{
    /// <summary>A connection proved the plugin's secret; the first time, and with each heartbeat again.</summary>
    Task BeatAsync(PluginConnectionInfo info, IPluginConnection connection);

    /// <summary>A connection is closed, or no longer proves the secret.</summary>
    Task DetachAsync(string connectionId);

    /// <summary>The light.</summary>
    Task<PluginLiveness> GetLivenessAsync(PluginConnector connector);

    /// <summary>The light just before a run: a listener that has not been asked for a while is asked now.</summary>
    Task<PluginLiveness> ProbeAsync();

    Task<bool> HasConnectionAsync(string connectionId);

    /// <summary>A run waits to be sent. False while there is no connection to send it to.</summary>
    Task<bool> EnqueueAsync(PluginSessionId session);

    /// <summary>A run that was thought lost is under way after all.</summary>
    [OneWay]
    Task HoldAsync(PluginSessionId session);

    /// <summary>A run no longer needs its place.</summary>
    [OneWay]
    Task ReleaseAsync(PluginSessionId session);

    /// <summary>Tells the plugin, over the connection that has the run, that the run is cancelled.</summary>
    [OneWay]
    Task CancelAsync(PluginSessionId session, string connectionId);

    /// <summary>The plugin's row has changed.</summary>
    Task ReloadAsync();
}
