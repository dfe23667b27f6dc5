using Amazon.Runtime;
using Amazon.S3;
using Limn.Server.Hosting;
using Limn.Server.Storage;
using Limn.Server.Tests.Storage.Servers;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Storage;

[Collection(S3Tests.Name)]
public sealed class S3BlobStoreTests(S3Server server) : RemoteBlobStoreTests
{
    private StorageOptions options = null!;

    protected override Uri Address => server.Address;

    [Fact]
    public async Task Upload_of_a_killed_process_is_aborted_after_days()
    {
        await using var writer = await Store.CreateAsync(Key, Token);
        await writer.Content.WriteAsync(Content(PartSize + 1), Token);
        var begun = TimeProvider.System.GetUtcNow();
        (await UploadsAsync()).ShouldBe(1);

        await Store.RemoveAbandonedAsync(begun.AddDays(-2), Token);
        (await UploadsAsync()).ShouldBe(1, "it may be under way");
        await Store.RemoveAbandonedAsync(begun.AddDays(1), Token);
        (await UploadsAsync()).ShouldBe(0);
        await Should.ThrowAsync<AmazonS3Exception>(() => writer.CompleteAsync(Token));
        (await KeysAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Upload_that_is_given_up_keeps_no_parts()
    {
        await using (var writer = await Store.CreateAsync(Key, Token))
        {
            await writer.Content.WriteAsync(Content(PartSize + 1), Token);
        }

        (await UploadsAsync()).ShouldBe(0);
    }

    private protected override async Task<IBlobStore> NewStoreAsync()
    {
        options = await server.NewBucketAsync();
        return new S3BlobStore(options, new Limits());
    }

    private protected override IBlobStore NewStore(Uri address) => new S3BlobStore(
        new StorageOptions
        {
            Provider = StorageProvider.S3, Endpoint = address.ToString(), Bucket = options.Bucket, AccessKey = options.AccessKey, SecretKey = options.SecretKey,
        },
        new Limits());

    private async Task<int> UploadsAsync()
    {
        using var client = new AmazonS3Client(
            new BasicAWSCredentials(options.AccessKey, options.SecretKey),
            new AmazonS3Config { ServiceURL = options.Endpoint, ForcePathStyle = true, AuthenticationRegion = options.Region });
        return (await client.ListMultipartUploadsAsync(options.Bucket, Token)).MultipartUploads?.Count ?? 0;
    }
}
