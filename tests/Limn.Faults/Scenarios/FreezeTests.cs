using Limn.Faults.Means;
using Limn.Server.Tests.Hosting;
using Shouldly;
using Xunit;

namespace Limn.Faults.Scenarios;

/// <summary>The process stands still for a while and goes on, as on a machine that is suspended or swaps.</summary>
public sealed class FreezeTests
{
    [Fact]
    public async Task Frozen_on_sqlite()
    {
        await using var server = await FaultyServer.StartAsync();
        await FreezeAsync(server);
        await server.Check.ConcludeAsync("frozen, SQLite", 0);
    }

    [Fact]
    public async Task Frozen_on_postgres()
    {
        await using var postgres = await PostgresServer.StartAsync(durable: true);
        await using var server = await FaultyServer.StartAsync(new ServerSettings().With(await postgres.CreateDatabaseAsync()));
        await FreezeAsync(server);
        await server.Check.ConcludeAsync("frozen, PostgreSQL", 0);
    }

    private static async Task FreezeAsync(FaultyServer server)
    {
        // The longest is longer than the lease of a job and the patience of callers.
        TimeSpan[] times = Dose.IsFull ? [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(40)] : [TimeSpan.FromSeconds(5)];
        foreach (var time in times)
        {
            await server.Process.FreezeAsync();
            await Task.Delay(time);
            await server.Process.ThawAsync();
            await server.Load.MoreAsync(20);
        }

        server.Process.HasExited.ShouldBeFalse();
    }
}
