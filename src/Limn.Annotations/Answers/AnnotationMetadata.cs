using System.Text.Json;
using System.Text.Json.Serialization;

namespace Limn.Annotations.Answers;

/// <summary>Who made and changed an annotation, and when. Immutable but for <see cref="Extra"/>.</summary>
public sealed record AnnotationMetadata
{
    /// <summary>When it was made.</summary>
    [JsonPropertyName("createdAt"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), JsonConverter(typeof(InstantConverter))]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Who made it: an e-mail, or <c>import</c>.</summary>
    [JsonPropertyName("createdBy"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CreatedBy { get; init; }

    /// <summary>Id of the stage in which it was made.</summary>
    [JsonPropertyName("createdIn"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CreatedIn { get; init; }

    /// <summary>When it was changed last; null if never.</summary>
    [JsonPropertyName("updatedAt"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), JsonConverter(typeof(InstantConverter))]
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Who changed it last.</summary>
    [JsonPropertyName("updatedBy"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? UpdatedBy { get; init; }

    /// <summary>Id of the stage in which it was changed last.</summary>
    [JsonPropertyName("updatedIn"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? UpdatedIn { get; init; }

    /// <summary>Free text of the annotator.</summary>
    [JsonPropertyName("description"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Description { get; init; }

    /// <summary>Keys that this library does not know.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }
}
