using Limn.Annotations.Answers;
using Limn.Server.Tasks;

namespace Limn.Server.Exports;

/// <summary>A task and its asset as an export reads them. Documents stay the bytes of the database.</summary>
internal sealed class ExportedTask
{
    public required string TaskId { get; init; }

    public required string AssetId { get; init; }

    public required TaskKind Kind { get; init; }

    public required string StageId { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public required string UpdatedBy { get; init; }

    public required long TotalDuration { get; init; }

    public required ExportedAnswer Answer { get; init; }

    public required string ExternalId { get; init; }

    public required string Data { get; init; }

    public string? FileKey { get; init; }

    public required byte[] Metadata { get; init; }

    public required byte[] ContextData { get; init; }

    public required byte[] Attachments { get; init; }

    public required byte[] Dataset { get; init; }

    public List<string> Batches { get; } = [];

    /// <summary>Oldest first.</summary>
    public List<ExportedVisit> Visits { get; } = [];
}

/// <summary>A completed visit to a stage.</summary>
internal sealed class ExportedVisit
{
    public required string StageId { get; init; }

    public required string StageName { get; init; }

    public required DateTimeOffset CompletedAt { get; init; }

    public string? CompletedBy { get; init; }

    public required long Duration { get; init; }

    public ReviewStatus? ReviewStatus { get; init; }

    public required ExportedAnswer Answer { get; init; }
}

/// <summary>An answer and what is needed to read it.</summary>
internal readonly record struct ExportedAnswer(
    byte[] Document, AnswerForm Form, int SchemaVersion, string? BrushDataUrl, string? MedicalBrushDataUrl);
