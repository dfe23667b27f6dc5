using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Limn.Server.Statistics;

/// <summary>How many tasks of a project stand in a stage: kept up by the outbox, so that no page counts a million rows.</summary>
public sealed class StageCount
{
    public required ProjectId ProjectId { get; init; }

    public required string StageId { get; init; }

    public required long Tasks { get; set; }
}

internal sealed class StageCountConfiguration : IEntityTypeConfiguration<StageCount>
{
    public void Configure(EntityTypeBuilder<StageCount> builder)
    {
        builder.ToTable("stage_counts");
        builder.HasKey(count => new { count.ProjectId, count.StageId });
    }
}
