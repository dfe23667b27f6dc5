using System.Text.Json;
using System.Text.Json.Serialization;

namespace Limn.Client;

/// <summary>A named set of assets of a project.</summary>
public sealed record Batch
{
    /// <summary>24 hexadecimal digits; null for one that is still to be made.</summary>
    [JsonPropertyName("_id")]
    public string? Id { get; init; }

    /// <summary>Unique in its project.</summary>
    public string Name { get; init; } = "";

    /// <summary>Everything else, kept when the batches are given back.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement> Extra { get; init; } = new Dictionary<string, JsonElement>();
}
