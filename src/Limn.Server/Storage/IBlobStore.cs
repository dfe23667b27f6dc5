namespace Limn.Server.Storage;

/// <summary>
/// Where the bytes of files lie. It knows keys only, never a name that somebody gave. What a store cannot do by itself (naming, signing,
/// expiry) is done by <see cref="Files.StoredFiles"/>.
/// </summary>
public interface IBlobStore
{
    /// <summary>Begins to write a blob. Nobody sees it, and one that is already there stays, before <see cref="IBlobWriter.PublishAsync"/>.</summary>
    Task<IBlobWriter> CreateAsync(string key, CancellationToken cancellationToken);

    /// <summary>
    /// Opens a blob; null when it is not there. The stream can seek, and seeking before the first read costs nothing, so a range of a file
    /// elsewhere is fetched as a range.
    /// </summary>
    Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken);

    Task<bool> ExistsAsync(string key, CancellationToken cancellationToken);

    /// <summary>Removes a blob; it need not be there.</summary>
    Task DeleteAsync(string key, CancellationToken cancellationToken);

    /// <summary>All keys, in no order, for checks of the whole store.</summary>
    IAsyncEnumerable<string> ListAsync(CancellationToken cancellationToken);
}

/// <summary>A blob that is being written. Disposing it before it is published removes what was written.</summary>
public interface IBlobWriter : IAsyncDisposable
{
    Stream Content { get; }

    /// <summary>Makes what was written survive a power cut. May take long.</summary>
    Task FinishAsync(CancellationToken cancellationToken);

    /// <summary>Shows the finished blob under its key, in place of one that was there. Quick.</summary>
    Task PublishAsync(CancellationToken cancellationToken);
}
