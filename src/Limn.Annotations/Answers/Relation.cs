using System.Text.Json;
using System.Text.Json.Serialization;

namespace Limn.Annotations.Answers;

/// <summary>A relation between two members, or a group of members. Immutable but for <see cref="Extra"/>.</summary>
public sealed record Relation
{
    /// <summary>Class.</summary>
    [JsonPropertyName("schemaId")]
    public string SchemaId { get; init; } = "";

    /// <summary>Identity in the asset; empty if the server is to make one.</summary>
    [JsonPropertyName("objectId")]
    public string ObjectId { get; init; } = "";

    /// <summary>Title of the class.</summary>
    [JsonPropertyName("title")]
    public string Title { get; init; } = "";

    /// <summary>Page or frame, from 0; null on assets with a single page.</summary>
    [JsonPropertyName("page"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Page { get; init; }

    /// <summary>Object id of the first end; null for groups.</summary>
    [JsonPropertyName("from"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? From { get; init; }

    /// <summary>Object id of the second end; null for groups.</summary>
    [JsonPropertyName("to"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? To { get; init; }

    /// <summary><c>straight</c>, <c>reverse</c> or <c>bidirectional</c>; null for groups.</summary>
    [JsonPropertyName("direction"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Direction { get; init; }

    /// <summary>Object ids of a group's members; null for single relations.</summary>
    [JsonPropertyName("group"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Group { get; init; }

    /// <summary>Who made and changed it.</summary>
    [JsonPropertyName("metadata"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AnnotationMetadata? Metadata { get; init; }

    /// <summary>Keys that this library does not know.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }
}
