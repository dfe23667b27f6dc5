using System.Text.Json.Serialization;
using Limn.Server.Hosting;
using Limn.Server.Workflow;
using Microsoft.AspNetCore.Mvc;

namespace Limn.Server.Tasks;

internal sealed record TaskEnvelope(TaskReply Task);

/// <summary>A task as the wire shows it.</summary>
internal sealed record TaskReply : ISparse
{
    [JsonPropertyName("_id")]
    public required TaskId Id { get; init; }

    public required ProjectId Project { get; init; }

    public required OrganizationId Organization { get; init; }

    public required TaskAssetReply Asset { get; init; }

    public required string ExternalId { get; init; }

    /// <summary>Id of the stage that it stands in.</summary>
    public required string Stage { get; init; }

    public required DateTimeOffset StageEnteredAt { get; init; }

    /// <summary><c>TODO</c> or <c>Completed</c>.</summary>
    public required string Status { get; init; }

    /// <summary><c>default</c>, <c>consensus</c> or <c>benchmark</c>.</summary>
    public required string Type { get; init; }

    /// <summary>E-mail.</summary>
    public required string? Assignee { get; init; }

    /// <summary>Ids.</summary>
    public required IReadOnlyList<BatchId> Batches { get; init; }

    public required int Priority { get; init; }

    /// <summary>Left out of lists that do not ask for it.</summary>
    public RawJson Answer { get; init; }

    /// <summary>Number of the answer's last revision; left out together with the answer.</summary>
    public int Revision { get; init; }

    public string? BrushDataUrl { get; init; }

    public string? MedicalBrushDataUrl { get; init; }

    public required ReviewReply Review { get; init; }

    public required ReviewStatus ReviewStatus { get; init; }

    public required bool IsPreLabeled { get; init; }

    public required bool IsSkipped { get; init; }

    public required bool IsDraft { get; init; }

    public required bool IsBenchmark { get; init; }

    public bool IsStar { get; }

    public bool IsFlag { get; }

    /// <summary>It came back to a stage that it had left.</summary>
    public required bool Rework { get; init; }

    /// <summary>Ids; left out of the reply to a change.</summary>
    public IReadOnlyList<IssueId> Issues { get; init; } = [];

    public int OpenIssuesCount { get; init; }

    /// <summary>Left out of lists that do not ask for it.</summary>
    public IReadOnlyList<StageVisitReply> StageHistory { get; init; } = [];

    /// <summary>Milliseconds of work in the present stage.</summary>
    public required long Duration { get; init; }

    /// <summary>Milliseconds of work over all stages.</summary>
    public required long TotalDuration { get; init; }

    /// <summary>Why it cannot leave its stage.</summary>
    public required string? Error { get; init; }

    public bool Deleted { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public required string UpdatedBy { get; init; }

    public required DateTimeOffset? CompletedAt { get; init; }

    public required string? CompletedBy { get; init; }

    /// <summary>The wire's names of the keys that are written; null = all.</summary>
    [JsonIgnore]
    public IReadOnlySet<string>? Fields { get; init; }

    public bool Shows(string key) => Fields?.Contains(key) ?? true;
}

/// <summary>A task's asset; a single task shows all of it, lists the first three keys.</summary>
internal sealed record TaskAssetReply([property: JsonPropertyName("_id")] AssetId Id, string ExternalId, string Data)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public RawJson Metadata { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public RawJson ContextData { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public RawJson Attachments { get; init; }

    /// <summary>Addresses of the pages; left out of an asset of one file.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Dataset { get; init; }

    /// <summary>Reference pictures to lie over the asset.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public RawJson Overlay { get; init; }
}

internal sealed record ReviewReply(ReviewStatus Status);

/// <param name="Filter">A JSON object: field to value (equals), list (any of), or operators such as <c>{"gte":5}</c>.</param>
/// <param name="Filters">Another name of the same parameter.</param>
/// <param name="Fields">Comma list of the keys that the tasks hold.</param>
/// <param name="Batches">JSON array or comma list of ids or names; a task is in any of them.</param>
/// <param name="Assignee">E-mail.</param>
/// <param name="After">Id of the last task of the page before: goes on behind it, without counting. Only in order of creation.</param>
internal sealed record TaskListQuery(
    int? Page, int? Limit, string? Sort, string? Filter, string? Filters, string? Fields, string? IncludeAnswer,
    [property: FromQuery(Name = "status[eq]")] string? StatusIs, string? Status, string? Batches, string? Stage, string? Assignee, TaskId? After)
{
    public PageQuery Paging => new(Page, Limit, Sort);
}

/// <param name="Total">Left out of a page that was asked for by <c>after</c>.</param>
internal sealed record TasksReply(
    IReadOnlyList<TaskReply> Tasks, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Total);

/// <param name="User">E-mail; null or empty takes the tasks away from whoever has them.</param>
/// <param name="Stage">Tasks in another stage are passed over; null = each in its own.</param>
internal sealed record AssignTasksRequest(string? Project, IReadOnlyList<TaskId>? Tasks, string? User, string? Stage);

internal sealed record AssignTasksReply(int Tasks, string Message);

internal sealed record TaskHistoryReply(IReadOnlyList<StageRecordReply> TaskHistory);

internal sealed record StageRecordEnvelope(StageRecordReply TaskHistory);

/// <summary>One ended visit of a task to a stage, with the answer as it then was.</summary>
internal sealed record StageRecordReply
{
    [JsonPropertyName("_id")]
    public required StageRecordId MongoId { get; init; }

    public required StageRecordId Id { get; init; }

    public required TaskId LabelTaskId { get; init; }

    public required ProjectId Project { get; init; }

    public required OrganizationId Organization { get; init; }

    public required AssetId Asset { get; init; }

    public required string Stage { get; init; }

    public required string StageId { get; init; }

    public required StageType StageType { get; init; }

    public required RawJson Answer { get; init; }

    public required string? BrushDataUrl { get; init; }

    public required string? MedicalBrushDataUrl { get; init; }

    public required IReadOnlyList<BatchId> Batches { get; init; }

    public required string? CompletedBy { get; init; }

    public required DateTimeOffset CompletedAt { get; init; }

    public required long Duration { get; init; }

    public required ReviewStatus? ReviewStatus { get; init; }

    public required bool Rework { get; init; }

    public bool IsSkipped { get; }

    public bool Deleted { get; }

    public required DateTimeOffset CreatedAt { get; init; }
}
