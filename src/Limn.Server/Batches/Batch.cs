using Limn.Server.Assets;
using Limn.Server.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Limn.Server.Batches;

/// <summary>A label on assets, for filters, exports and the order of the queues.</summary>
public sealed class Batch
{
    public required BatchId Id { get; init; }

    public required ProjectId ProjectId { get; init; }

    /// <summary>Unique in the project.</summary>
    public required string Name { get; set; }

    /// <summary>Place in the project's list, from 0; queues serve lower ranks first.</summary>
    public required int Rank { get; set; }

    /// <summary>Further keys that callers gave (description, colour, ...).</summary>
    public RawJson Extra { get; set; } = RawJson.EmptyObject;
}

/// <summary>An asset is in a batch.</summary>
public sealed class AssetBatch
{
    public required AssetId AssetId { get; init; }

    public required BatchId BatchId { get; init; }
}

internal sealed class BatchConfiguration : IEntityTypeConfiguration<Batch>, IEntityTypeConfiguration<AssetBatch>
{
    public void Configure(EntityTypeBuilder<Batch> builder)
    {
        builder.ToTable("batches");
        builder.HasIndex(batch => new { batch.ProjectId, batch.Name }).IsUnique();
        builder.HasOne<Project>().WithMany().HasForeignKey(batch => batch.ProjectId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<AssetBatch> builder)
    {
        builder.ToTable("asset_batches");
        builder.HasKey(link => new { link.AssetId, link.BatchId });
        builder.HasIndex(link => new { link.BatchId, link.AssetId });
        builder.HasOne<Asset>().WithMany().HasForeignKey(link => link.AssetId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Batch>().WithMany().HasForeignKey(link => link.BatchId).OnDelete(DeleteBehavior.Cascade);
    }
}
