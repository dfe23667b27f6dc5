using System.Security.Cryptography;
using Limn.Server.Storage;

namespace Limn.Server.Backup;

/// <summary>Copies blobs from one store to another and proves each by its hash.</summary>
internal sealed class BlobCopy(IBlobStore from, IBlobStore to)
{
    private const int BufferSize = 256 << 10;
    private int copied;

    /// <summary>How many were not there yet.</summary>
    public int Copied => copied;

    /// <summary>Copies a blob unless it is there. Returns what is wrong with it; null when nothing is.</summary>
    public async Task<string?> CopyAsync(BlobEntry blob, CancellationToken cancellationToken)
    {
        // A blob never changes, and it got its name in the other store when its hash had proved right.
        if ((await to.FindAsync(blob.Key, cancellationToken))?.Size == blob.Size)
        {
            return null;
        }

        await using var content = await from.OpenReadAsync(blob.Key, cancellationToken);
        if (content is null)
        {
            return $"Blob {blob.Key} is missing.";
        }

        await using var writer = await to.CreateAsync(blob.Key, cancellationToken);
        if (await PassAsync(content, writer.Content, cancellationToken) != blob.Sha256)
        {
            return $"Blob {blob.Key} is damaged: its hash is another.";
        }

        await writer.CompleteAsync(cancellationToken);
        Interlocked.Increment(ref copied);
        return null;
    }

    private static async Task<string> PassAsync(Stream from, Stream to, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferSize];
        while (await from.ReadAsync(buffer, cancellationToken) is var read and > 0)
        {
            hash.AppendData(buffer, 0, read);
            await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
