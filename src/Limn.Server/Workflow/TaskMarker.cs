using Limn.Server.Tasks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Limn.Server.Workflow;

/// <summary>That somebody put a task into another stage against the workflow. No visit ends by it, so it is no <see cref="StageRecord"/>.</summary>
public sealed class TaskMarker
{
    /// <summary>Somebody requeued the task.</summary>
    public const string Requeued = "requeue";

    /// <summary>A new workflow no longer had the task's stage.</summary>
    public const string StageRemoved = "stageRemoved";

    public required StageRecordId Id { get; init; }

    public required ProjectId ProjectId { get; init; }

    public required TaskId TaskId { get; init; }

    /// <summary><see cref="Requeued"/> or <see cref="StageRemoved"/>.</summary>
    public required string Event { get; init; }

    public required string FromStageId { get; init; }

    public required string ToStageId { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>E-mail.</summary>
    public required string By { get; init; }

    public required bool RemovedAnnotations { get; init; }

    public required bool RemovedAssignee { get; init; }

    public required bool RemovedStageHistory { get; init; }
}

internal sealed class TaskMarkerConfiguration : IEntityTypeConfiguration<TaskMarker>
{
    public void Configure(EntityTypeBuilder<TaskMarker> builder)
    {
        builder.ToTable("task_markers");
        builder.HasIndex(marker => new { marker.TaskId, marker.Id });
        builder.HasOne<AnnotationTask>().WithMany().HasForeignKey(marker => marker.TaskId).OnDelete(DeleteBehavior.Cascade);
    }
}
