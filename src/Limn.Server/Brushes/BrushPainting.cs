using Limn.Annotations.Geometry;
using Limn.Annotations.Operations;
using Limn.Annotations.Schemas;
using Limn.Annotations.Validation;
using Limn.Server.Annotations;
using Limn.Server.Hosting;
using Microsoft.EntityFrameworkCore;
using Problem = Limn.Server.Hosting.Problem;

namespace Limn.Server.Brushes;

/// <summary>Turns operations that paint into rows of tiles, upon whatever mask the task has: painted here, given as a picture, or none.</summary>
internal sealed class BrushPainting(LimnDb db, MaskFile file)
{
    /// <summary>What the next revision of a task adds to its tiles.</summary>
    public async Task<Reply<BrushPlan>> PlanAsync(
        LoadedTask loaded, IReadOnlyList<OperationBatch> batches, OthersWork others, CancellationToken cancellationToken)
    {
        var strokes = new StrokeReader(loaded.Schema, others);
        foreach (var batch in batches)
        {
            strokes.Read(batch);
        }

        if (strokes.Problems.Count > 0)
        {
            return new Refusal(
                StatusCodes.Status422UnprocessableEntity, $"Nothing was stored: {strokes.Problems[0].Message}", strokes.Problems);
        }

        if (strokes.Tiles.Count == 0)
        {
            return new BrushPlan([], strokes.Conflicts);
        }

        var below = await BelowAsync(loaded, cancellationToken);
        if (below.Refusal is { } refusal)
        {
            return refusal;
        }

        var revision = (loaded.Answer?.Revision ?? 0) + 1;
        foreach (var (place, painted) in strokes.Tiles)
        {
            below.Value![place] = painted;
        }

        return new BrushPlan([.. below.Value!.Select(pair => ToRow(loaded.Task.Id, pair.Key, revision, pair.Value))], strokes.Conflicts);
    }

    /// <summary>
    /// The tiles that must be written so that the rows of the task are the mask in force: none as long as it is only painted on; all of it after
    /// it was replaced by a picture, brought back to an earlier state, or removed.
    /// </summary>
    public async Task<Reply<Dictionary<TilePlace, TileContent>>> BelowAsync(LoadedTask loaded, CancellationToken cancellationToken)
    {
        var task = loaded.Task.Id;
        var mask = PaintedMask.Read(loaded.Answer?.BrushDataUrl);
        var isInForce = mask?.TaskId == task
            && !await db.BrushTiles.AnyAsync(tile => tile.TaskId == task && tile.Revision > mask.Revision, cancellationToken);
        if (isInForce)
        {
            return new Dictionary<TilePlace, TileContent>();
        }

        var wanted = await ReadAsync(loaded, cancellationToken);
        if (wanted.Refusal is { } refusal)
        {
            return refusal;
        }

        var rows = await BrushTiles.AllAsOf(db, task, int.MaxValue).Select(tile => new { tile.Page, tile.X, tile.Y }).ToListAsync(cancellationToken);
        foreach (var row in rows)
        {
            wanted.Value!.TryAdd(new TilePlace(row.Page, row.X, row.Y), TileContent.Nothing);
        }

        return wanted;
    }

    /// <summary>The mask in force, wherever it is.</summary>
    public async Task<Reply<Dictionary<TilePlace, TileContent>>> ReadAsync(LoadedTask loaded, CancellationToken cancellationToken)
    {
        if (loaded.Answer?.BrushDataUrl is not { } address)
        {
            return new Dictionary<TilePlace, TileContent>();
        }

        if (PaintedMask.Read(address) is { } painted && painted.ProjectId == loaded.Task.ProjectId)
        {
            return await BrushTiles.AllAsOf(db, painted.TaskId, painted.Revision)
                .ToDictionaryAsync(TilePlace.Of, tile => new TileContent(tile.Palette, tile.Content), cancellationToken);
        }

        var read = await file.ReadAsync(db, new MaskSource(address, loaded.Task.OrganizationId, loaded.Task.ProjectId), loaded.Schema, cancellationToken);
        if (read.Refusal is { } refusal)
        {
            return refusal;
        }

        var palette = RawJson.From(read.Value!.Palette);
        return read.Value.Tiles.ToDictionary(
            tile => new TilePlace(BrushTile.NoPage, tile.X, tile.Y), tile => new TileContent(palette, tile.Tile.ToBytes()));
    }

    private static BrushTile ToRow(TaskId task, TilePlace place, int revision, TileContent content) => new()
    {
        TaskId = task, Page = place.Page, X = place.X, Y = place.Y, Revision = revision, Palette = content.Palette, Content = content.Bytes,
    };
}

/// <summary>What is painted in a tile.</summary>
/// <param name="Palette">JSON list of class ids.</param>
/// <param name="Bytes">Compressed runs; empty for nothing.</param>
internal sealed record TileContent(RawJson Palette, byte[] Bytes)
{
    public static readonly TileContent Nothing = new(RawJson.EmptyArray, []);
}

/// <summary>Reads and checks what batches paint; the last stroke over a tile counts.</summary>
internal sealed class StrokeReader(CategorySchema schema, OthersWork others)
{
    public Dictionary<TilePlace, TileContent> Tiles { get; } = [];

    public List<OperationConflict> Conflicts { get; } = [];

    public List<Problem> Problems { get; } = [];

    public void Read(OperationBatch batch)
    {
        foreach (var (index, paint) in batch.Paints)
        {
            var path = $"batches[{batch.Place}].operations[{index}]";
            var tiles = ReadTiles(paint, path);
            var reason = others.IsMaskReplaced || tiles.Keys.Any(others.Tiles.Contains) ? ConflictReasons.Changed
                : UsedClasses(paint, tiles).Any(id => schema.Find(id) is null) ? ConflictReasons.UnknownClass
                : null;
            if (UsedClasses(paint, tiles).Select(schema.Find).FirstOrDefault(tool => tool is not null && tool.Tool != ToolKinds.Brush) is { } other)
            {
                Problems.Add(new Problem(path, $"Class \"{other.Title}\" is {other.Tool}; only brush classes are painted.", ProblemCodes.WrongKind));
            }
            else if (reason is not null)
            {
                Conflicts.Add(new OperationConflict(batch.Id, index, reason, default));
            }
            else
            {
                Take(paint, tiles);
            }
        }
    }

    private void Take(BrushPaint paint, Dictionary<TilePlace, LabelTile> tiles)
    {
        var palette = RawJson.From(paint.Palette);
        foreach (var (place, tile) in tiles)
        {
            Tiles[place] = tile.IsEmpty ? TileContent.Nothing : new TileContent(palette, tile.ToBytes());
        }
    }

    private Dictionary<TilePlace, LabelTile> ReadTiles(BrushPaint paint, string path)
    {
        var tiles = new Dictionary<TilePlace, LabelTile>();
        foreach (var content in paint.Tiles)
        {
            var bytes = new byte[content.Runs.Length];
            var reason = !Convert.TryFromBase64String(content.Runs, bytes, out var length) ? "the runs are not base64"
                : LabelTile.TryRead(bytes[..length], paint.Palette.Count, out var tile) is { } wrong ? wrong
                : Keep(tile!);
            if (reason is not null)
            {
                Problems.Add(new Problem(path, $"Tile {content.X}, {content.Y} is invalid: {reason}.", ProblemCodes.Geometry));
            }

            string? Keep(LabelTile read)
            {
                tiles[new TilePlace(paint.Page ?? BrushTile.NoPage, content.X, content.Y)] = read;
                return null;
            }
        }

        return tiles;
    }

    private static IEnumerable<string> UsedClasses(BrushPaint paint, Dictionary<TilePlace, LabelTile> tiles) =>
        tiles.Values.SelectMany(tile => tile.Labels).Distinct().Select(label => paint.Palette[label - 1]);
}
