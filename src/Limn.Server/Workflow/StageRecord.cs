using Limn.Annotations.Answers;
using Limn.Server.Tasks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Limn.Server.Workflow;

/// <summary>One visit of a task to a stage, written when the task left it, with the answer as it then was. Never changed afterwards.</summary>
public sealed class StageRecord
{
    public required StageRecordId Id { get; init; }

    public required OrganizationId OrganizationId { get; init; }

    public required ProjectId ProjectId { get; init; }

    public required TaskId TaskId { get; init; }

    public required AssetId AssetId { get; init; }

    public required string StageId { get; init; }

    /// <summary>The stage's name at the time.</summary>
    public required string StageName { get; init; }

    public required StageType StageType { get; init; }

    public required DateTimeOffset EnteredAt { get; init; }

    public required DateTimeOffset CompletedAt { get; init; }

    /// <summary>E-mail; null for stages that no person ends.</summary>
    public string? CompletedBy { get; init; }

    /// <summary>Milliseconds.</summary>
    public long Duration { get; init; }

    public ReviewStatus? ReviewStatus { get; init; }

    public bool IsRework { get; init; }

    public required int SchemaVersion { get; init; }

    public AnswerForm Form { get; init; }

    public required RawJson Document { get; init; }

    public string? BrushDataUrl { get; init; }

    public string? MedicalBrushDataUrl { get; init; }

    /// <summary>What the caller named the request by which the task left: a repeat of it changes nothing.</summary>
    public string? Token { get; init; }
}

internal sealed class StageRecordConfiguration : IEntityTypeConfiguration<StageRecord>
{
    public void Configure(EntityTypeBuilder<StageRecord> builder)
    {
        builder.ToTable("stage_history");
        builder.HasIndex(record => new { record.TaskId, record.Id });
        builder.HasIndex(record => new { record.ProjectId, record.TaskId, record.Id });
        builder.HasOne<AnnotationTask>().WithMany().HasForeignKey(record => record.TaskId).OnDelete(DeleteBehavior.Cascade);
    }
}
