namespace Limn.Client;

/// <summary>How an answer is stored.</summary>
public sealed record AnnotateOptions
{
    /// <summary>Complete the stage and move the task on. Default false: store only.</summary>
    public bool NextStage { get; init; }

    /// <summary>The answer comes from a plugin: the task stays with whom it was given to. Default false.</summary>
    public bool IsPlugin { get; init; }

    /// <summary>Active time to add to the task. Default zero.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Address of the painted mask, without a query; null leaves the mask as it is.</summary>
    public string? BrushDataUrl { get; init; }

    /// <summary>Address of the painted volume, without a query; null leaves the volume as it is.</summary>
    public string? MedicalBrushDataUrl { get; init; }
}
