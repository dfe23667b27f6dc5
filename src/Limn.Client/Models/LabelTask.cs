using System.Text.Json;
using System.Text.Json.Serialization;
using Limn.Annotations.Answers;
using Limn.Client.Json;

namespace Limn.Client;

/// <summary>A task: one asset on its way through the workflow, with its answer.</summary>
public sealed record LabelTask
{
    /// <summary>24 hexadecimal digits.</summary>
    [JsonPropertyName("_id")]
    public string Id { get; init; } = "";

    /// <summary>Id of its project.</summary>
    public string Project { get; init; } = "";

    /// <summary>What is to be labelled.</summary>
    public TaskAsset Asset { get; init => field = value ?? new(); } = new();

    /// <summary>External id of the asset.</summary>
    public string? ExternalId { get; init; }

    /// <summary>Id of the stage it stands in; <c>Complete</c> when done.</summary>
    public string? Stage { get; init; }

    /// <summary><c>TODO</c> or <c>Completed</c>.</summary>
    public string? Status { get; init; }

    /// <summary><c>default</c>, <c>consensus</c> or <c>benchmark</c>.</summary>
    public string? Type { get; init; }

    /// <summary>E-mail address of who works on it.</summary>
    public string? Assignee { get; init; }

    /// <summary>Ids of the asset's batches.</summary>
    public IReadOnlyList<string> Batches { get; init => field = value ?? []; } = [];

    /// <summary>-10000 to 10000; higher comes first.</summary>
    public long Priority { get; init; }

    /// <summary>The labels; null when the reply was asked for without them.</summary>
    public Answer? Answer { get; init; }

    /// <summary>Address of the painted mask.</summary>
    public string? BrushDataUrl { get; init; }

    /// <summary>Address of the painted volume.</summary>
    public string? MedicalBrushDataUrl { get; init; }

    /// <summary>Labels were imported for it.</summary>
    public bool IsPreLabeled { get; init; }

    /// <summary>Somebody skipped it.</summary>
    public bool IsSkipped { get; init; }

    /// <summary>The stages it has left, oldest first.</summary>
    public IReadOnlyList<StageVisit> StageHistory { get; init => field = value ?? []; } = [];

    /// <summary>Active time, in milliseconds.</summary>
    public long Duration { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>When it was completed.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Everything else the hub said about it.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement> Extra { get; init; } = new Dictionary<string, JsonElement>();
}

/// <summary>The asset of a task.</summary>
[JsonConverter(typeof(TaskAssetConverter))]
public sealed record TaskAsset
{
    /// <summary>24 hexadecimal digits.</summary>
    public string Id { get; init; } = "";

    /// <summary>The name its owner gave it; null when the hub told the id only.</summary>
    public string? ExternalId { get; init; }

    /// <summary>Address of the file, or the text itself; null when the hub told the id only.</summary>
    public string? Data { get; init; }
}
