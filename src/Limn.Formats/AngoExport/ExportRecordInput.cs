using System.Text.Json.Serialization;

namespace Limn.Formats.AngoExport;

/// <summary>What one record is written from: a task and its asset.</summary>
public sealed record ExportRecordInput
{
    /// <summary>URL or embedded content of the asset; of several pages the first.</summary>
    public required string Asset { get; init; }

    /// <summary>Id of the asset.</summary>
    public required string AssetId { get; init; }

    /// <summary>External id of the asset.</summary>
    public required string ExternalId { get; init; }

    /// <summary>URLs of all pages, for assets of several pictures only; null otherwise.</summary>
    public IReadOnlyList<string>? Dataset { get; init; }

    /// <summary>The asset's metadata, a JSON object; empty bytes give <c>{}</c>.</summary>
    public ReadOnlyMemory<byte> Metadata { get; init; }

    /// <summary>The asset's context data, a JSON value; empty bytes: the key is absent.</summary>
    public ReadOnlyMemory<byte> ContextData { get; init; }

    /// <summary>The asset's attachments; the key is absent if there are none.</summary>
    public IReadOnlyList<ExportAttachment> Attachments { get; init; } = [];

    /// <summary>Names of the asset's batches.</summary>
    public IReadOnlyList<string> Batches { get; init; } = [];

    /// <summary>The task.</summary>
    public required ExportTaskInput Task { get; init; }
}

/// <summary>Something shown beside an asset.</summary>
/// <param name="Type"><c>IMAGE</c>, <c>TEXT</c>, <c>VIDEO</c> or <c>HTML</c>.</param>
/// <param name="Value">URL or content.</param>
public sealed record ExportAttachment(
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("value")] string Value);
