using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Batches;

internal static class AssetBatches
{
    private const int Large = 50_000;

    /// <summary>
    /// So many assets are in these batches that a list does better to walk in its own order and look each row up than to begin with the batches.
    /// </summary>
    public static async Task<bool> AreLargeAsync(this LimnDb db, IReadOnlyCollection<BatchId> batches, CancellationToken cancellationToken) =>
        await db.AssetBatches.Where(link => batches.Contains(link.BatchId)).OrderBy(link => link.BatchId).ThenBy(link => link.AssetId)
            .Take(Large).CountAsync(cancellationToken) == Large;

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
