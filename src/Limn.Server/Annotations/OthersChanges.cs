using Limn.Server.Brushes;
using Limn.Server.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Annotations;

/// <summary>What others changed while an editor worked: members by the revision log, the mask by its tiles.</summary>
internal sealed class OthersChanges(LimnDb db, BrushPainting painting)
{
    /// <summary>Everything behind the editor's revision that its session did not do.</summary>
    public async Task<Reply<OthersWork>> SinceAsync(
        LoadedTask loaded, OperationSave save, IReadOnlyList<AppliedBatch> known, CancellationToken cancellationToken)
    {
        var inForce = loaded.Answer?.Revision ?? 0;
        if (save.Revision is not { } basis || basis == inForce)
        {
            return OthersWork.None;
        }

        // What this session did itself, and perhaps did not hear of, is no change of others.
        var own = await db.AppliedBatches.Where(batch => batch.TaskId == save.TaskId && batch.Session == save.Session && batch.Revision > basis)
            .Select(batch => batch.Revision).ToListAsync(cancellationToken);
        own.AddRange(known.Select(batch => batch.Revision));
        var work = await RevisionLog.FollowAsync(db, save.TaskId, basis, inForce, own.ToHashSet(), cancellationToken);
        if (!work.IsMaskReplaced)
        {
            return await WithTilesAsync(loaded, work, basis, own, cancellationToken);
        }

        var mask = await painting.BelowAsync(loaded, cancellationToken);
        return mask.Refusal is { } refusal ? refusal
            : mask.Value!.Count > 0 ? WithNewMask(work, mask.Value)
            : await WithTilesAsync(loaded, work with { IsMaskReplaced = false }, basis, own, cancellationToken);
    }

    private async Task<OthersWork> WithTilesAsync(
        LoadedTask loaded, OthersWork work, int basis, List<int> own, CancellationToken cancellationToken)
    {
        var (task, last) = (loaded.Task.Id, loaded.Answer?.Revision ?? 0);
        var tiles = await db.BrushTiles.AsNoTracking()
            .Where(tile => tile.TaskId == task && tile.Revision > basis && tile.Revision <= last && !own.Contains(tile.Revision))
            .ToListAsync(cancellationToken);
        var byRevision = tiles.ToLookup(tile => tile.Revision);
        return work with
        {
            Tiles = tiles.Select(TilePlace.Of).ToHashSet(),
            Batches =
            [
                .. work.Batches.Select(batch => byRevision.Contains(batch.Revision)
                    ? batch with { Operations = BrushOperations.Append(batch.Operations, byRevision[batch.Revision].Select(ToContent)) }
                    : batch),
            ],
        };
    }

    /// <summary>The last batch brings the whole mask in force.</summary>
    private static OthersWork WithNewMask(OthersWork work, Dictionary<TilePlace, TileContent> mask)
    {
        var last = work.Batches[^1];
        return work with { Batches = [.. work.Batches.SkipLast(1), last with { Operations = BrushOperations.Append(last.Operations, mask) }] };
    }

    private static KeyValuePair<TilePlace, TileContent> ToContent(BrushTile tile) => new(TilePlace.Of(tile), new TileContent(tile.Palette, tile.Content));
}
