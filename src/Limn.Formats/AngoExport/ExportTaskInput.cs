using System.Text.Json.Serialization;

namespace Limn.Formats.AngoExport;

/// <summary>The task of a record.</summary>
public sealed record ExportTaskInput
{
    /// <summary>Id of the task.</summary>
    public required string TaskId { get; init; }

    /// <summary><c>default</c>, <c>consensus</c> or <c>benchmark</c>.</summary>
    public string Type { get; init; } = "default";

    /// <summary>Name of the stage in which the task is.</summary>
    public required string Stage { get; init; }

    /// <summary>Id of that stage.</summary>
    public required string StageId { get; init; }

    /// <summary>Last update.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>E-mail of who updated last; empty if nobody did.</summary>
    public string UpdatedBy { get; init; } = "";

    /// <summary>Active time over all stages, in milliseconds.</summary>
    public long TotalDuration { get; init; }

    /// <summary>Idle time over all stages, in milliseconds.</summary>
    public long TotalIdleDuration { get; init; }

    /// <summary>Time in the background over all stages, in milliseconds.</summary>
    public long TotalBlurDuration { get; init; }

    /// <summary>The present answer.</summary>
    public required ExportAnswer Answer { get; init; }

    /// <summary>URL of the painted mask (of the first page); null if there is none.</summary>
    public string? BrushDataUrl { get; init; }

    /// <summary>URLs of the painted masks of assets with several pages; the key is absent if there are none.</summary>
    public IReadOnlyList<PageMask> BrushDataUrls { get; init; } = [];

    /// <summary>URL of the painted volume; null if there is none.</summary>
    public string? MedicalBrushDataUrl { get; init; }

    /// <summary>Score of a consensus task, 0 to 100; null for other tasks.</summary>
    public int? ConsensusAverage { get; init; }

    /// <summary>Scores by class of a consensus task.</summary>
    public IReadOnlyList<ConsensusScore> ConsensusDetailed { get; init; } = [];

    /// <summary>The completed stage visits, oldest first.</summary>
    public IReadOnlyList<ExportStageInput> StageHistory { get; init; } = [];
}

/// <summary>A painted mask of one page.</summary>
/// <param name="Page">Page, from 0.</param>
/// <param name="Url">URL of the picture.</param>
public sealed record PageMask(
    [property: JsonPropertyName("page")] int Page,
    [property: JsonPropertyName("url")] string Url);

/// <summary>The consensus score of one class.</summary>
/// <param name="SchemaId">The class.</param>
/// <param name="Title">Its title.</param>
/// <param name="Score">0 to 100.</param>
public sealed record ConsensusScore(
    [property: JsonPropertyName("schemaId")] string SchemaId,
    [property: JsonPropertyName("title")] string Title,
    [property: JsonPropertyName("score")] double Score);
