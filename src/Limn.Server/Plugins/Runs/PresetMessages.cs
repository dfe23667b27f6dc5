using System.Text.Json.Serialization;

namespace Limn.Server.Plugins.Runs;

/// <summary>Settings of the run dialog, as they are kept.</summary>
internal sealed record PresetSettings(
    string ConfigJSON, RawJson ClassMapping, bool? Overwrite, IReadOnlyList<string> Stage, IReadOnlyList<string> Batches);

/// <param name="ConfigJSON">Text that holds a JSON object; or give <paramref name="Config"/>.</param>
/// <param name="Config">The object itself.</param>
/// <param name="ClassMapping">Of models: which class of the plugin is which of the project.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record WritePresetRequest(
    string? Name = null,
    string? ConfigJSON = null,
    RawJson? Config = null,
    RawJson? ClassMapping = null,
    bool? Overwrite = null,
    IReadOnlyList<string>? Stage = null,
    IReadOnlyList<string>? Batches = null);

internal sealed record PresetReply(
    [property: JsonPropertyName("_id")] PluginPresetId Id,
    ProjectId Project,
    PluginId Plugin,
    string Name,
    string ConfigJSON,
    RawJson ClassMapping,
    bool? Overwrite,
    IReadOnlyList<string> Stage,
    IReadOnlyList<string> Batches,
    string CreatedBy,
    DateTimeOffset UpdatedAt)
{
    public static PresetReply From(PluginPreset row)
    {
        var settings = row.Settings.To<PresetSettings>()!;
        return new PresetReply(
            row.Id, row.ProjectId, row.PluginId, row.Name, settings.ConfigJSON, settings.ClassMapping, settings.Overwrite, settings.Stage,
            settings.Batches, row.CreatedBy, row.UpdatedAt);
    }
}

internal sealed record PresetsReply(IReadOnlyList<PresetReply> Presets);

internal sealed record OnePresetReply(PresetReply Preset);
