using System.Security.Cryptography;
using Limn.Server.Storage;
using Limn.Server.Tests.Hosting;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Storage;

/// <summary>What every store does.</summary>
public abstract class BlobStoreTests : IAsyncLifetime
{
    protected const string Folder = "65b0d1dfa17e9516ff1c2035/65a54e51b9639d6570d3f27c/assets/";
    protected const string Key = Folder + "0123456789abcdef0123456789abcdef.png";
    protected const int PartSize = 8 << 20;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected IBlobStore Store { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(LimnApplication.UsesPostgres, "Stores know no database: the run with SQLite tests them.");
        Store = await NewStoreAsync();
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        (Store as IDisposable)?.Dispose();
        await Task.CompletedTask;
    }

    [Fact]
    public async Task Blob_is_seen_when_it_is_complete_and_not_before()
    {
        await using (var writer = await Store.CreateAsync(Key, Token))
        {
            await writer.Content.WriteAsync("first"u8.ToArray(), Token);
            (await Store.FindAsync(Key, Token)).ShouldBeNull();
            (await KeysAsync()).ShouldBeEmpty();
            await writer.CompleteAsync(Token);
        }

        (await ReadAsync(Key)).ShouldBe("first"u8.ToArray());
        var found = (await Store.FindAsync(Key, Token))!;
        found.Size.ShouldBe(5);
        (TimeProvider.System.GetUtcNow() - found.WrittenAt).Duration().ShouldBeLessThan(TimeSpan.FromMinutes(5));
        (await KeysAsync()).ShouldBe([Key]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(PartSize)]
    [InlineData(PartSize + 1)]
    [InlineData((2 * PartSize) + 77)]
    public async Task Blob_of_any_size_comes_back_as_it_was(int size)
    {
        var content = Content(size);

        await WriteAsync(Key, content);

        (await Store.FindAsync(Key, Token))!.Size.ShouldBe(size);
        (await ReadAsync(Key)).ShouldBe(content);
    }

    [Fact]
    public async Task Blob_written_again_takes_the_place_of_the_old()
    {
        await WriteAsync(Key, "old and longer"u8.ToArray());

        await WriteAsync(Key, "new"u8.ToArray());

        (await ReadAsync(Key)).ShouldBe("new"u8.ToArray());
        (await KeysAsync()).ShouldBe([Key]);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(PartSize + 10)]
    public async Task Writer_that_gives_up_leaves_the_old_blob_and_nothing_else(int size)
    {
        await WriteAsync(Key, "old"u8.ToArray());
        var other = Folder + "fedcba9876543210fedcba9876543210.png";
        foreach (var key in new[] { Key, other })
        {
            await using var writer = await Store.CreateAsync(key, Token);
            await writer.Content.WriteAsync(Content(size), Token);
        }

        (await ReadAsync(Key)).ShouldBe("old"u8.ToArray());
        (await KeysAsync()).ShouldBe([Key]);
    }

    [Fact]
    public async Task Reader_seeks_to_wherever_it_likes()
    {
        var content = Content(PartSize + 1000);
        await WriteAsync(Key, content);
        await using var reader = (await Store.OpenReadAsync(Key, Token))!;
        reader.CanSeek.ShouldBeTrue();
        reader.Length.ShouldBe(content.Length);

        foreach (var position in new[] { content.Length - 100, 0, PartSize - 10, 12345, 12345 })
        {
            reader.Seek(position, SeekOrigin.Begin);
            var part = new byte[Math.Min(200, content.Length - position)];
            await reader.ReadExactlyAsync(part, Token);
            part.ShouldBe(content[position..(position + part.Length)]);
            reader.Position.ShouldBe(position + part.Length);
        }

        reader.Seek(0, SeekOrigin.End);
        (await reader.ReadAsync(new byte[10], Token)).ShouldBe(0);
    }

    [Fact]
    public async Task Missing_blob_is_no_error()
    {
        (await Store.OpenReadAsync(Key, Token)).ShouldBeNull();
        (await Store.FindAsync(Key, Token)).ShouldBeNull();
        await Store.DeleteAsync(Key, Token);
    }

    [Fact]
    public async Task Deleted_blob_is_gone()
    {
        await WriteAsync(Key, [1]);

        await Store.DeleteAsync(Key, Token);

        (await Store.OpenReadAsync(Key, Token)).ShouldBeNull();
        (await KeysAsync()).ShouldBeEmpty();
        await Store.DeleteAsync(Key, Token);
    }

    [Fact]
    public async Task List_has_no_end_at_a_thousand()
    {
        var keys = Enumerable.Range(0, 1025).Select(number => $"{Folder}{number:x32}").ToList();
        await Parallel.ForEachAsync(keys, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (key, _) => await WriteAsync(key, [1, 2, 3]));

        var found = new List<BlobInfo>();
        await foreach (var blob in Store.ListAsync(Token))
        {
            found.Add(blob);
        }

        found.Select(blob => blob.Key).Order(StringComparer.Ordinal).ShouldBe(keys);
        found.ShouldAllBe(blob => blob.Size == 3);
    }

    [Fact]
    public async Task Large_blob_takes_the_memory_of_a_part()
    {
        const int Megabytes = 200;
        var chunk = Content(1 << 20);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var peak = 0L;
        await using (var writer = await Store.CreateAsync(Key, Token))
        {
            for (var megabyte = 0; megabyte < Megabytes; megabyte++)
            {
                await writer.Content.WriteAsync(chunk, Token);
                hash.AppendData(chunk);
                peak = megabyte % 25 == 24 ? Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true)) : peak;
            }

            await writer.CompleteAsync(Token);
        }

        await using var reader = (await Store.OpenReadAsync(Key, Token))!;
        var read = await SHA256.HashDataAsync(reader, Token);
        peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true));

        read.ShouldBe(hash.GetHashAndReset());
        (peak - before).ShouldBeLessThan(64 << 20);
    }

    [Theory]
    [InlineData("../limn.db")]
    [InlineData("/etc/passwd")]
    [InlineData("")]
    [InlineData(Folder)]
    [InlineData(Folder + "0123456789abcdef0123456789abcdef.png?x=1")]
    public async Task Anything_but_a_key_reaches_no_store(string key)
    {
        await Should.ThrowAsync<ArgumentException>(async () => await Store.OpenReadAsync(key, Token));
        await Should.ThrowAsync<ArgumentException>(async () => await Store.FindAsync(key, Token));
        await Should.ThrowAsync<ArgumentException>(async () => await Store.CreateAsync(key, Token));
        await Should.ThrowAsync<ArgumentException>(async () => await Store.DeleteAsync(key, Token));
    }

    /// <summary>An empty store.</summary>
    private protected abstract Task<IBlobStore> NewStoreAsync();

    protected static byte[] Content(int size)
    {
        var content = new byte[size];
        new Random(size).NextBytes(content);
        return content;
    }

    protected async Task WriteAsync(string key, byte[] content)
    {
        await using var writer = await Store.CreateAsync(key, Token);
        await writer.Content.WriteAsync(content, Token);
        await writer.CompleteAsync(Token);
    }

    protected async Task<byte[]?> ReadAsync(string key)
    {
        await using var stream = await Store.OpenReadAsync(key, Token);
        if (stream is null)
        {
            return null;
        }

        using var content = new MemoryStream();
        await stream.CopyToAsync(content, Token);
        return content.ToArray();
    }

    protected async Task<List<string>> KeysAsync()
    {
        var keys = new List<string>();
        await foreach (var blob in Store.ListAsync(Token))
        {
            keys.Add(blob.Key);
        }

        return keys;
    }
}
