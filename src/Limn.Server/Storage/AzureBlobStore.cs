using System.Buffers.Binary;
using System.Net;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Limn.Server.Files;
using Limn.Server.Hosting;

namespace Limn.Server.Storage;

/// <summary>Blobs as block blobs of an Azure container. Blocks that were never committed are nobody's, and Azure removes them after a week.</summary>
internal sealed class AzureBlobStore : IBlobStore
{
    private const int SmallestBlock = 8 << 20;
    private const int MostBlocks = 50_000;
    private readonly BlobContainerClient container;
    private readonly int blockSize;

    public AzureBlobStore(StorageOptions options, Limits limits)
    {
        container = new BlobContainerClient(options.ConnectionString, options.Container);
        blockSize = (int)Math.Clamp((limits.UploadBytes / MostBlocks) + 1, SmallestBlock, int.MaxValue / 4);
    }

    /// <summary>Whether a text has the form of a connection string; nothing is asked.</summary>
    public static bool IsConnectionString(string text)
    {
        try
        {
            return new BlobServiceClient(text).Uri is not null;
        }
        catch (Exception malformed) when (malformed is FormatException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    public Task<IBlobWriter> CreateAsync(string key, CancellationToken cancellationToken) =>
        Task.FromResult<IBlobWriter>(new Writer(BlobOf(key), blockSize));

    public async Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken)
    {
        if (await HeadAsync(key, cancellationToken) is not { } head)
        {
            return null;
        }

        var blob = BlobOf(key);
        return new RangedReadStream(head.ContentLength, async (position, token) =>
        {
            var options = new BlobDownloadOptions { Range = new HttpRange(position), Conditions = new BlobRequestConditions { IfMatch = head.ETag } };
            return (await blob.DownloadStreamingAsync(options, token)).Value.Content;
        });
    }

    public async Task<BlobInfo?> FindAsync(string key, CancellationToken cancellationToken) =>
        await HeadAsync(key, cancellationToken) is { } head ? new BlobInfo(key, head.ContentLength, head.LastModified) : null;

    public Task DeleteAsync(string key, CancellationToken cancellationToken) => BlobOf(key).DeleteIfExistsAsync(cancellationToken: cancellationToken);

    public async IAsyncEnumerable<BlobInfo> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var blob in container.GetBlobsAsync(cancellationToken: cancellationToken))
        {
            if (FileKey.IsValid(blob.Name))
            {
                yield return new BlobInfo(blob.Name, blob.Properties.ContentLength ?? 0, blob.Properties.LastModified ?? DateTimeOffset.UnixEpoch);
            }
        }
    }

    public Task RemoveAbandonedAsync(DateTimeOffset before, CancellationToken cancellationToken) => Task.CompletedTask;

    private BlockBlobClient BlobOf(string key) => container.GetBlockBlobClient(FileKey.Checked(key));

    private async Task<BlobProperties?> HeadAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            return await BlobOf(key).GetPropertiesAsync(cancellationToken: cancellationToken);
        }
        catch (RequestFailedException missing) when (missing.Status == (int)HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private sealed class Writer : IBlobWriter
    {
        // Sent with each body, so that the server refuses one that was damaged on its way.
        private static readonly Azure.Storage.UploadTransferValidationOptions Hashed = new() { ChecksumAlgorithm = Azure.Storage.StorageChecksumAlgorithm.MD5 };
        private readonly BlockBlobClient blob;
        private readonly PartStream content;
        private readonly List<string> blocks = [];

        public Writer(BlockBlobClient blob, int blockSize)
        {
            this.blob = blob;
            content = new PartStream(blockSize, SendBlockAsync);
        }

        public Stream Content => content;

        public async Task CompleteAsync(CancellationToken cancellationToken)
        {
            if (blocks.Count == 0)
            {
                await blob.UploadAsync(content.Rest, new BlobUploadOptions { TransferValidation = Hashed }, cancellationToken);
                return;
            }

            await SendBlockAsync(content.Rest, cancellationToken);
            await blob.CommitBlockListAsync(blocks, cancellationToken: cancellationToken);
        }

        public ValueTask DisposeAsync() => content.DisposeAsync();

        private async Task SendBlockAsync(MemoryStream block, CancellationToken cancellationToken)
        {
            var number = new byte[sizeof(int)];
            BinaryPrimitives.WriteInt32BigEndian(number, blocks.Count);
            var id = Convert.ToBase64String(number);
            await blob.StageBlockAsync(id, block, new BlockBlobStageBlockOptions { TransferValidation = Hashed }, cancellationToken);
            blocks.Add(id);
        }
    }
}
