using System.Runtime.CompilerServices;
using Limn.Server.Files;
using Limn.Server.Hosting;
using Microsoft.Extensions.Options;

namespace Limn.Server.Storage;

/// <summary>Blobs as files below <c>{DataDirectory}/files</c>. A file is written under a temporary name, synced and renamed.</summary>
internal sealed class LocalBlobStore : IBlobStore
{
    private const string IncomingFolder = "incoming";
    private const int BufferSize = 128 << 10;
    private static readonly TimeSpan AbandonedAfter = TimeSpan.FromDays(2);
    private readonly string root;
    private readonly string incoming;

    public LocalBlobStore(IOptions<LimnOptions> options, TimeProvider clock)
    {
        root = Path.Combine(options.Value.DataDirectory, "files");
        incoming = Path.Combine(root, IncomingFolder);
        Directory.CreateDirectory(incoming);
        RemoveAbandoned(clock.GetUtcNow() - AbandonedAfter);
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

    public Task<bool> ExistsAsync(string key, CancellationToken cancellationToken) => Task.FromResult(File.Exists(PathOf(key)));

    public Task DeleteAsync(string key, CancellationToken cancellationToken)
    {
        var path = PathOf(key);
        if (Directory.Exists(Path.GetDirectoryName(path)))
        {
            File.Delete(path);
        }

        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<string> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        foreach (var path in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var folders = Path.GetRelativePath(root, path).Split(Path.DirectorySeparatorChar);
            if (folders is [var organization, var project, var purpose, _, var name])
            {
                yield return $"{organization}/{project}/{purpose}/{name}";
            }
        }
    }

    /// <summary>Spreads the files of one folder over 256, by the first two digits of their random part.</summary>
    private string PathOf(string key)
    {
        if (!FileKey.IsValid(key))
        {
            throw new ArgumentException($"Not a file key: {key}", nameof(key));
        }

        var parts = key.Split('/');
        return Path.Combine(root, parts[0], parts[1], parts[2], parts[3][..2], parts[3]);
    }

    // What a killed process left; it belongs to no row.
    private void RemoveAbandoned(DateTimeOffset before)
    {
        foreach (var file in new DirectoryInfo(incoming).EnumerateFiles().Where(file => file.LastWriteTimeUtc < before))
        {
            file.Delete();
        }
    }

    private sealed class Writer(string temporary, string target) : IBlobWriter
    {
        private readonly FileStream file = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize, FileOptions.Asynchronous);

        public Stream Content => file;

        public async Task FinishAsync(CancellationToken cancellationToken)
        {
            await file.FlushAsync(cancellationToken);
            file.Flush(flushToDisk: true);
        }

        public async Task PublishAsync(CancellationToken cancellationToken)
        {
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
