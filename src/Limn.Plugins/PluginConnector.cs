namespace Limn.Plugins;

/// <summary>How runs reach the plugin.</summary>
public enum PluginConnector
{
    /// <summary>The plugin connects to the hub and keeps a websocket open. Needs no address of its own.</summary>
    WebSocket,

    /// <summary>The hub calls the plugin, which listens for HTTP. For hosts that start containers on demand.</summary>
    Rest,
}
