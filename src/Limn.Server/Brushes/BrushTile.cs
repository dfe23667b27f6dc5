using Limn.Server.Tasks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Limn.Server.Brushes;

/// <summary>
/// What a revision painted into one tile of 256 x 256 pixels of a task's mask. Rows are only ever added: the mask as of a revision is the last
/// row of each tile up to it.
/// </summary>
public sealed class BrushTile
{
    /// <summary>Stands for the only page of an asset that has one.</summary>
    public const int NoPage = -1;

    public required TaskId TaskId { get; init; }

    /// <summary>From 0, or <see cref="NoPage"/>.</summary>
    public required int Page { get; init; }

    /// <summary>Column of tiles, from 0.</summary>
    public required int X { get; init; }

    /// <summary>Row of tiles, from 0.</summary>
    public required int Y { get; init; }

    public required int Revision { get; init; }

    /// <summary>Class ids: label n of a pixel means the class at n - 1. An empty list when nothing is painted.</summary>
    public required RawJson Palette { get; init; }

    /// <summary>The compressed runs of the tile; empty when nothing is painted.</summary>
    public required byte[] Content { get; init; }
}

internal sealed class BrushTileConfiguration : IEntityTypeConfiguration<BrushTile>
{
    public void Configure(EntityTypeBuilder<BrushTile> builder)
    {
        builder.ToTable("brush_tiles");

        // In the order in which a picture is put together, row by row.
        builder.HasKey(tile => new { tile.TaskId, tile.Page, tile.Y, tile.X, tile.Revision });
        builder.HasOne<AnnotationTask>().WithMany().HasForeignKey(tile => tile.TaskId).OnDelete(DeleteBehavior.Cascade);
    }
}
