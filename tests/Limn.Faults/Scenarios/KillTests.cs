using Limn.Faults.Means;
using Limn.Server.Tests.Hosting;
using Shouldly;
using Xunit;

namespace Limn.Faults.Scenarios;

/// <summary>The process is killed, without a chance to say a word, at random moments of its work and of its start.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Killed_on_sqlite()
    {
        await using var server = await FaultyServer.StartAsync();

        await KillAgainAndAgainAsync(server);

        await server.Check.ConcludeAsync("kill -9, SQLite", Dose.Kills);
    }

    [Fact]
    public async Task Killed_on_postgres()
    {
        await using var postgres = await PostgresServer.StartAsync(durable: true);
        await using var server = await FaultyServer.StartAsync(new ServerSettings().With(await postgres.CreateDatabaseAsync()));

        await KillAgainAndAgainAsync(server);

        await server.Check.ConcludeAsync("kill -9, PostgreSQL", Dose.Kills);
    }

    private async Task KillAgainAndAgainAsync(FaultyServer server)
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"Seed {seed}");
        var random = new Random(seed);
        for (var kill = 0; kill < Dose.Kills; kill++)
        {
            await Task.Delay(Dose.Moment * random.NextDouble());
            await server.Process.KillAsync();
            if (random.Next(5) == 0)
            {
                server.Process.Begin();
                await Task.Delay(Dose.Moment * random.NextDouble());
                await server.Process.KillAsync();
            }

            await server.Process.StartProcessAsync();
            (await server.Check.FindLostAsync()).ShouldBeEmpty($"kill {kill}, seed {seed}");
            await server.Load.MoreAsync(1);
        }

        server.Load.Failures.ShouldBeEmpty(server.Process.Log());
    }
}
