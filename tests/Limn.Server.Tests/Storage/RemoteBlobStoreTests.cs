using Limn.Server.Storage;
using Limn.Server.Tests.Storage.Servers;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Storage;

/// <summary>What every store does that lies behind a network.</summary>
public abstract class RemoteBlobStoreTests : BlobStoreTests
{
    [Fact]
    public async Task Reader_goes_on_where_its_connection_broke()
    {
        var content = Content(3 << 20);
        await WriteAsync(Key, content);
        await using var proxy = new BreakingProxy(Address);
        var store = NewStore(proxy.Address);
        await using var reader = (await store.OpenReadAsync(Key, Token))!;
        proxy.CutAnswerOnce(after: 1 << 20);

        var read = new byte[content.Length];
        await reader.ReadExactlyAsync(read, Token);

        read.ShouldBe(content);
        proxy.Cuts.ShouldBe(1);
        (store as IDisposable)?.Dispose();
    }

    [Fact]
    public async Task Upload_whose_connection_breaks_fails_and_shows_nothing()
    {
        await using var proxy = new BreakingProxy(Address);
        var store = NewStore(proxy.Address);
        proxy.CutRequestsForGood(after: PartSize + (1 << 20));

        await Should.ThrowAsync<Exception>(async () =>
        {
            await using var writer = await store.CreateAsync(Key, Token);
            await writer.Content.WriteAsync(Content(2 * PartSize), Token);
            await writer.CompleteAsync(Token);
        });

        proxy.Cuts.ShouldBeGreaterThan(1);
        (await Store.FindAsync(Key, Token)).ShouldBeNull();
        (await KeysAsync()).ShouldBeEmpty();
        (store as IDisposable)?.Dispose();
    }

    /// <summary>Where the server is.</summary>
    protected abstract Uri Address { get; }

    /// <summary>The test's store, reached by another way.</summary>
    private protected abstract IBlobStore NewStore(Uri address);
}
