namespace Limn.Plugins;

/// <summary>Whether runs can reach the plugin.</summary>
public enum PluginState
{
    /// <summary>Not connected yet.</summary>
    Connecting,

    /// <summary>Runs can come.</summary>
    Live,

    /// <summary>The hub knows no plugin with this id and secret. The plugin keeps asking: the secret may be put right there.</summary>
    Unauthorized,

    /// <summary>The connection was lost; the plugin tries to get it back.</summary>
    Reconnecting,

    /// <summary>The plugin has ended.</summary>
    Stopped,
}
