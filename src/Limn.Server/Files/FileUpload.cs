using System.Diagnostics;
using Limn.Server.Hosting;
using Limn.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Files;

/// <summary>A file that is being written. Disposing it before it is published leaves nothing behind.</summary>
internal sealed class FileUpload(StoredFile file, IBlobWriter blob, bool isNew, Limits limits, TimeProvider clock) : IAsyncDisposable
{
    private readonly MeasuringStream content = new(blob.Content, ImageSize.HeadBytesOf(file));
    private FileMeasures? measures;

    public StoredFile File => file;

    public Stream Content => content;

    /// <summary>Everything is written: hashes it and makes it durable. Outside of any transaction, since it may take long.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        await blob.FinishAsync(cancellationToken);
        measures = content.Measure();
    }

    /// <summary>Shows the finished file: its bytes at once, its row when <paramref name="write"/> commits.</summary>
    public async Task PublishAsync(Write write, CancellationToken cancellationToken)
    {
        Apply(measures ?? throw new UnreachableException("A file is finished before it is published."));
        if (isNew)
        {
            write.Db.Files.Add(file);
        }
        else
        {
            await UpdateRowAsync(write.Db, cancellationToken);
        }

        await blob.PublishAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await content.DisposeAsync();
        await blob.DisposeAsync();
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

    // Locks the row, so that of two uploads to one address row and bytes are those of the same one.
    private async Task UpdateRowAsync(LimnDb db, CancellationToken cancellationToken)
    {
        var updated = await db.Files.Where(row => row.Key == file.Key).ExecuteUpdateAsync(
            update => update.SetProperty(row => row.StoredAt, file.StoredAt).SetProperty(row => row.ExpiresAt, file.ExpiresAt)
                .SetProperty(row => row.Size, file.Size).SetProperty(row => row.Hash, file.Hash)
                .SetProperty(row => row.Width, file.Width).SetProperty(row => row.Height, file.Height),
            cancellationToken);
        if (updated == 0)
        {
            throw new RefusedException(Refusal.NotFound("The file was removed while it was uploaded."));
        }
    }
}
