namespace Limn.Annotations.Operations;

/// <summary>New content of some tiles of the painted mask of one page.</summary>
public sealed class BrushPaint
{
    internal BrushPaint(int? page, IReadOnlyList<string> palette, IReadOnlyList<BrushTileContent> tiles) =>
        (Page, Palette, Tiles) = (page, palette, tiles);

    /// <summary>The page, from 0; null where the asset has one only.</summary>
    public int? Page { get; }

    /// <summary>Class ids: label <c>n</c> of a pixel means the class at <c>n - 1</c>, 0 means nothing.</summary>
    public IReadOnlyList<string> Palette { get; }

    /// <summary>The tiles.</summary>
    public IReadOnlyList<BrushTileContent> Tiles { get; }
}

/// <summary>The whole content of one tile.</summary>
public sealed class BrushTileContent
{
    internal BrushTileContent(int x, int y, string runs) => (X, Y, Runs) = (x, y, runs);

    /// <summary>Column of the tile, from 0.</summary>
    public int X { get; }

    /// <summary>Row of the tile, from 0.</summary>
    public int Y { get; }

    /// <summary>Base64 of the compressed runs.</summary>
    public string Runs { get; }
}
