using Limn.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Doctor;

/// <summary>
/// Counts blobs that nothing names: a process that died between writing a blob and its row leaves one. They take space and do no harm.
/// </summary>
internal sealed class BlobCheck(IDbContextFactory<LimnDb> databases, IBlobStore blobs, TimeProvider clock) : IDoctorCheck
{
    private const int PageSize = 500;

    // Younger ones may belong to a row that is about to be written.
    private static readonly TimeSpan Young = TimeSpan.FromDays(1);

    public string Name => "blobs";

    public async Task RunAsync(Examination examination, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var old = clock.GetUtcNow() - Young;
        var (count, bytes) = (0, 0L);
        var page = new List<BlobInfo>(PageSize);
        await foreach (var blob in blobs.ListAsync(cancellationToken))
        {
            examination.Look();
            if (blob.WrittenAt < old)
            {
                page.Add(blob);
            }

            if (page.Count == PageSize)
            {
                await CountAsync();
            }
        }

        await CountAsync();
        if (count > 0)
        {
            examination.Note($"{count} blobs older than a day, with {bytes} bytes, belong to no file.");
        }

        async Task CountAsync()
        {
            foreach (var blob in await UnknownAsync(db, page, cancellationToken))
            {
                count++;
                bytes += blob.Size;
            }

            page.Clear();
        }
    }

    private static async Task<List<BlobInfo>> UnknownAsync(LimnDb db, List<BlobInfo> page, CancellationToken cancellationToken)
    {
        var keys = page.ConvertAll(blob => blob.Key);
        var known = await db.Files.Where(file => keys.Contains(file.BlobKey!)).Select(file => file.BlobKey!)
            .Concat(db.DeletedBlobs.Where(blob => keys.Contains(blob.Key)).Select(blob => blob.Key)).ToHashSetAsync(cancellationToken);
        return page.FindAll(blob => !known.Contains(blob.Key));
    }
}
