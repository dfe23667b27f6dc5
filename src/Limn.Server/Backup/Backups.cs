using Limn.Server.Doctor;
using Limn.Server.Files;
using Limn.Server.Hosting;
using Limn.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Limn.Server.Backup;

/// <summary>What a backup came to.</summary>
internal sealed record BackupOutcome(string Folder, BackupManifest Manifest, int CopiedBlobs);

/// <summary>
/// Makes a backup while the server runs: first the state of the database at one moment, then the blobs that it names. Those are all there until
/// the end, since blobs are never changed and stay for days after their file was removed.
/// </summary>
internal sealed class Backups(IDatabaseCopy database, IBlobStore blobs, IOptions<LimnOptions> options, TimeProvider clock)
{
    private const int PageSize = 200;
    private static readonly ParallelOptions Some = new() { MaxDegreeOfParallelism = 4 };

    /// <summary>Adds a backup to a folder.</summary>
    /// <param name="path">The folder; it is made where it is missing.</param>
    /// <param name="keep">How many backups stay; null = all.</param>
    /// <param name="cancellationToken">Ends it; the next one goes on from there.</param>
    public async Task<BackupOutcome> RunAsync(string path, int? keep, CancellationToken cancellationToken)
    {
        using var folder = BackupFolder.OpenForWriting(path);
        var now = clock.GetUtcNow();
        var target = folder.Begin(now);
        var copy = new BlobCopy(blobs, folder.Blobs);
        BackupManifest manifest = null!;
        await database.WriteAsync(target, async db => manifest = await DescribeAsync(db, copy, target, now, cancellationToken), cancellationToken);
        CopyKeys(options.Value.KeyFolder, Path.Combine(target, "keys"));
        manifest = manifest with { Parts = await BackupFolder.ReadPartsAsync(target, cancellationToken) };
        await manifest.WriteAsync(target, cancellationToken);
        var final = BackupFolder.Finish(target);
        if (keep is { } count)
        {
            await folder.KeepAsync(count, cancellationToken);
        }

        return new BackupOutcome(final, manifest, copy.Copied);
    }

    /// <summary>Copies the key ring, which is small and lies in files of its own.</summary>
    internal static void CopyKeys(string from, string to)
    {
        if (!Directory.Exists(from))
        {
            return;
        }

        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }

    private async Task<BackupManifest> DescribeAsync(LimnDb db, BlobCopy copy, string target, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (count, bytes, problems) = await CopyBlobsAsync(db, copy, target, cancellationToken);
        return new BackupManifest
        {
            Program = typeof(Backups).Assembly.GetName().Version!.ToString(3), CreatedAt = now, Database = database.Kind,
            Migration = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).Last(), Rows = await TableCounts.ReadAsync(db, cancellationToken),
            Parts = [], Blobs = count, BlobBytes = bytes, Problems = problems,
        };
    }

    private static async Task<(long Count, long Bytes, List<string> Problems)> CopyBlobsAsync(
        LimnDb db, BlobCopy copy, string target, CancellationToken cancellationToken)
    {
        var (count, bytes, problems) = (0L, 0L, new List<string>());
        await using var index = new StreamWriter(Path.Combine(target, BackupFolder.BlobIndex));
        await foreach (var page in PagesAsync(db, cancellationToken))
        {
            var results = new string?[page.Count];
            await Parallel.ForAsync(0, page.Count, Some, async (number, token) => results[number] = await copy.CopyAsync(page[number], token));
            problems.AddRange(results.OfType<string>());
            foreach (var blob in page.Where((_, number) => results[number] is null))
            {
                await index.WriteLineAsync(blob.ToString());
                (count, bytes) = (count + 1, bytes + blob.Size);
            }
        }

        return (count, bytes, problems);
    }

    private static async IAsyncEnumerable<List<BlobEntry>> PagesAsync(
        LimnDb db, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = "";
        while (true)
        {
            var page = await db.Files.AsNoTracking().Where(file => file.BlobKey != null && string.Compare(file.Key, last) > 0)
                .OrderBy(file => file.Key).Take(PageSize).ToListAsync(cancellationToken);
            if (page.Count == 0)
            {
                yield break;
            }

            yield return page.ConvertAll(ToEntry);
            last = page[^1].Key;
        }
    }

    private static BlobEntry ToEntry(StoredFile file) => new(file.BlobKey!, file.Size, Convert.ToHexStringLower(file.Hash!));
}
