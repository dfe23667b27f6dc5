using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Batches;

internal static class AssetBatches
{
    /// <summary>The batches of each asset, in the project's order, in one statement.</summary>
    public static async Task<ILookup<AssetId, BatchId>> ReadBatchesAsync(
        this LimnDb db, IReadOnlyCollection<AssetId> assets, CancellationToken cancellationToken)
    {
        var links = await (
            from link in db.AssetBatches.AsNoTracking()
            join batch in db.Batches on link.BatchId equals batch.Id
            where assets.Contains(link.AssetId)
            orderby batch.Rank
            select link).ToListAsync(cancellationToken);
        return links.ToLookup(link => link.AssetId, link => link.BatchId);
    }
}
