using System.Net;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Limn.Server.Files;
using Limn.Server.Hosting;

namespace Limn.Server.Storage;

/// <summary>
/// Blobs as objects of an S3 bucket. Requests keep to what all S3 servers understand: whole bodies with their hash in the signature, in place of
/// chunks with trailers, and deletion one by one.
/// </summary>
internal sealed class S3BlobStore : IBlobStore, IDisposable
{
    private const int SmallestPart = 8 << 20;
    private const int MostParts = 10_000;
    private readonly AmazonS3Client client;
    private readonly string bucket;
    private readonly int partSize;

    public S3BlobStore(StorageOptions options, Limits limits)
    {
        bucket = options.Bucket;

        // One size for all parts of an object, as some servers demand, and large enough for the largest upload.
        partSize = (int)Math.Clamp((limits.UploadBytes / MostParts) + 1, SmallestPart, int.MaxValue / 4);
        client = NewClient(options);
    }

    public Task<IBlobWriter> CreateAsync(string key, CancellationToken cancellationToken) =>
        Task.FromResult<IBlobWriter>(new Writer(this, FileKey.Checked(key)));

    public async Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken)
    {
        if (await HeadAsync(key, cancellationToken) is not { } head)
        {
            return null;
        }

        return new RangedReadStream(head.ContentLength, async (position, token) =>
        {
            var range = position == 0 ? null : new ByteRange(position, head.ContentLength - 1);
            var request = new GetObjectRequest { BucketName = bucket, Key = key, ByteRange = range, EtagToMatch = head.ETag };
            return (await client.GetObjectAsync(request, token)).ResponseStream;
        });
    }

    public async Task<BlobInfo?> FindAsync(string key, CancellationToken cancellationToken) =>
        await HeadAsync(key, cancellationToken) is { } head ? new BlobInfo(key, head.ContentLength, ToTime(head.LastModified)) : null;

    public async Task DeleteAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            await client.DeleteObjectAsync(new DeleteObjectRequest { BucketName = bucket, Key = FileKey.Checked(key) }, cancellationToken);
        }
        catch (AmazonS3Exception missing) when (missing.StatusCode == HttpStatusCode.NotFound)
        {
            // Amazon's own server says nothing about this; others do.
        }
    }

    public async IAsyncEnumerable<BlobInfo> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request { BucketName = bucket };
        do
        {
            var page = await client.ListObjectsV2Async(request, cancellationToken);
            foreach (var found in (page.S3Objects ?? []).Where(found => FileKey.IsValid(found.Key)))
            {
                yield return new BlobInfo(found.Key, found.Size ?? 0, ToTime(found.LastModified));
            }

            request.ContinuationToken = page.NextContinuationToken;
        }
        while (request.ContinuationToken is not null);
    }

    public async Task RemoveAbandonedAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var request = new ListMultipartUploadsRequest { BucketName = bucket };
        while (true)
        {
            var page = await client.ListMultipartUploadsAsync(request, cancellationToken);
            foreach (var upload in (page.MultipartUploads ?? []).Where(upload => FileKey.IsValid(upload.Key) && ToTime(upload.Initiated) < before))
            {
                await AbortAsync(upload.Key, upload.UploadId, cancellationToken);
            }

            if (page.IsTruncated is not true)
            {
                return;
            }

            request.KeyMarker = page.NextKeyMarker;
            request.UploadIdMarker = page.NextUploadIdMarker;
        }
    }

    public void Dispose() => client.Dispose();

    private static AmazonS3Client NewClient(StorageOptions options)
    {
        var config = new AmazonS3Config
        {
            ForcePathStyle = options.ForcePathStyle ?? options.Endpoint.Length > 0,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (options.Endpoint.Length > 0)
        {
            config.ServiceURL = options.Endpoint;
            config.AuthenticationRegion = options.Region;
        }
        else
        {
            config.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(options.Region);
        }

        return options.AccessKey.Length == 0
            ? new AmazonS3Client(config)
            : new AmazonS3Client(new BasicAWSCredentials(options.AccessKey, options.SecretKey), config);
    }

    private async Task<GetObjectMetadataResponse?> HeadAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetObjectMetadataAsync(bucket, FileKey.Checked(key), cancellationToken);
        }
        catch (AmazonS3Exception missing) when (missing.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private async Task AbortAsync(string key, string uploadId, CancellationToken cancellationToken)
    {
        try
        {
            await client.AbortMultipartUploadAsync(bucket, key, uploadId, cancellationToken);
        }
        catch (AmazonS3Exception missing) when (missing.StatusCode == HttpStatusCode.NotFound)
        {
            // It ended meanwhile.
        }
    }

    private static DateTimeOffset ToTime(DateTime? time) =>
        time is { } known ? new DateTimeOffset(known.ToUniversalTime(), TimeSpan.Zero) : DateTimeOffset.UnixEpoch;

    private sealed class Writer : IBlobWriter
    {
        private readonly S3BlobStore store;
        private readonly string key;
        private readonly PartStream content;
        private readonly List<PartETag> parts = [];
        private string? uploadId;

        public Writer(S3BlobStore store, string key)
        {
            (this.store, this.key) = (store, key);
            content = new PartStream(store.partSize, SendPartAsync);
        }

        public Stream Content => content;

        public async Task CompleteAsync(CancellationToken cancellationToken)
        {
            if (uploadId is null)
            {
                await store.client.PutObjectAsync(
                    new PutObjectRequest { BucketName = store.bucket, Key = key, InputStream = content.Rest, UseChunkEncoding = false }, cancellationToken);
                return;
            }

            await SendPartAsync(content.Rest, cancellationToken);
            await store.client.CompleteMultipartUploadAsync(
                new CompleteMultipartUploadRequest { BucketName = store.bucket, Key = key, UploadId = uploadId, PartETags = parts }, cancellationToken);
            uploadId = null;
        }

        public async ValueTask DisposeAsync()
        {
            await content.DisposeAsync();
            if (uploadId is null)
            {
                return;
            }

            try
            {
                await store.AbortAsync(key, uploadId, CancellationToken.None);
            }
            catch (Exception unreachable) when (unreachable is AmazonServiceException or AmazonClientException or HttpRequestException or IOException)
            {
                // The store is out of reach: RemoveAbandonedAsync finds the upload in two days.
            }
        }

        private async Task SendPartAsync(MemoryStream part, CancellationToken cancellationToken)
        {
            uploadId ??= (await store.client.InitiateMultipartUploadAsync(store.bucket, key, cancellationToken)).UploadId;
            var request = new UploadPartRequest
            {
                BucketName = store.bucket, Key = key, UploadId = uploadId, PartNumber = parts.Count + 1, PartSize = part.Length, InputStream = part,
                UseChunkEncoding = false,
            };
            parts.Add(new PartETag(parts.Count + 1, (await store.client.UploadPartAsync(request, cancellationToken)).ETag));
        }
    }
}
