using System.Text.Json;
using System.Text.Json.Serialization;

namespace Limn.Client;

/// <summary>A project as <c>GET /v2/project/{id}</c> describes it.</summary>
public sealed record Project
{
    /// <summary>24 hexadecimal digits.</summary>
    [JsonPropertyName("_id")]
    public string Id { get; init; } = "";

    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Free text, or nothing.</summary>
    public string? Description { get; init; }

    /// <summary><c>ango</c>, <c>pct</c> or <c>iframe</c>.</summary>
    public string? Type { get; init; }

    /// <summary>Id of the organization it belongs to.</summary>
    public string? Organization { get; init; }

    /// <summary>E-mail address of its owner.</summary>
    public string? Owner { get; init; }

    /// <summary>The caller's own role in it, such as <c>Manager</c>.</summary>
    public string? Role { get; init; }

    /// <summary>
    /// The classes people label with: <c>{"tools":[],"classifications":[],"relations":[]}</c>, exactly as the hub keeps it, so
    /// that it can be changed and given back without loss. Undefined when the hub left it out.
    /// </summary>
    public JsonElement CategorySchema { get; init; }

    /// <summary>The workflow, in the order the hub keeps it.</summary>
    public IReadOnlyList<Stage> Stages { get; init => field = value ?? []; } = [];

    /// <summary>Its batches.</summary>
    public IReadOnlyList<Batch> Batches { get; init => field = value ?? []; } = [];

    /// <summary>Its members and their roles.</summary>
    public IReadOnlyList<ProjectMember> AssignedTo { get; init => field = value ?? []; } = [];

    /// <summary>Number of its assets.</summary>
    public long AssetCount { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Everything else the hub said about it.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement> Extra { get; init; } = new Dictionary<string, JsonElement>();
}
