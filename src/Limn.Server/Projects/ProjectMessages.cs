using System.Text.Json;
using System.Text.Json.Serialization;
using Limn.Server.Batches;

namespace Limn.Server.Projects;

/// <summary>What a caller sets of a project; keys that are absent or null change nothing. Further keys are settings.</summary>
internal sealed record EditProjectRequest
{
    public string? Name { get; init; }

    public string? Description { get; init; }

    /// <summary><c>ango</c> (default), <c>pct</c> or <c>iframe</c>; fixed once the project is there.</summary>
    public string? Type { get; init; }

    /// <summary>The whole category schema.</summary>
    public RawJson CategorySchema { get; init; }

    /// <summary>The whole workflow.</summary>
    public RawJson Stages { get; init; }

    /// <summary>For stages that are removed while tasks stand in them: where these go, by stage id.</summary>
    public IReadOnlyDictionary<string, string>? Migrations { get; init; }

    /// <summary>The <c>stagesVersion</c> that the new workflow was made from; another one in force refuses the change.</summary>
    public int? BaseVersion { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement> Settings { get; init; } = [];
}

internal sealed record ProjectEnvelope(ProjectReply Project);

/// <summary>A project as the wire shows it, with its settings.</summary>
internal sealed record ProjectReply : ProjectSettings
{
    public ProjectReply(ProjectSettings settings)
        : base(settings)
    {
    }

    [JsonPropertyName("_id")]
    public required ProjectId Id { get; init; }

    public required string Name { get; init; }

    public required string Description { get; init; }

    public required string Type { get; init; }

    /// <summary>E-mail.</summary>
    public required string Owner { get; init; }

    public required OrganizationId Organization { get; init; }

    public required RawJson CategorySchema { get; init; }

    /// <summary>Counts the schema's changes.</summary>
    public required int SchemaVersion { get; init; }

    public required RawJson Stages { get; init; }

    /// <summary>Counts the workflow's changes; see <see cref="EditProjectRequest.BaseVersion"/>.</summary>
    public required int StagesVersion { get; init; }

    public required IReadOnlyList<AssigneeReply> AssignedTo { get; init; }

    public required IReadOnlyList<BatchReply> Batches { get; init; }

    public IReadOnlyList<RawJson> AssetBuilderTemplates { get; } = [];

    /// <summary>A change shows within a second.</summary>
    public required long AssetCount { get; init; }

    /// <summary>The caller's own.</summary>
    public required ProjectRole Role { get; init; }

    public bool Deleted { get; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}

/// <param name="Assignee">E-mail.</param>
internal sealed record AssigneeReply(string Assignee, ProjectRole Role);

internal sealed record ProjectListReply(IReadOnlyList<ProjectSummary> Projects, int Total);

internal sealed record ProjectSummary(
    [property: JsonPropertyName("_id")] ProjectId Id, string Name, string Description, OrganizationId Organization, DateTimeOffset CreatedAt);

/// <param name="Assignees">E-mails.</param>
internal sealed record AssignRequest(IReadOnlyList<string>? Assignees, ProjectRole? Role);

/// <param name="Assignees">E-mails.</param>
internal sealed record UnassignRequest(IReadOnlyList<string>? Assignees);

internal sealed record MembersReply(IReadOnlyList<MemberReply> Members);

internal sealed record MemberReply([property: JsonPropertyName("_id")] UserId Id, string Email, string Name, ProjectRole Role);
