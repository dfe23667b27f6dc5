namespace Limn.Server.Storage;

/// <summary>
/// Where the bytes of files lie. It knows keys only, never a name that somebody gave. A blob is written once, under a key of its own, and never
/// changes: what a file's bytes are is said by the row that names the blob. What a store cannot do by itself (naming, signing, expiry) is done
/// by <see cref="Files.StoredFiles"/>.
/// </summary>
internal interface IBlobStore
{
    /// <summary>Begins to write a blob. Nobody sees it before <see cref="IBlobWriter.CompleteAsync"/>.</summary>
    /// <exception cref="ArgumentException">Not a <see cref="Files.FileKey"/>; so with every method that takes one.</exception>
    Task<IBlobWriter> CreateAsync(string key, CancellationToken cancellationToken);

    /// <summary>
    /// Opens a blob; null when it is not there. The stream can seek, and seeking before the first read costs nothing, so a range of a file
    /// elsewhere is fetched as a range. It never ends early: a broken connection is resumed or throws.
    /// </summary>
    Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken);

    /// <summary>What is known of a blob without reading it; null when it is not there.</summary>
    Task<BlobInfo?> FindAsync(string key, CancellationToken cancellationToken);

    /// <summary>Removes a blob; it need not be there.</summary>
    Task DeleteAsync(string key, CancellationToken cancellationToken);

    /// <summary>All blobs, in no order, for checks of the whole store. Whatever else lies there is left out.</summary>
    IAsyncEnumerable<BlobInfo> ListAsync(CancellationToken cancellationToken);

    /// <summary>Removes what was begun before a time and never completed: the rests of processes that died.</summary>
    Task RemoveAbandonedAsync(DateTimeOffset before, CancellationToken cancellationToken);
}

/// <summary>A blob that is being written. Disposing it before it is complete removes what was written.</summary>
internal interface IBlobWriter : IAsyncDisposable
{
    Stream Content { get; }

    /// <summary>Makes what was written survive a power cut and shows it under its key. May take long.</summary>
    Task CompleteAsync(CancellationToken cancellationToken);
}

/// <summary>A blob, as a list tells of it.</summary>
/// <param name="Size">Bytes.</param>
/// <param name="WrittenAt">When it was completed.</param>
internal sealed record BlobInfo(string Key, long Size, DateTimeOffset WrittenAt);
