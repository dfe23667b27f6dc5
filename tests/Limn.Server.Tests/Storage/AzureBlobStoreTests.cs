using Limn.Server.Hosting;
using Limn.Server.Storage;
using Limn.Server.Tests.Storage.Servers;
using Xunit;

namespace Limn.Server.Tests.Storage;

[Collection(AzureTests.Name)]
public sealed class AzureBlobStoreTests(AzureServer server) : RemoteBlobStoreTests
{
    private StorageOptions options = null!;

    protected override Uri Address => server.Address;

    private protected override async Task<IBlobStore> NewStoreAsync()
    {
        options = await server.NewContainerAsync();
        return new AzureBlobStore(options, new Limits());
    }

    private protected override IBlobStore NewStore(Uri address) => new AzureBlobStore(
        new StorageOptions { Provider = StorageProvider.Azure, Container = options.Container, ConnectionString = AzureServer.ConnectionString(address) }, new Limits());
}
