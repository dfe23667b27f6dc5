using Limn.Annotations.Geometry;
using Limn.Annotations.Schemas;
using Limn.Server.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Brushes;

/// <summary>
/// Draws a painted mask as a picture: each pixel has the colour of its class and is opaque, all others are transparent. One row of tiles is in
/// memory at a time, whatever the size of the picture.
/// </summary>
internal sealed class MaskPicture(LimnDb db, PaintedMask mask, MaskSize size, ClassColors colors)
{
    private const uint Opaque = 0xFF;
    private readonly int tileCount = (size.Width + LabelTile.Size - 1) / LabelTile.Size;

    /// <summary>The picture of a mask; null when there is no such task in its project.</summary>
    public static async Task<MaskPicture?> FindAsync(LimnDb db, PaintedMask mask, CancellationToken cancellationToken)
    {
        var found = await (
            from task in db.Tasks
            join project in db.Projects on task.ProjectId equals project.Id
            join asset in db.Assets on task.AssetId equals asset.Id
            where task.Id == mask.TaskId && task.ProjectId == mask.ProjectId && project.OrganizationId == mask.OrganizationId && project.DeletedAt == null
            select new { asset.Metadata, project.CategorySchema }).AsNoTracking().FirstOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return null;
        }

        var colors = new ClassColors(db, mask.ProjectId);
        colors.Learn(CategorySchema.Parse(found.CategorySchema.Utf8));
        return new MaskPicture(db, mask, await MaskSize.OfAsync(db, mask, found.Metadata, cancellationToken), colors);
    }

    public async Task WriteAsync(Stream output, CancellationToken cancellationToken)
    {
        await using var png = new PngWriter(output, size);
        await png.BeginAsync(cancellationToken);
        var band = new uint[tileCount * LabelTile.Size * LabelTile.Size];
        for (var top = 0; top < size.Height; top += LabelTile.Size)
        {
            await ReadBandAsync(band, top / LabelTile.Size, cancellationToken);
            for (var y = 0; y < LabelTile.Size && top + y < size.Height; y++)
            {
                png.Write(band.AsSpan(y * tileCount * LabelTile.Size, size.Width));
            }

            await png.FlushAsync(cancellationToken);
        }

        await png.EndAsync(cancellationToken);
    }

    private async Task ReadBandAsync(uint[] band, int tileRow, CancellationToken cancellationToken)
    {
        Array.Clear(band);
        var tiles = await BrushTiles.AsOf(db, mask.TaskId, mask.Page, mask.Revision).Where(tile => tile.Y == tileRow && tile.X < tileCount)
            .ToListAsync(cancellationToken);
        var labels = new ushort[LabelTile.Pixels];
        foreach (var tile in tiles)
        {
            var palette = await ColorsOfAsync(tile, cancellationToken);
            _ = LabelTile.TryRead(tile.Content, palette.Length - 1, out var content);
            content?.CopyTo(labels);
            for (var y = 0; content is not null && y < LabelTile.Size; y++)
            {
                var target = band.AsSpan((y * tileCount * LabelTile.Size) + (tile.X * LabelTile.Size), LabelTile.Size);
                for (var x = 0; x < LabelTile.Size; x++)
                {
                    target[x] = palette[labels[(y * LabelTile.Size) + x]];
                }
            }
        }
    }

    private async Task<uint[]> ColorsOfAsync(BrushTile tile, CancellationToken cancellationToken)
    {
        var ids = tile.Palette.To<string[]>() ?? [];
        var palette = new uint[ids.Length + 1];
        for (var index = 0; index < ids.Length; index++)
        {
            palette[index + 1] = ((await colors.OfAsync(ids[index], cancellationToken)) << 8) | Opaque;
        }

        return palette;
    }
}

/// <summary>Serves the picture of a painted mask.</summary>
internal static class MaskDownload
{
    public static async Task<IResult> ServeAsync(HttpContext http, LimnDb db, PaintedMask mask)
    {
        if (await MaskPicture.FindAsync(db, mask, http.RequestAborted) is not { } picture)
        {
            return (Reply<MessageReply>)Refusal.NotFound("No such file.");
        }

        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.CacheControl = "private, max-age=86400";
        http.Response.ContentType = "image/png";
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await picture.WriteAsync(http.Response.Body, http.RequestAborted);
        }

        return Results.Empty;
    }
}
