using System.Text.Json;
using System.Text.Json.Serialization;

namespace Limn.Client;

/// <summary>A thing to be labelled, with its tasks.</summary>
public sealed record Asset
{
    /// <summary>24 hexadecimal digits.</summary>
    [JsonPropertyName("_id")]
    public string Id { get; init; } = "";

    /// <summary>The name its owner gave it; need not be unique.</summary>
    public string ExternalId { get; init; } = "";

    /// <summary>Address of the file, or the text itself.</summary>
    public string Data { get; init; } = "";

    /// <summary>Id of the storage the file lies in; null for the hub's own.</summary>
    public string? Storage { get; init; }

    /// <summary>Ids of its batches.</summary>
    public IReadOnlyList<string> Batches { get; init => field = value ?? []; } = [];

    /// <summary>Size, frame rate and further facts. Undefined when the hub left it out.</summary>
    public JsonElement Metadata { get; init; }

    /// <summary>What labellers are shown beside it. Undefined when the hub left it out.</summary>
    public JsonElement ContextData { get; init; }

    /// <summary>Its tasks, at least one.</summary>
    public IReadOnlyList<AssetTask> LabelTasks { get; init => field = value ?? []; } = [];

    /// <summary>Everything else the hub said about it.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement> Extra { get; init; } = new Dictionary<string, JsonElement>();
}

/// <summary>A task in the list of an asset.</summary>
public sealed record AssetTask
{
    /// <summary>24 hexadecimal digits.</summary>
    [JsonPropertyName("_id")]
    public string Id { get; init; } = "";

    /// <summary>Id of the stage it stands in.</summary>
    public string? Stage { get; init; }

    /// <summary>The stages it has left, oldest first.</summary>
    public IReadOnlyList<StageVisit> StageHistory { get; init => field = value ?? []; } = [];
}

/// <summary>One completed visit of a task to a stage.</summary>
public sealed record StageVisit
{
    /// <summary>Name of the stage.</summary>
    public string? Stage { get; init; }

    /// <summary>Id of the stage.</summary>
    public string? StageId { get; init; }

    /// <summary>E-mail address of who completed it; null for automatic stages.</summary>
    public string? CompletedBy { get; init; }

    /// <summary>When it was completed.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Active time, in milliseconds.</summary>
    public long Duration { get; init; }

    /// <summary>Review stages: <c>Accepted</c> or <c>Rejected</c>.</summary>
    public string? ReviewStatus { get; init; }
}
