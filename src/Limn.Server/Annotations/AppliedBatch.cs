using Limn.Server.Tasks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Limn.Server.Annotations;

/// <summary>A batch of operations that was carried out: whoever did not hear of it and sends it again is answered the same.</summary>
public sealed class AppliedBatch
{
    public required TaskId TaskId { get; init; }

    /// <summary>The editor's name for it.</summary>
    public required string BatchId { get; init; }

    /// <summary>The editor's session.</summary>
    public required string Session { get; init; }

    /// <summary>The revision that it became part of, or that was in force when it changed nothing.</summary>
    public required int Revision { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Its operations that were not carried out.</summary>
    public required RawJson Conflicts { get; init; }
}

internal sealed class AppliedBatchConfiguration : IEntityTypeConfiguration<AppliedBatch>
{
    public void Configure(EntityTypeBuilder<AppliedBatch> builder)
    {
        builder.ToTable("applied_batches");
        builder.HasKey(batch => new { batch.TaskId, batch.BatchId });
        builder.HasIndex(batch => batch.At);
        builder.HasOne<AnnotationTask>().WithMany().HasForeignKey(batch => batch.TaskId).OnDelete(DeleteBehavior.Cascade);
    }
}
