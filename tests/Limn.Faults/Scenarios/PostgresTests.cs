using System.Net;
using Limn.Faults.Means;
using Limn.Server.Tests.Hosting;
using Shouldly;
using Xunit;

namespace Limn.Faults.Scenarios;

/// <summary>PostgreSQL is away, slow, or behind a network that breaks.</summary>
public sealed class PostgresTests
{
    [Fact]
    public async Task Postgres_stops_and_starts_again()
    {
        await using var postgres = await PostgresServer.StartAsync(durable: true);
        await using var server = await FaultyServer.StartAsync(new ServerSettings().With(await postgres.CreateDatabaseAsync()));
        for (var round = 0; round < Dose.Rounds; round++)
        {
            await postgres.StopAsync();
            await Eventually.TrueAsync(async () => !await server.Process.IsReadyAsync(), "the server says that it is not ready");
            (await server.Process.Api.GetAsync("/v2/listProjects")).FailsWith(HttpStatusCode.ServiceUnavailable).ShouldContain("database");
            await postgres.StartAgainAsync();

            await Eventually.TrueAsync(server.Process.IsReadyAsync, "the server is ready again");
            await server.Load.MoreAsync(20);
        }

        server.Process.HasExited.ShouldBeFalse();
        await server.Check.ConcludeAsync("PostgreSQL stopped and restarted", 0);
    }

    [Fact]
    public async Task Postgres_is_slow()
    {
        await using var postgres = await PostgresServer.StartAsync(durable: true);
        await using var cable = new Cable(postgres.Port);
        await using var server = await FaultyServer.StartAsync(new ServerSettings().With(cable.Reach(await postgres.CreateDatabaseAsync())));
        for (var round = 0; round < Dose.Rounds; round++)
        {
            cable.Delay = TimeSpan.FromMilliseconds(150);
            await server.Load.MoreAsync(5);
            cable.Delay = TimeSpan.Zero;
            await server.Load.MoreAsync(20);
        }

        server.Load.Failures.ShouldBeEmpty(server.Process.Log());
        await server.Check.ConcludeAsync("PostgreSQL slow", 0);
    }

    [Fact]
    public async Task Connections_to_postgres_break()
    {
        await using var postgres = await PostgresServer.StartAsync(durable: true);
        await using var cable = new Cable(postgres.Port);
        await using var server = await FaultyServer.StartAsync(new ServerSettings().With(cable.Reach(await postgres.CreateDatabaseAsync())));
        for (var round = 0; round < Dose.Rounds * 3; round++)
        {
            cable.Break();
            await server.Load.MoreAsync(10);
            cable.Cut();
            await Task.Delay(Dose.Moment);
            cable.Mend();
            await server.Load.MoreAsync(10);
        }

        server.Process.HasExited.ShouldBeFalse();
        await server.Check.ConcludeAsync("connections to PostgreSQL break", 0);
    }

    [Fact]
    public async Task Postgres_fails_over_to_its_standby()
    {
        await using var first = await PostgresServer.StartAsync(durable: true);
        await using var cable = new Cable(first.Port);
        await using var server = await FaultyServer.StartAsync(new ServerSettings().With(cable.Reach(await first.CreateDatabaseAsync())));
        await using var second = await first.StartStandbyAsync();
        await server.Load.MoreAsync(20);

        await first.StopAsync();
        await second.PromoteAsync();
        cable.LeadTo(second.Port);

        await server.Load.MoreAsync(40);
        server.Process.HasExited.ShouldBeFalse();
        await server.Check.ConcludeAsync("PostgreSQL fails over", 1);
    }
}
