using System.Text.Json;
using System.Text.Json.Serialization;

namespace Limn.Annotations.Answers;

/// <summary>An answer to a question of the schema. Immutable but for <see cref="Extra"/>.</summary>
public sealed record Classification
{
    /// <summary>Class.</summary>
    [JsonPropertyName("schemaId")]
    public string SchemaId { get; init; } = "";

    /// <summary>Identity in the asset; empty if the server is to make one.</summary>
    [JsonPropertyName("objectId")]
    public string ObjectId { get; init; } = "";

    /// <summary>Kind of the class; see <see cref="Schemas.ClassificationKinds"/>.</summary>
    [JsonPropertyName("tool")]
    public string Tool { get; init; } = "";

    /// <summary>Title of the class.</summary>
    [JsonPropertyName("title")]
    public string Title { get; init; } = "";

    /// <summary>Page or frame from which the answer holds, from 0; null for answers about the whole asset.</summary>
    [JsonPropertyName("page"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Page { get; init; }

    /// <summary>The answer ends at this frame.</summary>
    [JsonPropertyName("interpolationStopped"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool InterpolationStopped { get; init; }

    /// <summary>The answer cannot be edited.</summary>
    [JsonPropertyName("lock"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsLocked { get; init; }

    /// <summary>Row of the table view, from 0.</summary>
    [JsonPropertyName("row"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Row { get; init; }

    /// <summary>The answer; null if there is none.</summary>
    [JsonPropertyName("answer"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AnswerValue? Answer { get; init; }

    /// <summary>Ranks beside the texts of a ranking with ties, for example 1, 2, 2.</summary>
    [JsonPropertyName("answerRanks"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<int>? AnswerRanks { get; init; }

    /// <summary>Nested classifications.</summary>
    [JsonPropertyName("classifications")]
    public IReadOnlyList<Classification> Classifications { get; init => field = value ?? []; } = [];

    /// <summary>Who made and changed it.</summary>
    [JsonPropertyName("metadata"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AnnotationMetadata? Metadata { get; init; }

    /// <summary>Keys that this library does not know.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }
}
