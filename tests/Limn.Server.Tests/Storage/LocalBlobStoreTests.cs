using Limn.Server.Storage;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Storage;

public sealed class LocalBlobStoreTests : BlobStoreTests
{
    private readonly string folder = Directory.CreateTempSubdirectory("limn-blobs-").FullName;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Writer_that_gives_up_leaves_no_file()
    {
        await using (var writer = await Store.CreateAsync(Key, Token))
        {
            await writer.Content.WriteAsync("half"u8.ToArray(), Token);
        }

        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task Reader_keeps_what_it_opened_when_the_blob_is_replaced()
    {
        await WriteAsync(Key, "old"u8.ToArray());
        await using var reader = (await Store.OpenReadAsync(Key, Token))!;

        await WriteAsync(Key, "new and longer"u8.ToArray());

        using var text = new StreamReader(reader);
        (await text.ReadToEndAsync(Token)).ShouldBe("old");
    }

    [Fact]
    public async Task Rest_of_a_killed_process_is_removed()
    {
        var rest = Path.Combine(folder, "incoming", "abandoned");
        Directory.CreateDirectory(Path.GetDirectoryName(rest)!);
        await File.WriteAllTextAsync(rest, "half", Token);
        var written = TimeProvider.System.GetUtcNow();

        await Store.RemoveAbandonedAsync(written.AddDays(-2), Token);
        File.Exists(rest).ShouldBeTrue("it may be an upload under way");
        await Store.RemoveAbandonedAsync(written.AddDays(1), Token);
        File.Exists(rest).ShouldBeFalse();
    }

    private protected override Task<IBlobStore> NewStoreAsync() => Task.FromResult<IBlobStore>(new LocalBlobStore(folder));
}
