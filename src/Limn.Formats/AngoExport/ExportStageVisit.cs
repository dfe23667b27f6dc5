using System.Text.Json;
using System.Text.Json.Serialization;
using Limn.Annotations.Answers;

namespace Limn.Formats.AngoExport;

/// <summary>One completed visit of a stage. Immutable but for <see cref="Extra"/>.</summary>
public sealed record ExportStageVisit
{
    /// <summary>Name of the stage.</summary>
    [JsonPropertyName("stage")]
    public string Stage { get; init => field = value ?? ""; } = "";

    /// <summary>Id of the stage.</summary>
    [JsonPropertyName("stageId")]
    public string StageId { get; init => field = value ?? ""; } = "";

    /// <summary>Active time, in milliseconds.</summary>
    [JsonPropertyName("duration")]
    public double Duration { get; init; }

    /// <summary>Idle time, in milliseconds, if the export was asked for it.</summary>
    [JsonPropertyName("idleDuration"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? IdleDuration { get; init; }

    /// <summary>Time in the background, in milliseconds, if the export was asked for it.</summary>
    [JsonPropertyName("blurDuration"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? BlurDuration { get; init; }

    /// <summary>End of the visit.</summary>
    [JsonPropertyName("completedAt")]
    public DateTimeOffset CompletedAt { get; init; }

    /// <summary>E-mail of who completed it; null for stages without a person.</summary>
    [JsonPropertyName("completedBy"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CompletedBy { get; init; }

    /// <summary><c>Accepted</c> or <c>Rejected</c> for review stages.</summary>
    [JsonPropertyName("reviewStatus"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ReviewStatus { get; init; }

    /// <summary>The task was skipped.</summary>
    [JsonPropertyName("isSkipped"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsSkipped { get; init; }

    /// <summary>The annotation objects at the end of the visit.</summary>
    [JsonPropertyName("tools")]
    public IReadOnlyList<AnnotationObject> Tools { get; init => field = value ?? []; } = [];

    /// <summary>The classifications at the end of the visit.</summary>
    [JsonPropertyName("classifications")]
    public IReadOnlyList<Classification> Classifications { get; init => field = value ?? []; } = [];

    /// <summary>The relations at the end of the visit.</summary>
    [JsonPropertyName("relations")]
    public IReadOnlyList<Relation> Relations { get; init => field = value ?? []; } = [];

    /// <summary>URL of that time's painted mask.</summary>
    [JsonPropertyName("brushDataUrl"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? BrushDataUrl { get; init; }

    /// <summary>URL of that time's painted volume.</summary>
    [JsonPropertyName("medicalBrushDataUrl"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? MedicalBrushDataUrl { get; init; }

    /// <summary>Keys that this library does not know.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }
}
