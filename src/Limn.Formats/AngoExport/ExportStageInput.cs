namespace Limn.Formats.AngoExport;

/// <summary>One completed visit of a stage.</summary>
public sealed record ExportStageInput
{
    /// <summary>Name of the stage.</summary>
    public required string Stage { get; init; }

    /// <summary>Id of the stage.</summary>
    public required string StageId { get; init; }

    /// <summary>End of the visit.</summary>
    public required DateTimeOffset CompletedAt { get; init; }

    /// <summary>E-mail of who completed it; null for stages without a person: the key is absent.</summary>
    public string? CompletedBy { get; init; }

    /// <summary>Active time, in milliseconds.</summary>
    public long Duration { get; init; }

    /// <summary>Idle time, in milliseconds.</summary>
    public long IdleDuration { get; init; }

    /// <summary>Time in the background, in milliseconds.</summary>
    public long BlurDuration { get; init; }

    /// <summary><c>Accepted</c> or <c>Rejected</c> for review stages; null otherwise: the key is absent.</summary>
    public string? ReviewStatus { get; init; }

    /// <summary>The task was skipped; the key is absent otherwise.</summary>
    public bool IsSkipped { get; init; }

    /// <summary>The answer at the end of the visit.</summary>
    public required ExportAnswer Answer { get; init; }

    /// <summary>URL of that time's painted mask; null: the key is absent.</summary>
    public string? BrushDataUrl { get; init; }

    /// <summary>URL of that time's painted volume; null: the key is absent.</summary>
    public string? MedicalBrushDataUrl { get; init; }
}
