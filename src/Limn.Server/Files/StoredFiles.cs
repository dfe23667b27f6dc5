using Limn.Server.Hosting;
using Limn.Server.Storage;

namespace Limn.Server.Files;

/// <summary>A file to be kept.</summary>
/// <param name="ProjectId">Null while no project is known: then it belongs to the organization.</param>
/// <param name="Name">As somebody gave it; only ever shown.</param>
/// <param name="SessionId">The plugin run that writes it.</param>
internal sealed record NewFile(
    OrganizationId OrganizationId, ProjectId? ProjectId, FilePurpose Purpose, string Name, string CreatedBy, PluginSessionId? SessionId = null);

/// <summary>How features keep files: a row and its bytes, which appear together.</summary>
internal sealed class StoredFiles(IBlobStore blobs, Limits limits, TimeProvider clock)
{
    // An upload that began at the last second of its address may still end.
    private static readonly TimeSpan PendingLife = FileLinks.UploadLife + TimeSpan.FromHours(24);

    /// <summary>A row for bytes that come later, through an upload address. It is removed by itself if they never do.</summary>
    public StoredFile NewPending(NewFile file)
    {
        var row = NewRow(file);
        row.ExpiresAt = row.CreatedAt + PendingLife;
        return row;
    }

    /// <summary>Begins a new file: write to <see cref="FileUpload.Content"/>, finish it, and publish it inside a change of the database.</summary>
    public Task<FileUpload> CreateAsync(NewFile file, CancellationToken cancellationToken) => BeginAsync(NewRow(file), isNew: true, cancellationToken);

    /// <summary>Begins to write the bytes of a row that is there, in place of those that it may have.</summary>
    public Task<FileUpload> ReplaceAsync(StoredFile file, CancellationToken cancellationToken) => BeginAsync(file, isNew: false, cancellationToken);

    /// <summary>Opens a file; null when its bytes have not come, or are not there.</summary>
    public async Task<Stream?> OpenReadAsync(StoredFile file, CancellationToken cancellationToken) =>
        file.BlobKey is { } key ? await blobs.OpenReadAsync(key, cancellationToken) : null;

    private async Task<FileUpload> BeginAsync(StoredFile row, bool isNew, CancellationToken cancellationToken)
    {
        var key = FileKey.NewBlob(row.Key);
        return new FileUpload(row, new BlobUpload(blobs, key, await blobs.CreateAsync(key, cancellationToken)), isNew, limits, clock);
    }

    private StoredFile NewRow(NewFile file) => new()
    {
        Key = FileKey.New(file), OrganizationId = file.OrganizationId, ProjectId = file.ProjectId, Purpose = file.Purpose, Name = file.Name,
        CreatedBy = file.CreatedBy, SessionId = file.SessionId, CreatedAt = clock.GetUtcNow(),
    };
}
