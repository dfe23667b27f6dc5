using System.Text.Json;
using System.Text.Json.Serialization;

namespace Limn.Formats.AngoExport;

/// <summary>One record of a v3 task export: a task and its asset. Immutable but for <see cref="Extra"/>.</summary>
public sealed record ExportRecord
{
    /// <summary>URL or embedded content of the asset; of several pages the first. Empty if the export left it out.</summary>
    [JsonPropertyName("asset")]
    public string Asset { get; init => field = value ?? ""; } = "";

    /// <summary>Id of the asset.</summary>
    [JsonPropertyName("assetId")]
    public string AssetId { get; init => field = value ?? ""; } = "";

    /// <summary>URLs of all pages, for assets of several pictures only.</summary>
    [JsonPropertyName("dataset"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Dataset { get; init; }

    /// <summary>External id of the asset; not unique.</summary>
    [JsonPropertyName("externalId")]
    public string ExternalId { get; init => field = value ?? ""; } = "";

    /// <summary>Size and length of the asset, and what the importer supplied.</summary>
    [JsonPropertyName("metadata")]
    public AssetMetadata Metadata { get; init => field = value ?? new(); } = new();

    /// <summary>Context data as imported; null if there is none.</summary>
    [JsonPropertyName("contextData"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? ContextData { get; init; }

    /// <summary>Attachments.</summary>
    [JsonPropertyName("attachments"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ExportAttachment>? Attachments { get; init; }

    /// <summary>Names of the asset's batches; nulls in a file are passed over.</summary>
    [JsonPropertyName("batches")]
    public IReadOnlyList<string> Batches { get; init => field = [.. (value ?? []).OfType<string>()]; } = [];

    /// <summary>The task.</summary>
    [JsonPropertyName("task")]
    public ExportTask Task { get; init => field = value ?? new(); } = new();

    /// <summary>Keys that this library does not know.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }
}

/// <summary>What is known of an asset.</summary>
public sealed record AssetMetadata
{
    /// <summary>Width in pixels.</summary>
    [JsonPropertyName("width"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Width { get; init; }

    /// <summary>Height in pixels.</summary>
    [JsonPropertyName("height"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Height { get; init; }

    /// <summary>Frames of a video, pages of a PDF, slices of a volume.</summary>
    [JsonPropertyName("frameTotal"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? FrameTotal { get; init; }

    /// <summary>Frames per second.</summary>
    [JsonPropertyName("frameRate"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? FrameRate { get; init; }

    /// <summary>What the importer supplied beside.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }
}
