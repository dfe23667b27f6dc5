using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Azure.Storage.Blobs;
using Limn.Server.Storage;
using Xunit;

namespace Limn.Server.Tests.Storage.Servers;

/// <summary>Azurite, Microsoft's own server for tests, from npm.</summary>
public sealed class AzureServer : IAsyncLifetime
{
    // The account that every Azurite has; it is no secret.
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private ToolProcess process = null!;
    private int containers;

    public Uri Address { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await InstallAsync();
        var port = FreePort();
        Address = new Uri($"http://127.0.0.1:{port}");
        string[] arguments =
        [
            Path.Combine(ToolProcess.Folder, "node_modules/azurite/dist/src/blob/main.js"), "--blobHost", "127.0.0.1", "--blobPort", $"{port}",
            "--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry",
        ];
        (process, _) = await ToolProcess.StartAsync("node", arguments, line => line.Contains("successfully listen", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Settings with a new, empty container.</summary>
    public async Task<StorageOptions> NewContainerAsync()
    {
        var options = new StorageOptions
        {
            Provider = StorageProvider.Azure, Container = $"limn-{Interlocked.Increment(ref containers)}", ConnectionString = ConnectionString(Address),
        };
        await new BlobContainerClient(options.ConnectionString, options.Container).CreateAsync();
        return options;
    }

    /// <summary>The way to the account through <paramref name="address"/>.</summary>
    public static string ConnectionString(Uri address) =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};BlobEndpoint={address}{Account};";

    public ValueTask DisposeAsync() => process.DisposeAsync();

    private static async Task InstallAsync()
    {
        if (Directory.Exists(Path.Combine(ToolProcess.Folder, "node_modules", "azurite")))
        {
            return;
        }

        using var npm = Process.Start(new ProcessStartInfo("npm", "ci --no-audit --no-fund --loglevel=error") { WorkingDirectory = ToolProcess.Folder })!;
        await npm.WaitForExitAsync();
        if (npm.ExitCode != 0)
        {
            throw new InvalidOperationException($"npm ci ended with {npm.ExitCode} in {ToolProcess.Folder}");
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>Tests with the Azure server, one after the other: some of them measure memory.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AzureTests : ICollectionFixture<AzureServer>
{
    public const string Name = "Azure";
}
