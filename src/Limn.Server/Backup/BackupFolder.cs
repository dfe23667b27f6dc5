using System.Globalization;
using System.Security.Cryptography;
using Limn.Server.Hosting;
using Limn.Server.Storage;

namespace Limn.Server.Backup;

/// <summary>
/// A folder of backups: one folder for each, named by its time, and beside them one store of blobs that they share. What was begun and not
/// finished has another name until its manifest is there.
/// </summary>
internal sealed class BackupFolder : IDisposable
{
    public const string BlobIndex = "blobs.txt";

    private const string BlobFolder = "blobs";
    private const string Unfinished = ".partial";
    private const string NameForm = "yyyyMMdd'T'HHmmss.fff'Z'";
    private readonly string path;
    private readonly FileStream guard;

    private BackupFolder(string path, FileStream guard)
    {
        (this.path, this.guard) = (path, guard);
        Blobs = new LocalBlobStore(Path.Combine(path, BlobFolder));
    }

    /// <summary>The blobs of all backups in this folder.</summary>
    public LocalBlobStore Blobs { get; }

    /// <summary>Finished backups of a folder, the oldest first.</summary>
    public static IReadOnlyList<string> FinishedIn(string path) =>
    [
        .. Directory.EnumerateDirectories(path)
            .Where(folder => !folder.EndsWith(Unfinished, StringComparison.Ordinal) && File.Exists(Path.Combine(folder, BackupManifest.FileName)))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The blobs that a backup shares with those beside it.</summary>
    public static LocalBlobStore BlobsBeside(string backup) => new(Path.Combine(Path.GetDirectoryName(backup)!, BlobFolder));

    /// <summary>Opens a folder to write to it, and removes what an interrupted backup left there; its blobs stay and are not copied again.</summary>
    public static BackupFolder OpenForWriting(string path)
    {
        Directory.CreateDirectory(path);
        try
        {
            var folder = new BackupFolder(path, new FileStream(Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            foreach (var rest in Directory.EnumerateDirectories(path, "*" + Unfinished))
            {
                Directory.Delete(rest, recursive: true);
            }

            return folder;
        }
        catch (IOException) when (File.Exists(Path.Combine(path, "lock")))
        {
            throw new StartRefusedException($"Another backup writes to {path}.");
        }
    }

    /// <summary>The folder of a new backup.</summary>
    public string Begin(DateTimeOffset at)
    {
        var folder = Path.Combine(path, at.UtcDateTime.ToString(NameForm, CultureInfo.InvariantCulture) + Unfinished);
        Directory.CreateDirectory(folder);
        return folder;
    }

    /// <summary>Gives a complete backup its final name, which it returns.</summary>
    public static string Finish(string folder)
    {
        var final = folder[..^Unfinished.Length];
        Directory.Move(folder, final);
        return final;
    }

    /// <summary>All files of a backup but the manifest, synced to disk, with their hashes.</summary>
    public static async Task<List<BackupPart>> ReadPartsAsync(string folder, CancellationToken cancellationToken)
    {
        var parts = new List<BackupPart>();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            await using var content = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
            content.Flush(flushToDisk: true);
            var hash = await SHA256.HashDataAsync(content, cancellationToken);
            parts.Add(new BackupPart(Path.GetRelativePath(folder, file), content.Length, Convert.ToHexStringLower(hash)));
        }

        return parts;
    }

    /// <summary>Removes all but the newest backups, and the blobs that only the removed ones named.</summary>
    public async Task KeepAsync(int count, CancellationToken cancellationToken)
    {
        var finished = FinishedIn(path);
        foreach (var old in finished.SkipLast(count))
        {
            Directory.Delete(old, recursive: true);
        }

        var named = new HashSet<UInt128>();
        foreach (var folder in finished.TakeLast(count))
        {
            await foreach (var entry in BlobEntry.ReadAsync(folder, cancellationToken))
            {
                named.Add(NumberOf(entry.Key));
            }
        }

        await foreach (var blob in Blobs.ListAsync(cancellationToken))
        {
            if (!named.Contains(NumberOf(blob.Key)))
            {
                await Blobs.DeleteAsync(blob.Key, cancellationToken);
            }
        }
    }

    public void Dispose() => guard.Dispose();

    // The random part of a key, which makes it unique: 16 bytes in place of a hundred letters.
    private static UInt128 NumberOf(string key) =>
        UInt128.Parse(key.AsSpan(key.LastIndexOf('/') + 1, 32), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}

/// <summary>A blob that a backup names: a line of its index.</summary>
internal sealed record BlobEntry(string Key, long Size, string Sha256)
{
    public static async IAsyncEnumerable<BlobEntry> ReadAsync(
        string folder, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var index = new StreamReader(Path.Combine(folder, BackupFolder.BlobIndex));
        while (await index.ReadLineAsync(cancellationToken) is { } line)
        {
            yield return line.Split(' ') is [var key, var size, var hash]
                ? new BlobEntry(key, long.Parse(size, CultureInfo.InvariantCulture), hash)
                : throw new StartRefusedException($"Not a line of an index: {line}");
        }
    }

    /// <summary>The same in pages, to work on several at once.</summary>
    public static async IAsyncEnumerable<List<BlobEntry>> ReadPagesAsync(
        string folder, int size, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var page = new List<BlobEntry>(size);
        await foreach (var entry in ReadAsync(folder, cancellationToken))
        {
            page.Add(entry);
            if (page.Count == size)
            {
                yield return page;
                page = new List<BlobEntry>(size);
            }
        }

        yield return page;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Key} {Size} {Sha256}");
}
