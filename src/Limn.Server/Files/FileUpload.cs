using System.Diagnostics;
using Limn.Server.Hosting;
using Limn.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Files;

/// <summary>The blob of an upload, and where it goes.</summary>
internal sealed record BlobUpload(IBlobStore Store, string Key, IBlobWriter Writer);

/// <summary>A file that is being written. Disposing it before it is published leaves nothing behind.</summary>
internal sealed class FileUpload(StoredFile file, BlobUpload blob, bool isNew, Limits limits, TimeProvider clock) : IAsyncDisposable
{
    private readonly MeasuringStream content = new(blob.Writer.Content, ImageSize.HeadBytesOf(file));
    private FileMeasures? measures;
    private bool isPublished;

    public StoredFile File => file;

    public Stream Content => content;

    /// <summary>Everything is written: hashes it and makes it durable. Outside of any transaction, since it may take long.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        await blob.Writer.CompleteAsync(cancellationToken);
        measures = content.Measure();
    }

    /// <summary>Shows the finished file when <paramref name="write"/> commits. What it replaces stays for a while.</summary>
    public async Task PublishAsync(Write write, CancellationToken cancellationToken)
    {
        Apply(measures ?? throw new UnreachableException("A file is finished before it is published."));
        if (isNew)
        {
            file.BlobKey = blob.Key;
            write.Db.Files.Add(file);
        }
        else
        {
            await UpdateRowAsync(write.Db, cancellationToken);
        }

        isPublished = true;
    }

    public async ValueTask DisposeAsync()
    {
        await content.DisposeAsync();
        await blob.Writer.DisposeAsync();
        if (measures is not null && !isPublished)
        {
            await blob.Store.DeleteAsync(blob.Key, CancellationToken.None);
        }
    }

    private void Apply(FileMeasures found)
    {
        file.StoredAt = clock.GetUtcNow();
        file.ExpiresAt = file.Purpose == FilePurpose.Exports ? file.StoredAt + TimeSpan.FromDays(limits.ExportDays) : null;
        file.Size = found.Size;
        file.Hash = found.Hash;
        var size = ImageSize.Read(found.Head.Span);
        file.Width = size?.Width;
        file.Height = size?.Height;
    }

    private async Task UpdateRowAsync(LimnDb db, CancellationToken cancellationToken)
    {
        var row = db.Files.Where(row => row.Key == file.Key);

        // Locks the row, so that of two uploads to one address each replaces the blob before it.
        var updated = await row.ExecuteUpdateAsync(
            update => update.SetProperty(row => row.StoredAt, file.StoredAt).SetProperty(row => row.ExpiresAt, file.ExpiresAt)
                .SetProperty(row => row.Size, file.Size).SetProperty(row => row.Hash, file.Hash)
                .SetProperty(row => row.Width, file.Width).SetProperty(row => row.Height, file.Height),
            cancellationToken);
        if (updated == 0)
        {
            throw new RefusedException(Refusal.NotFound("The file was removed while it was uploaded."));
        }

        if (await row.Select(row => row.BlobKey).FirstAsync(cancellationToken) is { } before)
        {
            db.DeletedBlobs.Add(new DeletedBlob { Key = before, DeletedAt = clock.GetUtcNow() });
        }

        await row.ExecuteUpdateAsync(update => update.SetProperty(row => row.BlobKey, blob.Key), cancellationToken);
        file.BlobKey = blob.Key;
    }
}
