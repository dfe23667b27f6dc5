using Limn.Plugins;

namespace Limn.Server.Plugins.BuiltIn;

/// <summary>A plugin that comes with the server. It is written with the public SDK and knows nothing of the server.</summary>
/// <param name="Name">Names it in <see cref="Plugin.BuiltIn"/>, for ever.</param>
/// <param name="Create">Makes the plugin for one run.</param>
internal sealed record BuiltInPlugin(string Name, Func<PluginOptions, PluginBase> Create)
{
    public required string Title { get; init; }

    public required string Description { get; init; }

    /// <summary>Markdown.</summary>
    public required string Details { get; init; }

    /// <summary>Text of a JSON object.</summary>
    public string DefaultConfig { get; init; } = "{}";
}
