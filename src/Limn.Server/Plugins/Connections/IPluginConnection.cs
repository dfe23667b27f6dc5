using Orleans.Concurrency;

namespace Limn.Server.Plugins.Connections;

/// <summary>
/// A way to a plugin process: a socket, an HTTP listener, or a plugin that this process hosts. Lives in one process; grains call it from
/// wherever they are. What comes back goes to <see cref="Sessions.IPluginSessionGrain"/>.
/// </summary>
internal interface IPluginConnection : IGrainObserver
{
    /// <summary>Sends a run. False when the connection is closed and nothing was sent.</summary>
    Task<bool> DispatchAsync(PluginDispatch run);

    /// <summary>The plugin's grain moves to another process and forgets its connections: register there.</summary>
    [OneWay]
    Task RenewAsync();

    /// <summary>Tells the plugin that nobody waits for the run any more; plugins may ignore it.</summary>
    Task CancelAsync(PluginSessionId session);
}

/// <summary>A run on its way to the plugin.</summary>
/// <param name="Payload">The protocol's run parameters, with the run key: a JSON object as UTF-8.</param>
/// <param name="Origin">The address under which the runner reaches the server.</param>
[GenerateSerializer]
[Immutable]
internal sealed record PluginDispatch(
    [property: Id(0)] PluginSessionId Session, [property: Id(1)] PluginId Plugin, [property: Id(2)] byte[] Payload,
    [property: Id(3)] string Origin);

/// <summary>What is told about a connection.</summary>
/// <param name="Id">Unique in the cluster.</param>
/// <param name="Address">Where it comes from, for its owner's eyes.</param>
[GenerateSerializer]
[Immutable]
internal sealed record PluginConnectionInfo(
    [property: Id(0)] string Id, [property: Id(1)] string Address, [property: Id(2)] DateTimeOffset ConnectedAt);

/// <summary>Whether a plugin can be run now.</summary>
[GenerateSerializer]
[Immutable]
internal sealed record PluginLiveness([property: Id(0)] bool IsLive, [property: Id(1)] PluginConnectionInfo[] Connections)
{
    public static readonly PluginLiveness None = new(false, []);
}
