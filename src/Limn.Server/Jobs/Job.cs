using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Limn.Server.Jobs;

/// <summary>Where a job stands. The last three are final.</summary>
public enum JobState
{
    Queued,
    Running,
    Succeeded,
    Failed,
    Cancelled,
}

/// <summary>Long work: a row that any process can take up, that survives a kill, and that its owner can watch and cancel.</summary>
public sealed class Job
{
    public required JobId Id { get; init; }

    public required OrganizationId OrganizationId { get; init; }

    public ProjectId? ProjectId { get; init; }

    /// <summary>Who asked for it; the job acts with his rights.</summary>
    public required UserId UserId { get; init; }

    /// <summary>Names the <see cref="IJobKind"/> that carries it out.</summary>
    public required string Kind { get; init; }

    public required RawJson Input { get; init; }

    public JobState State { get; set; }

    public long Done { get; set; }

    /// <summary>Null while unknown.</summary>
    public long? Total { get; set; }

    public int Attempts { get; set; }

    /// <summary>The process that runs it now.</summary>
    public string? LeaseOwner { get; set; }

    /// <summary>When others may take it up, unless renewed.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }

    public bool CancelRequested { get; set; }

    public string? Error { get; set; }

    /// <summary>What it led to; its form depends on the kind.</summary>
    public RawJson Result { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }
}

internal sealed class JobConfiguration : IEntityTypeConfiguration<Job>
{
    public void Configure(EntityTypeBuilder<Job> builder)
    {
        builder.ToTable("jobs");
        builder.HasIndex(job => new { job.ProjectId, job.Id });
        builder.HasIndex(job => new { job.UserId, job.Id });
        builder.HasIndex(job => job.State).HasFilter("ended_at IS NULL").HasDatabaseName("ix_jobs_open");
    }
}
