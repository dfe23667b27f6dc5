using Limn.Server.Database;
using Limn.Server.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Database;

/// <summary>Dispatchers of several processes share the outbox: no message to two at once, one key in order, none lost with its dispatcher.</summary>
public sealed class OutboxClaimTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch + TimeSpan.FromDays(20_000);
    private PostgresServer postgres = null!;
    private string connection = "";

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(LimnApplication.UsesPostgres, "SQLite has one dispatcher.");
        postgres = await PostgresServer.StartAsync();
        connection = await postgres.CreateDatabaseAsync();
        await using var db = Open();
        await db.Database.MigrateAsync(TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => postgres?.DisposeAsync() ?? default;

    [Fact]
    public async Task Message_is_given_to_one_dispatcher_only()
    {
        await AddAsync("a", "b", "c");
        await using var first = Open();
        await using var second = Open();

        await using var claimed = await ClaimAsync(first, Now);
        await using var others = await ClaimAsync(second, Now);

        KeysOf(claimed).ShouldBe(["a", "b", "c"]);
        KeysOf(others).ShouldBeEmpty();
    }

    [Fact]
    public async Task Later_message_waits_while_another_dispatcher_has_the_one_before()
    {
        await AddAsync("a");
        await using var first = Open();
        await using var second = Open();
        var claimed = await ClaimAsync(first, Now);
        await AddAsync("a", "b");

        await using var others = await ClaimAsync(second, Now);
        KeysOf(others).ShouldBe(["b"]);

        await claimed.DisposeAsync();
        await using var third = Open();
        await using var after = await ClaimAsync(third, Now);
        KeysOf(after).ShouldBe(["a", "a"]);
    }

    [Fact]
    public async Task Dispatchers_that_choose_at_the_same_moment_share()
    {
        await AddAsync([.. Enumerable.Range(0, 1200).Select(number => $"key{number / 100}")]);
        var databases = Enumerable.Range(0, 8).Select(_ => Open()).ToList();

        var claims = await Task.WhenAll(databases.Select(db => ClaimAsync(db, Now)));

        var ids = claims.SelectMany(claim => claim.Messages.Select(message => message.Id)).ToList();
        ids.Distinct().Count().ShouldBe(1200);
        ids.Count.ShouldBe(1200);
        foreach (var key in claims.SelectMany(claim => KeysOf(claim).Distinct()).GroupBy(key => key))
        {
            key.Count().ShouldBe(1, $"{key.Key} is in one hand");
        }

        foreach (var (claim, db) in claims.Zip(databases))
        {
            await claim.DisposeAsync();
            await db.DisposeAsync();
        }
    }

    [Fact]
    public async Task Message_whose_dispatcher_died_is_due_again()
    {
        await AddAsync("a");
        await using var dead = Open();
        (await ClaimAsync(dead, Now)).Messages.Count.ShouldBe(1);
        await using var db = Open();

        await using (var soon = await ClaimAsync(db, Now + TimeSpan.FromSeconds(59)))
        {
            KeysOf(soon).ShouldBeEmpty();
        }

        await using var later = await ClaimAsync(db, Now + TimeSpan.FromSeconds(61));
        KeysOf(later).ShouldBe(["a"]);
    }

    [Fact]
    public async Task Message_that_was_put_off_holds_nobody_back()
    {
        await AddAsync("a");
        await using var db = Open();
        await db.Outbox.ExecuteUpdateAsync(
            update => update.SetProperty(message => message.NotBefore, Now + TimeSpan.FromMinutes(5)).SetProperty(message => message.Attempts, 3),
            TestContext.Current.CancellationToken);
        await AddAsync("a");

        await using var claimed = await ClaimAsync(db, Now);

        claimed.Messages.ShouldHaveSingleItem().Attempts.ShouldBe(0);
    }

    private static Task<OutboxClaim> ClaimAsync(LimnDb db, DateTimeOffset now) => OutboxClaim.TakeAsync(db, now, TestContext.Current.CancellationToken);

    private static IEnumerable<string> KeysOf(OutboxClaim claim) => claim.Messages.Select(message => message.Key);

    private PostgresLimnDb Open() => new(new DbContextOptionsBuilder<PostgresLimnDb>().UseNpgsql(connection).Options);

    private async Task AddAsync(params string[] keys)
    {
        await using var db = Open();
        db.Outbox.AddRange(keys.Select(key => new OutboxMessage { Kind = "test", Key = key, Payload = RawJson.EmptyObject, NotBefore = Now }));
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }
}
