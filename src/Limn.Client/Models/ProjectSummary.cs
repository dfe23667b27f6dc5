using System.Text.Json.Serialization;

namespace Limn.Client;

/// <summary>A project in a list.</summary>
public sealed record ProjectSummary
{
    /// <summary>24 hexadecimal digits.</summary>
    [JsonPropertyName("_id")]
    public string Id { get; init; } = "";

    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Free text, or nothing.</summary>
    public string? Description { get; init; }

    /// <summary>Id of the organization it belongs to.</summary>
    public string? Organization { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreatedAt { get; init; }
}
