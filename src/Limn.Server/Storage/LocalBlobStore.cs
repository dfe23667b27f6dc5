using System.Runtime.CompilerServices;
using Limn.Server.Files;

namespace Limn.Server.Storage;

/// <summary>Blobs as files below a folder. A file is written under a temporary name, synced and renamed.</summary>
internal sealed class LocalBlobStore(string root) : IBlobStore
{
    private const int BufferSize = 128 << 10;
    private readonly string incoming = Path.Combine(root, "incoming");

    public Task<IBlobWriter> CreateAsync(string key, CancellationToken cancellationToken)
    {
        var path = PathOf(key);
        Directory.CreateDirectory(incoming);
        return Task.FromResult<IBlobWriter>(new Writer(Path.Combine(incoming, Guid.NewGuid().ToString("N")), path));
    }

    public Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            return Task.FromResult<Stream?>(new FileStream(
                PathOf(key), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BufferSize, FileOptions.Asynchronous | FileOptions.SequentialScan));
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public Task<BlobInfo?> FindAsync(string key, CancellationToken cancellationToken)
    {
        var file = new FileInfo(PathOf(key));
        return Task.FromResult(file.Exists ? InfoOf(key, file) : null);
    }

    public Task DeleteAsync(string key, CancellationToken cancellationToken)
    {
        var path = PathOf(key);
        if (Directory.Exists(Path.GetDirectoryName(path)))
        {
            File.Delete(path);
        }

        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<BlobInfo> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        foreach (var file in FilesIn(root, SearchOption.AllDirectories))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var folders = Path.GetRelativePath(root, file.FullName).Split(Path.DirectorySeparatorChar);
            if (folders is [var organization, var project, var purpose, _, var name] && $"{organization}/{project}/{purpose}/{name}" is var key
                && FileKey.IsValid(key))
            {
                yield return InfoOf(key, file);
            }
        }
    }

    public Task RemoveAbandonedAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        foreach (var file in FilesIn(incoming, SearchOption.TopDirectoryOnly).Where(file => file.LastWriteTimeUtc < before))
        {
            file.Delete();
        }

        return Task.CompletedTask;
    }

    // The folder is made with the first file that is written. A file may go while others are looked at.
    private static IEnumerable<FileInfo> FilesIn(string folder, SearchOption depth) =>
        Directory.Exists(folder) ? new DirectoryInfo(folder).EnumerateFiles("*", depth).Where(file => file.Exists) : [];

    private static BlobInfo InfoOf(string key, FileInfo file) => new(key, file.Length, file.LastWriteTimeUtc);

    /// <summary>Spreads the files of one folder over 256, by the first two digits of their random part.</summary>
    private string PathOf(string key)
    {
        var parts = FileKey.Checked(key).Split('/');
        return Path.Combine(root, parts[0], parts[1], parts[2], parts[3][..2], parts[3]);
    }

    private sealed class Writer(string temporary, string target) : IBlobWriter
    {
        private readonly FileStream file = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize, FileOptions.Asynchronous);

        public Stream Content => file;

        public async Task CompleteAsync(CancellationToken cancellationToken)
        {
            await file.FlushAsync(cancellationToken);
            file.Flush(flushToDisk: true);
            await file.DisposeAsync();
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Move(temporary, target, overwrite: true);
        }

        public async ValueTask DisposeAsync()
        {
            await file.DisposeAsync();
            File.Delete(temporary);
        }
    }
}
