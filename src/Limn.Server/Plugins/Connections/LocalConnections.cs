using Limn.Server.Plugins.BuiltIn;

namespace Limn.Server.Plugins.Connections;

/// <summary>A connection that the server opens itself, in whatever process the plugin's grain is.</summary>
internal abstract class LocalConnection : IPluginConnection
{
    public abstract PluginConnectionInfo Info { get; }

    /// <summary>Whether the plugin can take runs.</summary>
    public abstract Task<bool> ProbeAsync();

    public abstract Task<bool> DispatchAsync(PluginDispatch run);

    public abstract Task CancelAsync(PluginSessionId session);

    // The grain opens one anew wherever it comes up.
    public Task RenewAsync() => Task.CompletedTask;
}

/// <summary>Opens the connections of plugins that do not connect by themselves.</summary>
internal sealed class LocalConnections(RestConnector rest, BuiltInPlugins builtIns, IGrainFactory grains)
{
    /// <summary>A connection and the reference by which grains anywhere call it; null for plugins that connect by themselves.</summary>
    public async Task<OpenConnection?> OpenAsync(LoadedPlugin plugin)
    {
        if (Find(plugin) is not { } connection)
        {
            return null;
        }

        // Orleans makes no such references on a grain's own scheduler.
        var reference = await Task.Run(() => grains.CreateObjectReference<IPluginConnection>(connection));
        return new OpenConnection(connection, reference);
    }

    public Task CloseAsync(OpenConnection connection) =>
        Task.Run(() => grains.DeleteObjectReference<IPluginConnection>(connection.Reference));

    private LocalConnection? Find(LoadedPlugin plugin) => plugin switch
    {
        { BuiltIn: { } name } => builtIns.Open(name),
        { Connector: PluginConnector.REST, Url: { } url } => rest.Open(plugin, url),
        _ => null,
    };
}

/// <summary>A connection of the server's own. Whoever holds it keeps it alive; the reference alone does not.</summary>
internal sealed record OpenConnection(LocalConnection Connection, IPluginConnection Reference);
