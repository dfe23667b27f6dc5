using System.Text.Json.Serialization;

namespace Limn.Server.Plugins;

/// <summary>What a plugin does, fixed when it is created.</summary>
public enum PluginType
{
    Export,
    Model,
    BatchModel,
    FileExplorer,
    Markdown,
    Input,
}

/// <summary>How the hub and the plugin process find each other.</summary>
public enum PluginConnector
{
    /// <summary>The plugin connects to the hub by Socket.IO.</summary>
    WS,

    /// <summary>The hub calls the plugin's HTTP listener.</summary>
    REST,
}

/// <summary>Whether the Directory lists a plugin.</summary>
public enum PluginStatus
{
    [JsonStringEnumMemberName("unlisted")]
    Unlisted,

    [JsonStringEnumMemberName("listed")]
    Listed,
}
