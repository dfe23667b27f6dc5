using System.Text.Json;
using System.Text.Json.Serialization;

namespace Limn.Formats.AngoExport;

/// <summary>One record of an issue export. Immutable but for <see cref="Extra"/>.</summary>
public sealed record IssueRecord
{
    /// <summary>Id of the issue.</summary>
    [JsonPropertyName("_id")]
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>Id of the task.</summary>
    [JsonPropertyName("labelTask")]
    public string LabelTask { get; init => field = value ?? ""; } = "";

    /// <summary>The task's asset.</summary>
    [JsonPropertyName("asset")]
    public IssueAsset Asset { get; init => field = value ?? new(); } = new();

    /// <summary><c>Open</c>, <c>Resolved</c> or <c>Closed</c>.</summary>
    [JsonPropertyName("status")]
    public string Status { get; init => field = value ?? ""; } = "";

    /// <summary>Name of the stage.</summary>
    [JsonPropertyName("stage"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Stage { get; init; }

    /// <summary>Id of the stage.</summary>
    [JsonPropertyName("stageId"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? StageId { get; init; }

    /// <summary>E-mail of who opened it.</summary>
    [JsonPropertyName("createdBy")]
    public string CreatedBy { get; init => field = value ?? ""; } = "";

    /// <summary>When it was opened.</summary>
    [JsonPropertyName("createdAt")]
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Last change.</summary>
    [JsonPropertyName("updatedAt"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>What is wrong.</summary>
    [JsonPropertyName("content")]
    public string? Content { get; init; }

    /// <summary>The discussion.</summary>
    [JsonPropertyName("comments")]
    public IReadOnlyList<IssueComment> Comments { get; init => field = value ?? []; } = [];

    /// <summary>The object that it is about.</summary>
    [JsonPropertyName("objectId"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ObjectId { get; init; }

    /// <summary>Category: <c>Wrong</c>, <c>Missing</c> or <c>Unqualified</c>.</summary>
    [JsonPropertyName("errorType"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ErrorType { get; init; }

    /// <summary>The project's own code.</summary>
    [JsonPropertyName("errorCode"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ErrorCode { get; init; }

    /// <summary>First page or frame, from 0.</summary>
    [JsonPropertyName("page"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Page { get; init; }

    /// <summary>Last page or frame, from 0.</summary>
    [JsonPropertyName("pageEnd"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? PageEnd { get; init; }

    /// <summary>Place as text, for example <c>[50.5, 120]</c>, or a character offset.</summary>
    [JsonPropertyName("position"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Position { get; init; }

    /// <summary>Keys that this library does not know.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }
}

/// <summary>The asset of an issue.</summary>
public sealed record IssueAsset
{
    /// <summary>Id of the asset.</summary>
    [JsonPropertyName("_id"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Id { get; init; }

    /// <summary>External id of the asset.</summary>
    [JsonPropertyName("externalId")]
    public string ExternalId { get; init => field = value ?? ""; } = "";

    /// <summary>Names of its batches.</summary>
    [JsonPropertyName("batches")]
    public IReadOnlyList<string> Batches { get; init => field = [.. (value ?? []).OfType<string>()]; } = [];
}

/// <summary>A comment of an issue.</summary>
public sealed record IssueComment
{
    /// <summary>E-mail of who wrote it.</summary>
    [JsonPropertyName("createdBy")]
    public string CreatedBy { get; init => field = value ?? ""; } = "";

    /// <summary>The text.</summary>
    [JsonPropertyName("content")]
    public string Content { get; init => field = value ?? ""; } = "";

    /// <summary>When it was written.</summary>
    [JsonPropertyName("createdAt"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? CreatedAt { get; init; }
}
