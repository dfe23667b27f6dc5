using Limn.Faults.Means;
using Limn.Server.Tests.Hosting;
using Shouldly;
using Xunit;

namespace Limn.Faults.Scenarios;

/// <summary>Somebody sets the machine's clock, forwards and backwards, once while the process is away.</summary>
public sealed class ClockTests
{
    [Fact]
    public async Task Clock_steps_on_sqlite()
    {
        using var clock = FalseClock.New();
        await using var server = await FaultyServer.StartAsync(new ServerSettings { Environment = clock.Environment });
        await StepAsync(clock, server);
        await server.Check.ConcludeAsync("clock steps, SQLite", 1);
    }

    [Fact]
    public async Task Clock_steps_on_postgres()
    {
        using var clock = FalseClock.New();
        await using var postgres = await PostgresServer.StartAsync(durable: true);

        // Under libfaketime, waits with a timeout that block a thread end at once: the connection has none.
        var database = $"{await postgres.CreateDatabaseAsync()};Timeout=0;Command Timeout=0";
        await using var server = await FaultyServer.StartAsync((new ServerSettings { Environment = clock.Environment }).With(database));
        await StepAsync(clock, server);
        await server.Check.ConcludeAsync("clock steps, PostgreSQL", 1);
    }

    private static async Task StepAsync(FalseClock clock, FaultyServer server)
    {
        foreach (var hours in new[] { 1, -2, 30, -30 })
        {
            clock.Set(TimeSpan.FromHours(hours));
            await server.Load.MoreAsync(20);
        }

        clock.Set(TimeSpan.FromHours(5));
        await server.Load.MoreAsync(20);
        await server.Process.KillAsync();
        clock.Set(TimeSpan.Zero);
        await server.Process.StartProcessAsync();
        await server.Load.MoreAsync(20);
        server.Load.Failures.ShouldBeEmpty(server.Process.Log());
    }
}
