using System.Text.Json;
using Limn.Server.Annotations;
using Limn.Server.Auth;
using Limn.Server.Hosting;
using Limn.Server.Permissions;
using Limn.Server.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Brushes;

/// <summary>Painted masks. Extensions of the API.</summary>
internal static class BrushesApi
{
    private const int FlushBytes = 64 << 10;

    public static void AddBrushes(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<MaskFile>();
        builder.Services.AddScoped<BrushPainting>();
    }

    public static void MapBrushes(this RouteGroupBuilder api) =>
        api.MapGet("/task/{taskId}/brush", Read).Needs(Permission.TaskRead, Scopes.RouteTask).WithTags("Annotations")
            .Produces<Envelope<BrushEnvelope>>().Produces<ErrorEnvelope>(StatusCodes.Status404NotFound)
            .WithSummary("The painted mask of a page as tiles, for opening it in an editor");

    private static async Task<IResult> Read(
        TaskId taskId, int? page, Caller caller, ProjectAccess project, AnswerSaves saves, BrushPainting painting, LimnDb db, HttpContext http)
    {
        if (page < 0)
        {
            return (Reply<MessageReply>)Refusal.BadRequest("page is a whole number from 0.");
        }

        if (await saves.LoadAsync(taskId, http.RequestAborted) is not { } loaded
            || !await db.MayReadAsync(loaded.Task, project, caller, http.RequestAborted))
        {
            return (Reply<MessageReply>)Refusal.NotFound($"Invalid task: {taskId}.");
        }

        if (PaintedMask.Read(loaded.Answer?.BrushDataUrl) is { } painted && painted.ProjectId == loaded.Task.ProjectId)
        {
            var rows = BrushTiles.AsOf(db, painted.TaskId, page, painted.Revision).AsAsyncEnumerable();
            await WriteAsync(http, loaded, page, rows.Select(tile => new BrushTileReply(tile.X, tile.Y, tile.Palette, tile.Content)));
            return Results.Empty;
        }

        var mask = await painting.ReadAsync(loaded, http.RequestAborted);
        if (mask.Refusal is { } refusal)
        {
            return (Reply<MessageReply>)refusal;
        }

        var tiles = page is > 0 ? [] : mask.Value!.Select(tile => new BrushTileReply(tile.Key.X, tile.Key.Y, tile.Value.Palette, tile.Value.Bytes));
        await WriteAsync(http, loaded, page, tiles.ToAsyncEnumerable());
        return Results.Empty;
    }

    /// <summary>Writes the tiles as they come.</summary>
    private static async Task WriteAsync(HttpContext http, LoadedTask loaded, int? page, IAsyncEnumerable<BrushTileReply> tiles)
    {
        http.Response.ContentType = "application/json";
        await using var writer = new Utf8JsonWriter(http.Response.BodyWriter);
        var size = MaskSize.In(loaded.AssetMetadata);
        var head = new BrushReply(loaded.Answer?.Revision ?? 0, page, size?.Width, size?.Height, []);
        writer.WriteStartObject();
        writer.WriteString("status", "success");
        writer.WriteStartObject("data");
        writer.WriteStartObject("brush");
        writer.WriteNumber("revision", head.Revision);
        WriteNumber(writer, "page", head.Page);
        WriteNumber(writer, "width", head.Width);
        WriteNumber(writer, "height", head.Height);
        writer.WriteStartArray("tiles");
        await foreach (var tile in tiles.WithCancellation(http.RequestAborted))
        {
            JsonSerializer.Serialize(writer, tile, Json.Options);
            if (writer.BytesPending > FlushBytes)
            {
                await writer.FlushAsync(http.RequestAborted);
            }
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter writer, string name, int? number)
    {
        if (number is { } value)
        {
            writer.WriteNumber(name, value);
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}

internal sealed record BrushEnvelope(BrushReply Brush);

/// <param name="Revision">The answer's revision in force.</param>
/// <param name="Page">As it was asked for.</param>
/// <param name="Width">Pixels of the mask; null where the asset's size is not known.</param>
/// <param name="Height">As <paramref name="Width"/>.</param>
/// <param name="Tiles">Tiles in which something is painted, row by row.</param>
internal sealed record BrushReply(int Revision, int? Page, int? Width, int? Height, IReadOnlyList<BrushTileReply> Tiles);

/// <summary>256 x 256 pixels of the mask.</summary>
/// <param name="X">Column of the tile.</param>
/// <param name="Y">Row of the tile.</param>
/// <param name="Palette">Class ids: label n means the class at n - 1.</param>
/// <param name="Runs">Base64 of the compressed runs, as in the operation <c>paint</c>.</param>
internal sealed record BrushTileReply(int X, int Y, RawJson Palette, byte[] Runs);
