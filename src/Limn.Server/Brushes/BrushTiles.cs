using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Brushes;

/// <summary>Reads the tiles of painted masks.</summary>
internal static class BrushTiles
{
    /// <summary>The tiles of one page as of a revision, row by row; those where nothing is painted are left out.</summary>
    public static IQueryable<BrushTile> AsOf(LimnDb db, TaskId task, int? page, int revision)
    {
        // An asset that has one page has it without a number, or with 0.
        var (first, last) = page is > 0 and { } wanted ? (wanted, wanted) : (BrushTile.NoPage, 0);
        return AllAsOf(db, task, revision).Where(tile => tile.Page >= first && tile.Page <= last);
    }

    /// <summary>The tiles of all pages as of a revision.</summary>
    public static IQueryable<BrushTile> AllAsOf(LimnDb db, TaskId task, int revision)
    {
        var tiles = db.BrushTiles.AsNoTracking().Where(tile => tile.TaskId == task && tile.Revision <= revision);
        return tiles.Where(tile => !tiles.Any(later => later.Page == tile.Page && later.Y == tile.Y && later.X == tile.X && later.Revision > tile.Revision))
            .Where(tile => tile.Palette != RawJson.EmptyArray)
            .OrderBy(tile => tile.Page).ThenBy(tile => tile.Y).ThenBy(tile => tile.X);
    }
}

/// <summary>Where a tile lies.</summary>
/// <param name="Page">From 0, or <see cref="BrushTile.NoPage"/>.</param>
internal readonly record struct TilePlace(int Page, int X, int Y)
{
    public static TilePlace Of(BrushTile tile) => new(tile.Page, tile.X, tile.Y);
}
