using System.Runtime.CompilerServices;
using Limn.Server.Files;

namespace Limn.Server.Storage;

/// <summary>Blobs as files below a folder. A file is written under a temporary name, synced and renamed.</summary>
internal sealed class LocalBlobStore : IBlobStore
{
    private const string IncomingFolder = "incoming";
    private const int BufferSize = 128 << 10;
    private readonly string root;
    private readonly string incoming;

    public LocalBlobStore(string root)
    {
        this.root = root;
        incoming = Path.Combine(root, IncomingFolder);
        Directory.CreateDirectory(incoming);
    }

    public Task<IBlobWriter> CreateAsync(string key, CancellationToken cancellationToken) =>
        Task.FromResult<IBlobWriter>(new Writer(Path.Combine(incoming, Guid.NewGuid().ToString("N")), PathOf(key)));

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
        foreach (var file in new DirectoryInfo(root).EnumerateFiles("*", SearchOption.AllDirectories))
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
        foreach (var file in new DirectoryInfo(incoming).EnumerateFiles().Where(file => file.LastWriteTimeUtc < before))
        {
            file.Delete();
        }

        return Task.CompletedTask;
    }

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
