using System.Text.Json;
using System.Text.Json.Serialization;
using Limn.Annotations.Answers;

namespace Limn.Formats.AngoExport;

/// <summary>The task of an <see cref="ExportRecord"/>. Immutable but for <see cref="Extra"/>.</summary>
public sealed record ExportTask
{
    /// <summary>Id of the task.</summary>
    [JsonPropertyName("taskId")]
    public string TaskId { get; init => field = value ?? ""; } = "";

    /// <summary><c>default</c>, <c>consensus</c> or <c>benchmark</c>.</summary>
    [JsonPropertyName("type")]
    public string Type { get; init => field = value ?? "default"; } = "default";

    /// <summary>Name of the stage in which the task is.</summary>
    [JsonPropertyName("stage")]
    public string Stage { get; init => field = value ?? ""; } = "";

    /// <summary>Id of that stage.</summary>
    [JsonPropertyName("stageId")]
    public string StageId { get; init => field = value ?? ""; } = "";

    /// <summary>Last update.</summary>
    [JsonPropertyName("updatedAt")]
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>E-mail of who updated last; empty if nobody did.</summary>
    [JsonPropertyName("updatedBy")]
    public string UpdatedBy { get; init => field = value ?? ""; } = "";

    /// <summary>Active time over all stages, in milliseconds.</summary>
    [JsonPropertyName("totalDuration")]
    public double TotalDuration { get; init; }

    /// <summary>Idle time over all stages, in milliseconds, if the export was asked for it.</summary>
    [JsonPropertyName("totalIdleDuration"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? TotalIdleDuration { get; init; }

    /// <summary>Time in the background over all stages, in milliseconds, if the export was asked for it.</summary>
    [JsonPropertyName("totalBlurDuration"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? TotalBlurDuration { get; init; }

    /// <summary>The annotation objects.</summary>
    [JsonPropertyName("tools")]
    public IReadOnlyList<AnnotationObject> Tools { get; init => field = value ?? []; } = [];

    /// <summary>The classifications of the asset.</summary>
    [JsonPropertyName("classifications")]
    public IReadOnlyList<Classification> Classifications { get; init => field = value ?? []; } = [];

    /// <summary>The relations.</summary>
    [JsonPropertyName("relations")]
    public IReadOnlyList<Relation> Relations { get; init => field = value ?? []; } = [];

    /// <summary>URL of the painted mask (of the first page).</summary>
    [JsonPropertyName("brushDataUrl")]
    public string? BrushDataUrl { get; init; }

    /// <summary>URLs of the painted masks by page.</summary>
    [JsonPropertyName("brushDataUrls"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PageMask>? BrushDataUrls { get; init; }

    /// <summary>URL of the painted volume.</summary>
    [JsonPropertyName("medicalBrushDataUrl")]
    public string? MedicalBrushDataUrl { get; init; }

    /// <summary>Score of a consensus task, 0 to 100.</summary>
    [JsonPropertyName("consensusAverage"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? ConsensusAverage { get; init; }

    /// <summary>Scores by class of a consensus task.</summary>
    [JsonPropertyName("consensusDetailed"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ConsensusScore>? ConsensusDetailed { get; init; }

    /// <summary>The completed stage visits, oldest first; null if the export left them out.</summary>
    [JsonPropertyName("stageHistory"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ExportStageVisit>? StageHistory { get; init; }

    /// <summary>Keys that this library does not know.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }
}
