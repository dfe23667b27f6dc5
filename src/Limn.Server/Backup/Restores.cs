using System.Security.Cryptography;
using Limn.Server.Hosting;
using Limn.Server.Storage;
using Microsoft.Extensions.Options;

namespace Limn.Server.Backup;

/// <summary>What a restore came to.</summary>
/// <param name="Problems">Blobs that could not be brought back; empty when all is well.</param>
internal sealed record RestoreOutcome(BackupManifest Manifest, IReadOnlyList<string> Problems);

/// <summary>Brings a backup back to where there is nothing yet. The database comes last, so that what was interrupted does not look whole.</summary>
internal sealed class Restores(IDatabaseCopy database, IBlobStore blobs, IOptions<LimnOptions> options)
{
    private const int PageSize = 200;
    private static readonly ParallelOptions Some = new() { MaxDegreeOfParallelism = 4 };

    /// <summary>Restores the newest backup of a folder, or the one that the path names.</summary>
    /// <exception cref="StartRefusedException">There is something already, or the backup is not whole.</exception>
    public async Task<RestoreOutcome> RunAsync(string path, CancellationToken cancellationToken)
    {
        var folder = Find(path);
        var manifest = await BackupManifest.ReadAsync(folder, cancellationToken);
        await RefuseAsync(manifest, cancellationToken);
        await VerifyPartsAsync(folder, manifest, cancellationToken);
        Directory.CreateDirectory(options.Value.DataDirectory);
        var problems = await CopyBlobsAsync(folder, cancellationToken);
        Backups.CopyKeys(Path.Combine(folder, "keys"), options.Value.KeyFolder);
        await database.RestoreAsync(folder, manifest, cancellationToken);
        return new RestoreOutcome(manifest, [.. manifest.Problems, .. problems]);
    }

    private static string Find(string name)
    {
        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(name));
        if (File.Exists(Path.Combine(path, BackupManifest.FileName)))
        {
            return path;
        }

        return Directory.Exists(path) && BackupFolder.FinishedIn(path) is [.., var newest]
            ? newest
            : throw new StartRefusedException($"There is no finished backup in {path}.");
    }

    private async Task RefuseAsync(BackupManifest manifest, CancellationToken cancellationToken)
    {
        var data = options.Value.DataDirectory;
        if (manifest.Database != database.Kind)
        {
            throw new StartRefusedException(
                $"The backup is of a database of the kind {manifest.Database}, and {LimnOptions.Section}:Database means {database.Kind}.");
        }

        if (Directory.Exists(data) && Directory.EnumerateFileSystemEntries(data).Any())
        {
            throw new StartRefusedException($"{data} is not empty. Restore to an empty {LimnOptions.Section}:DataDirectory.");
        }

        if (!await database.IsEmptyAsync(cancellationToken))
        {
            throw new StartRefusedException($"The database in {LimnOptions.Section}:Database is not empty. Restore to a new one.");
        }
    }

    private static async Task VerifyPartsAsync(string folder, BackupManifest manifest, CancellationToken cancellationToken)
    {
        foreach (var part in manifest.Parts)
        {
            var file = Path.Combine(folder, part.Name);
            await using var content = File.Exists(file) ? File.OpenRead(file) : throw new StartRefusedException($"The backup lacks {part.Name}.");
            if (Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken)) != part.Sha256)
            {
                throw new StartRefusedException($"The backup is damaged: {part.Name} is not what its manifest says. Nothing was restored.");
            }
        }
    }

    private async Task<List<string>> CopyBlobsAsync(string folder, CancellationToken cancellationToken)
    {
        var copy = new BlobCopy(BackupFolder.BlobsBeside(folder), blobs);
        var problems = new List<string>();
        await foreach (var page in BlobEntry.ReadPagesAsync(folder, PageSize, cancellationToken))
        {
            var results = new string?[page.Count];
            await Parallel.ForAsync(0, page.Count, Some, async (number, token) => results[number] = await copy.CopyAsync(page[number], token));
            problems.AddRange(results.OfType<string>());
        }

        return problems;
    }
}
