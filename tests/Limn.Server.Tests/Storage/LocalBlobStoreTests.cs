using Limn.Server.Hosting;
using Limn.Server.Storage;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Storage;

public sealed class LocalBlobStoreTests : IDisposable
{
    private const string Key = "65b0d1dfa17e9516ff1c2035/65a54e51b9639d6570d3f27c/assets/0123456789abcdef0123456789abcdef.png";
    private readonly string folder = Directory.CreateTempSubdirectory("limn-blobs-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Blob_is_seen_when_it_is_published_and_not_before()
    {
        var store = NewStore();
        await using (var writer = await store.CreateAsync(Key, Token))
        {
            await writer.Content.WriteAsync("first"u8.ToArray(), Token);
            await writer.FinishAsync(Token);
            (await store.ExistsAsync(Key, Token)).ShouldBeFalse();
            await writer.PublishAsync(Token);
        }

        (await ReadAsync(store)).ShouldBe("first");
        (await KeysAsync(store)).ShouldBe([Key]);
        await store.DeleteAsync(Key, Token);
        await store.DeleteAsync(Key, Token);
        (await ReadAsync(store)).ShouldBeNull();
        (await KeysAsync(store)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Writer_that_gives_up_leaves_the_old_blob_and_no_rubbish()
    {
        var store = NewStore();
        await WriteAsync(store, "old");
        await using (var writer = await store.CreateAsync(Key, Token))
        {
            await writer.Content.WriteAsync("half of the n"u8.ToArray(), Token);
        }

        (await ReadAsync(store)).ShouldBe("old");
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Count().ShouldBe(1);
    }

    [Fact]
    public async Task Reader_keeps_what_it_opened_when_the_blob_is_replaced()
    {
        var store = NewStore();
        await WriteAsync(store, "old");
        await using var reader = (await store.OpenReadAsync(Key, Token))!;

        await WriteAsync(store, "new and longer");

        using var text = new StreamReader(reader);
        (await text.ReadToEndAsync(Token)).ShouldBe("old");
        (await ReadAsync(store)).ShouldBe("new and longer");
    }

    [Fact]
    public async Task Rest_of_a_killed_process_is_removed_after_days()
    {
        var rubbish = Path.Combine(folder, "files", "incoming", "abandoned");
        NewStore();
        await File.WriteAllTextAsync(rubbish, "half", Token);

        NewStore();
        File.Exists(rubbish).ShouldBeTrue("it may be an upload under way");
        NewStore(days: 3);
        File.Exists(rubbish).ShouldBeFalse();
    }

    [Theory]
    [InlineData("../limn.db")]
    [InlineData("/etc/passwd")]
    [InlineData("")]
    public async Task Anything_but_a_key_reaches_no_file(string key)
    {
        var store = NewStore();

        await Should.ThrowAsync<ArgumentException>(async () => await store.OpenReadAsync(key, Token));
        await Should.ThrowAsync<ArgumentException>(async () => await store.CreateAsync(key, Token));
        await Should.ThrowAsync<ArgumentException>(async () => await store.DeleteAsync(key, Token));
    }

    private LocalBlobStore NewStore(int days = 0)
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddDays(days));
        return new LocalBlobStore(Options.Create(new LimnOptions { DataDirectory = folder }), clock);
    }

    private static async Task WriteAsync(LocalBlobStore store, string text)
    {
        await using var writer = await store.CreateAsync(Key, Token);
        await writer.Content.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text), Token);
        await writer.FinishAsync(Token);
        await writer.PublishAsync(Token);
    }

    private static async Task<string?> ReadAsync(LocalBlobStore store)
    {
        await using var stream = await store.OpenReadAsync(Key, Token);
        return stream is null ? null : await new StreamReader(stream).ReadToEndAsync(Token);
    }

    private static async Task<List<string>> KeysAsync(LocalBlobStore store)
    {
        var keys = new List<string>();
        await foreach (var key in store.ListAsync(Token))
        {
            keys.Add(key);
        }

        return keys;
    }
}
