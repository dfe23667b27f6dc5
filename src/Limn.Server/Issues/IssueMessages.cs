using System.Text.Json.Serialization;

namespace Limn.Server.Issues;

internal sealed record NewIssueRequest
{
    public string? Content { get; init; }

    /// <summary>Id of the task.</summary>
    public string? LabelTask { get; init; }

    /// <summary>A place as text, <c>[25, 15]</c>, or the index of a character. Not together with <see cref="ObjectId"/>.</summary>
    public RawJson Position { get; init; }

    /// <summary>Page or frame, from 0.</summary>
    public int? Page { get; init; }

    /// <summary>Last page or frame, from 0.</summary>
    public int? PageEnd { get; init; }

    /// <summary>The object that it is about.</summary>
    public string? ObjectId { get; init; }

    /// <summary>E-mails of members, or objects with <c>userEmail</c>.</summary>
    public RawJson ContentMentions { get; init; }

    /// <summary>Objects <c>{category, name, key?}</c>.</summary>
    public RawJson ErrorCodes { get; init; }

    public RawJson PctDetails { get; init; }

    /// <summary>An object that brings an editor back to the same view. An extension.</summary>
    public RawJson Anchor { get; init; }

    /// <summary>Operations that the labeler may accept. An extension.</summary>
    public RawJson SuggestedEdit { get; init; }

    /// <summary>E-mail of who is to deal with it.</summary>
    public string? Assignee { get; init; }
}

/// <summary>What changes in an issue; keys that are absent or null change nothing.</summary>
internal sealed record EditIssueRequest
{
    public string? Content { get; init; }

    /// <summary>Only together with <see cref="Content"/>.</summary>
    public RawJson ContentMentions { get; init; }

    public IssueStatus? Status { get; init; }

    /// <summary>Where the place is now, of an issue that has one.</summary>
    public RawJson Position { get; init; }

    /// <summary>Replaces all of them.</summary>
    public RawJson ErrorCodes { get; init; }

    public RawJson PctDetails { get; init; }

    /// <summary>What became of the suggested edit.</summary>
    public SuggestionOutcome? Suggestion { get; init; }

    /// <summary>E-mail; an empty text takes the issue from whoever has it.</summary>
    public string? Assignee { get; init; }
}

/// <param name="ContentMentions">E-mails of members, or objects with <c>userEmail</c>.</param>
internal sealed record CommentRequest(string? Content, RawJson ContentMentions);

/// <param name="Asset">Id.</param>
/// <param name="LabelTask">Id of the task.</param>
/// <param name="Stage">Id or name of the stage in which the issue was opened.</param>
/// <param name="Status"><c>Open</c>, <c>Resolved</c> or <c>Closed</c>.</param>
/// <param name="CreatedBy">E-mail.</param>
/// <param name="Assignee">E-mail.</param>
/// <param name="Page">From 1; all without a page and a limit.</param>
internal sealed record IssueQuery(
    string? Asset, string? LabelTask, string? Stage, string? Status, string? CreatedBy, string? Assignee, int? Page, int? Limit);

/// <param name="Issue">The issues; the key is singular on the wire.</param>
/// <param name="Issues">The same.</param>
internal sealed record IssuesReply(IReadOnlyList<IssueReply> Issue, IReadOnlyList<IssueReply> Issues, int Total);

internal sealed record IssueEnvelope(IssueReply Issue);

/// <summary>An issue as the wire shows it.</summary>
internal sealed record IssueReply
{
    [JsonPropertyName("_id")]
    public required IssueId Id { get; init; }

    /// <summary>The first line.</summary>
    public required string Title { get; init; }

    public required string Content { get; init; }

    public required ProjectId Project { get; init; }

    public required AssetId Asset { get; init; }

    public required TaskId LabelTask { get; init; }

    public required IssueStatus Status { get; init; }

    public required string CreatedBy { get; init; }

    public required string? Assignee { get; init; }

    public required string UpdatedBy { get; init; }

    public required string? ResolvedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public required DateTimeOffset? ResolvedAt { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Position { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Page { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? PageEnd { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ObjectId { get; init; }

    public required string Stage { get; init; }

    public required string StageId { get; init; }

    /// <summary>Category of the first error code.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ErrorType { get; init; }

    /// <summary>Name of the first error code.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ErrorCode { get; init; }

    public required IReadOnlyList<ErrorCodeReply> ErrorCodes { get; init; }

    public IReadOnlyList<RawJson> Points { get; } = [];

    public required IReadOnlyList<MentionReply> ContentMentions { get; init; }

    public required IReadOnlyList<CommentReply> Comments { get; init; }

    public required RawJson PctDetails { get; init; }

    /// <summary>An object that brings an editor back to the same view.</summary>
    public required RawJson Anchor { get; init; }

    /// <summary>Operations that the labeler may accept; null for none.</summary>
    public required RawJson SuggestedEdit { get; init; }

    /// <summary>What became of the suggested edit.</summary>
    public required SuggestionOutcome? Suggestion { get; init; }
}

/// <param name="UserEmail">E-mail.</param>
/// <param name="UserName">The name as people see it.</param>
internal sealed record MentionReply(string UserEmail, string UserName);

/// <param name="Key">The project's key of the code, if it has one.</param>
internal sealed record ErrorCodeReply(
    string Category, string Name, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Key);

internal sealed record CommentReply(
    [property: JsonPropertyName("_id")] IssueCommentId Id, string Content, string CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt,
    IReadOnlyList<MentionReply> ContentMentions);
