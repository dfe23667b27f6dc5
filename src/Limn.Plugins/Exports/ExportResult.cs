using Limn.Client.Files;

namespace Limn.Plugins;

/// <summary>The file that an export plugin hands to the user. Disposed by the run, which also happens when the upload fails.</summary>
public sealed class ExportResult : IAsyncDisposable
{
    private readonly bool ownsContent;

    private ExportResult(Stream content, string fileName, string? storageId, bool ownsContent)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(fileName);
        Content = content;
        FileName = fileName;
        StorageId = storageId;
        this.ownsContent = ownsContent;
    }

    /// <summary>The name under which the user gets the file.</summary>
    public string FileName { get; }

    /// <summary>Id of a storage of the organization to put it in; null or empty for the hub's own store.</summary>
    public string? StorageId { get; }

    internal Stream Content { get; }

    /// <summary>A file on the disk, streamed from there. It is left where it is.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="fileName">The name under which the user gets it.</param>
    /// <param name="storageId">See <see cref="StorageId"/>.</param>
    /// <returns>The result.</returns>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static ExportResult FromFile(string path, string fileName, string? storageId = null) => new(
        new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.Asynchronous), fileName, storageId, true);

    /// <summary>
    /// A stream, read from its position to its end. One that cannot tell its length is copied to a temporary file first, because
    /// stores want to know the length before the content. It stays the caller's.
    /// </summary>
    /// <param name="content">The bytes.</param>
    /// <param name="fileName">The name under which the user gets them.</param>
    /// <param name="storageId">See <see cref="StorageId"/>.</param>
    /// <returns>The result.</returns>
    public static ExportResult FromStream(Stream content, string fileName, string? storageId = null) =>
        new(content, fileName, storageId, false);

    /// <summary>A zip, written to a temporary file that is deleted after the upload, so it may be larger than the memory.</summary>
    /// <param name="fileName">The name under which the user gets it.</param>
    /// <param name="build">Writes the entries, one after the other.</param>
    /// <param name="storageId">See <see cref="StorageId"/>.</param>
    /// <returns>The result.</returns>
    public static async Task<ExportResult> ZipAsync(string fileName, Func<ZipBuilder, Task> build, string? storageId = null)
    {
        var file = TempFile.Create();
        try
        {
            using (var zip = new ZipBuilder(file))
                await build(zip);
            file.Position = 0;
            return new ExportResult(file, fileName, storageId, true);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary>Closes what the result has opened.</summary>
    /// <returns>When it is closed.</returns>
    public ValueTask DisposeAsync() => ownsContent ? Content.DisposeAsync() : ValueTask.CompletedTask;
}
