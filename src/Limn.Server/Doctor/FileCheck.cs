using System.Security.Cryptography;
using System.Text;
using Limn.Server.Files;
using Limn.Server.Hosting;
using Limn.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Doctor;

/// <summary>Every file's blob is there and has its size and, where asked for, its hash; every file that an asset or a new export names is there.</summary>
internal sealed class FileCheck(IDbContextFactory<LimnDb> databases, IBlobStore blobs, Limits limits, TimeProvider clock) : IDoctorCheck
{
    private const int PageSize = 500;
    private static readonly ParallelOptions Some = new() { MaxDegreeOfParallelism = 8 };

    public string Name => "files";

    public async Task RunAsync(Examination examination, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await foreach (var page in ReadAsync(db, cancellationToken))
        {
            await Parallel.ForEachAsync(page, Some, async (file, token) => await CheckAsync(examination, file, token));
            examination.Look(page.Count);
            foreach (var file in page)
            {
                digest.AppendData(Encoding.UTF8.GetBytes($"{file.Key} {file.Size} {Convert.ToHexStringLower(file.Hash ?? [])}\n"));
            }
        }

        examination.Digests["files"] = Convert.ToHexStringLower(digest.GetHashAndReset());
        await CheckReferencesAsync(db, examination, cancellationToken);
    }

    private static async IAsyncEnumerable<List<StoredFile>> ReadAsync(
        LimnDb db, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = "";
        while (true)
        {
            var page = await db.Files.AsNoTracking().Where(file => file.StoredAt != null && string.Compare(file.Key, last) > 0)
                .OrderBy(file => file.Key).Take(PageSize).ToListAsync(cancellationToken);
            if (page.Count == 0)
            {
                yield break;
            }

            yield return page;
            last = page[^1].Key;
        }
    }

    private async Task CheckAsync(Examination examination, StoredFile file, CancellationToken cancellationToken)
    {
        if (file.BlobKey is not { } key || await blobs.FindAsync(key, cancellationToken) is not { } blob)
        {
            examination.Find($"File {file.Key} has no bytes.");
        }
        else if (blob.Size != file.Size)
        {
            examination.Find($"File {file.Key} has {blob.Size} bytes of {file.Size}.");
        }
        else if (examination.Request.Hashes && !await HasHashAsync(key, file.Hash, cancellationToken))
        {
            examination.Find($"File {file.Key} was altered: its hash is another.");
        }
    }

    private async Task<bool> HasHashAsync(string key, byte[]? hash, CancellationToken cancellationToken)
    {
        await using var content = await blobs.OpenReadAsync(key, cancellationToken);
        return content is not null && (await SHA256.HashDataAsync(content, cancellationToken)).AsSpan().SequenceEqual(hash);
    }

    private async Task CheckReferencesAsync(LimnDb db, Examination examination, CancellationToken cancellationToken)
    {
        var assets = db.Assets.Where(asset => asset.DeletedAt == null && asset.FileKey != null && !db.Files.Any(file => file.Key == asset.FileKey && file.StoredAt != null));
        await foreach (var id in assets.Select(asset => asset.Id).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            examination.Find($"Asset {id} names a file that is not there.");
        }

        // An old export's file has been removed, and its row tells of it.
        var keptSince = clock.GetUtcNow() - TimeSpan.FromDays(limits.ExportDays);
        var exports = db.Exports.Where(export => export.CreatedAt > keptSince && !db.Files.Any(file => file.Key == export.FileKey && file.StoredAt != null));
        await foreach (var id in exports.Select(export => export.Id).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            examination.Find($"Export {id} names a file that is not there.");
        }
    }
}
