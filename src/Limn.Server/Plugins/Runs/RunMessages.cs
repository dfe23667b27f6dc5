using System.Text.Json.Serialization;
using Limn.Server.Plugins.Catalogue;

namespace Limn.Server.Plugins.Runs;

/// <summary>The run dialog. What is left out comes from the preset, and else is empty.</summary>
/// <param name="ConfigJSON">Text that holds a JSON object; or give <paramref name="Config"/>.</param>
/// <param name="Config">The object itself.</param>
/// <param name="Stages">Ids or names of stages; empty = all.</param>
/// <param name="Batches">Ids or names of batches; empty = all.</param>
/// <param name="SendEmail">Send a message when the run has ended.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RunRequest(
    string? ConfigJSON = null,
    RawJson? Config = null,
    IReadOnlyList<string>? Stages = null,
    IReadOnlyList<string>? Batches = null,
    bool SendEmail = false,
    PluginPresetId? PresetId = null);

/// <summary>An installed plugin, seen from a project.</summary>
/// <param name="LastConfigJSON">The config of the last run here; null when there was none.</param>
internal sealed record ProjectPluginReply(PluginReply Plugin, IReadOnlyList<PresetReply> Presets, string? LastConfigJSON);

internal sealed record ProjectPluginsReply(IReadOnlyList<ProjectPluginReply> Plugins);
