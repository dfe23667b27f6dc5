using Limn.Server.Assets;
using Limn.Server.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Limn.Server.Tasks;

/// <summary>
/// The unit of work made from an asset ("label task"). It stands in one stage of the workflow. Its answer lies in a row of its own
/// (<see cref="Annotations.StoredAnswer"/>), so that leases and moves rewrite a small row.
/// </summary>
public sealed class AnnotationTask
{
    public required TaskId Id { get; init; }

    public required OrganizationId OrganizationId { get; init; }

    public required ProjectId ProjectId { get; init; }

    public required AssetId AssetId { get; init; }

    /// <summary>Copy of the asset's external id: the task list filters and sorts by it.</summary>
    public required string ExternalId { get; init; }

    public TaskKind Kind { get; init; } = TaskKind.Default;

    /// <summary>Id of the stage it stands in.</summary>
    public required string StageId { get; set; }

    public required DateTimeOffset StageEnteredAt { get; set; }

    /// <summary>Who works on it in this stage; null = anybody whom the stage admits.</summary>
    public UserId? AssigneeId { get; set; }

    /// <summary>The editor session that holds the edit lock; null when nobody edits.</summary>
    public string? LeaseSession { get; set; }

    /// <summary>Who opened it last in this stage; kept when he closes it, so that he finds it again first.</summary>
    public UserId? LeaseUserId { get; set; }

    /// <summary>When the edit lock ends, or when it ended.</summary>
    public DateTimeOffset? LeaseExpiresAt { get; set; }

    /// <summary>Lowest rank among the asset's batches; <see cref="NoBatchRank"/> when it is in none.</summary>
    public int BatchRank { get; set; } = NoBatchRank;

    /// <summary>-10,000 to 10,000; higher first.</summary>
    public int Priority { get; set; }

    /// <summary>It came back to a stage that it had left before.</summary>
    public bool IsRework { get; set; }

    public bool IsPreLabeled { get; set; }

    public bool IsSkipped { get; set; }

    /// <summary>Saved since it entered the stage, not yet submitted.</summary>
    public bool IsDraft { get; set; }

    public ReviewStatus ReviewStatus { get; set; }

    /// <summary>Issues that wait for somebody.</summary>
    public int OpenIssues { get; set; }

    /// <summary>Why it cannot leave its stage; null when all is well.</summary>
    public string? Error { get; set; }

    /// <summary>Milliseconds of work in the present stage.</summary>
    public long StageDuration { get; set; }

    /// <summary>Milliseconds of work over all stages.</summary>
    public long TotalDuration { get; set; }

    /// <summary>Grows with every change of the row that another writer must notice.</summary>
    public int Version { get; set; } = 1;

    public required DateTimeOffset CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }

    public required string UpdatedBy { get; set; }

    public DateTimeOffset? CompletedAt { get; set; }

    public string? CompletedBy { get; set; }

    public DateTimeOffset? DeletedAt { get; set; }

    /// <summary>Sorts behind every batch.</summary>
    public const int NoBatchRank = int.MaxValue;

    /// <summary>Notes who changed the row last, so that others who read it before notice.</summary>
    public void Touch(string by, DateTimeOffset at)
    {
        Version++;
        UpdatedBy = by;
        UpdatedAt = at;
    }
}

/// <summary>The main task of an asset, or a copy of it for consensus or benchmark.</summary>
public enum TaskKind
{
    Default,
    Consensus,
    Benchmark,
}

/// <summary>Result of the last review.</summary>
public enum ReviewStatus
{
    Todo,
    Accepted,
    Rejected,
    Fixed,
}

/// <summary>Who did a task in a stage: he gets it again when it comes back.</summary>
public sealed class StageAssignee
{
    public required TaskId TaskId { get; init; }

    public required string StageId { get; init; }

    public required UserId UserId { get; set; }
}

/// <summary>A user passed over a task in this round of his queue.</summary>
public sealed class TaskSkip
{
    public required UserId UserId { get; init; }

    public required TaskId TaskId { get; init; }

    public required ProjectId ProjectId { get; init; }

    public required DateTimeOffset SkippedAt { get; set; }
}

internal sealed class AnnotationTaskConfiguration :
    IEntityTypeConfiguration<AnnotationTask>,
    IEntityTypeConfiguration<StageAssignee>,
    IEntityTypeConfiguration<TaskSkip>
{
    public void Configure(EntityTypeBuilder<AnnotationTask> builder)
    {
        builder.ToTable("tasks");
        builder.Property(task => task.Version).IsConcurrencyToken();
        builder.HasIndex(task => task.AssetId);

        // The lists and their counts read nothing but the index.
        builder.HasIndex(task => new { task.ProjectId, task.Id }).HasFilter("deleted_at IS NULL");
        builder.HasIndex(task => new { task.ProjectId, task.StageId, task.Id }).HasFilter("deleted_at IS NULL");
        builder.HasIndex(task => new { task.ProjectId, task.UpdatedAt, task.Id }).HasFilter("deleted_at IS NULL");
        builder.HasIndex(task => new { task.ProjectId, task.ExternalId, task.Id }).HasFilter("deleted_at IS NULL");
        builder.HasIndex(task => new { task.ProjectId, task.AssigneeId, task.Id }).HasFilter("deleted_at IS NULL AND assignee_id IS NOT NULL");

        // The queue: one seek finds the next free task of a stage, whatever the size of the project.
        builder.HasIndex(task => new { task.ProjectId, task.StageId, task.AssigneeId, task.BatchRank, task.Priority, task.IsRework, task.Id })
            .HasDatabaseName("ix_tasks_queue")
            .HasFilter("deleted_at IS NULL AND error IS NULL")
            .IsDescending(false, false, false, false, true, true, false);

        // What somebody opened and has not submitted.
        builder.HasIndex(task => new { task.LeaseUserId, task.ProjectId }).HasFilter("lease_user_id IS NOT NULL").HasDatabaseName("ix_tasks_open");
        builder.HasOne<Project>().WithMany().HasForeignKey(task => task.ProjectId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Asset>().WithMany().HasForeignKey(task => task.AssetId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<StageAssignee> builder)
    {
        builder.ToTable("stage_assignees");
        builder.HasKey(row => new { row.TaskId, row.StageId });
        builder.HasIndex(row => new { row.UserId, row.TaskId });
        builder.HasOne<AnnotationTask>().WithMany().HasForeignKey(row => row.TaskId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<TaskSkip> builder)
    {
        builder.ToTable("task_skips");
        builder.HasKey(row => new { row.UserId, row.TaskId });
        builder.HasOne<AnnotationTask>().WithMany().HasForeignKey(row => row.TaskId).OnDelete(DeleteBehavior.Cascade);
    }
}
