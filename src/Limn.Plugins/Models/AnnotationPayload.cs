using Limn.Annotations.Answers;

namespace Limn.Plugins;

/// <summary>The labels that a model has found.</summary>
public sealed record AnnotationPayload
{
    /// <summary>Objects, classifications and relations. Objects without a class show as unclassified.</summary>
    public Answer Answer { get; init; } = new();

    /// <summary>Address of a painted mask, from <see cref="ModelContext.UploadBrushAsync"/>; stored by workflow stages only.</summary>
    public string? BrushDataUrl { get; init; }

    /// <summary>Address of a painted volume, from <see cref="ModelContext.UploadBrushAsync"/>; stored by workflow stages only.</summary>
    public string? MedicalBrushDataUrl { get; init; }
}
