using System.Globalization;
using Amazon.Runtime;
using Amazon.S3;
using Limn.Server.Storage;
using Xunit;

namespace Limn.Server.Tests.Storage.Servers;

/// <summary>A real S3 server: OpenStack Swift, from Debian's python3-swift.</summary>
public sealed class S3Server : IAsyncLifetime
{
    private const string AccessKey = "limn:admin";
    private const string SecretKey = "secretkey";
    private readonly string folder = Directory.CreateTempSubdirectory("limn-s3-").FullName;
    private ToolProcess process = null!;
    private int buckets;

    public Uri Address { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var script = Path.Combine(ToolProcess.Folder, "s3_server.py");
        (process, var port) = await ToolProcess.StartAsync("/usr/bin/python3", [script, folder], line => int.TryParse(line, CultureInfo.InvariantCulture, out _));
        Address = new Uri($"http://127.0.0.1:{port}");
    }

    /// <summary>Settings with a new, empty bucket.</summary>
    public async Task<StorageOptions> NewBucketAsync()
    {
        var options = new StorageOptions
        {
            Provider = StorageProvider.S3, Endpoint = Address.ToString(), Bucket = $"limn-{Interlocked.Increment(ref buckets)}", AccessKey = AccessKey, SecretKey = SecretKey,
        };
        using var client = new AmazonS3Client(
            new BasicAWSCredentials(AccessKey, SecretKey),
            new AmazonS3Config { ServiceURL = options.Endpoint, ForcePathStyle = true, AuthenticationRegion = options.Region });
        await client.PutBucketAsync(options.Bucket);
        return options;
    }

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>Tests with the S3 server, one after the other: some of them measure memory.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class S3Tests : ICollectionFixture<S3Server>
{
    public const string Name = "S3";
}
