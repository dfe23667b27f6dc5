using System.Text.Json;
using Limn.Annotations.Geometry;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Brushes;

/// <summary>Size of a mask in pixels: the asset's, or what its tiles cover where the asset's is not known.</summary>
internal sealed record MaskSize(int Width, int Height)
{
    private const int Largest = 1 << 17;

    /// <summary>The size that an asset's metadata tells; null when it tells none.</summary>
    public static MaskSize? In(RawJson metadata)
    {
        if (metadata.IsEmpty)
        {
            return null;
        }

        using var document = metadata.ToDocument();
        return NumberIn(document.RootElement, "width") is { } width && NumberIn(document.RootElement, "height") is { } height
            ? new MaskSize(width, height)
            : null;
    }

    public static async Task<MaskSize> OfAsync(LimnDb db, PaintedMask mask, RawJson metadata, CancellationToken cancellationToken)
    {
        if (In(metadata) is { } known)
        {
            return known;
        }

        var tiles = BrushTiles.AsOf(db, mask.TaskId, mask.Page, mask.Revision);
        var right = await tiles.MaxAsync(tile => (int?)tile.X, cancellationToken) ?? 0;
        var bottom = await tiles.MaxAsync(tile => (int?)tile.Y, cancellationToken) ?? 0;
        return new MaskSize(Math.Min((right + 1) * LabelTile.Size, Largest), Math.Min((bottom + 1) * LabelTile.Size, Largest));
    }

    private static int? NumberIn(JsonElement metadata, string name) =>
        metadata.ValueKind == JsonValueKind.Object && metadata.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt32(out var number) && number is > 0 and <= Largest
            ? number
            : null;
}
