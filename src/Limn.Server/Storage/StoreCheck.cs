using Limn.Server.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Limn.Server.Storage;

/// <summary>
/// Before the server listens: the store answers, and it is the one that the database knows. A folder that was not mounted, or another bucket,
/// would else take new files beside the lost old ones.
/// </summary>
internal sealed class StoreCheck(IDbContextFactory<LimnDb> databases, IBlobStore blobs, IOptions<StorageOptions> options)
{
    private const int Sample = 20;

    /// <exception cref="StartRefusedException">It is empty, or another one.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var newest = await db.Files.Where(file => file.BlobKey != null).OrderByDescending(file => file.StoredAt).Select(file => file.BlobKey!)
            .Take(Sample).ToListAsync(cancellationToken);
        if (!await AnyIsThereAsync(newest, cancellationToken) && !options.Value.AllowEmpty)
        {
            throw new StartRefusedException(
                $"The store has none of the {newest.Count} newest files of the database: it is empty, or the wrong one. "
                + $"Correct {StorageOptions.Section}, restore a backup, or start with --{StorageOptions.Section}:AllowEmpty=true.");
        }
    }

    private async Task<bool> AnyIsThereAsync(List<string> keys, CancellationToken cancellationToken)
    {
        foreach (var key in keys)
        {
            if (await blobs.FindAsync(key, cancellationToken) is not null)
            {
                return true;
            }
        }

        // Asked in any case, so that a store that does not answer shows now.
        await using var listed = blobs.ListAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        await listed.MoveNextAsync();
        return keys.Count == 0;
    }
}
