using Limn.Faults.Means;
using Shouldly;
using Xunit;

namespace Limn.Faults.Scenarios;

/// <summary>One of three processes is lost, in the ways in which processes are lost; the others go on with its work.</summary>
public sealed class ClusterTests(ITestOutputHelper output)
{
    // Longer than three silent probes, after which the others go on without it.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(12);

    [Fact]
    public async Task One_of_three_is_killed()
    {
        await using var cluster = await FaultyCluster.StartAsync();
        var seed = Random.Shared.Next();
        output.WriteLine($"Seed {seed}");
        var random = new Random(seed);
        for (var loss = 0; loss < Dose.Losses; loss++)
        {
            await Task.Delay(Dose.Moment * random.NextDouble());
            await cluster.Processes[random.Next(cluster.Processes.Length)].KillAsync();
            await cluster.Load.MoreAsync(5);
            await cluster.ReviveAsync();
            (await cluster.Check.FindLostAsync()).ShouldBeEmpty($"loss {loss}, seed {seed}");
        }

        await cluster.Check.ConcludeAsync("one of three killed", Dose.Losses);
    }

    [Fact]
    public async Task One_of_three_is_frozen()
    {
        await using var cluster = await FaultyCluster.StartAsync();
        for (var round = 0; round < Dose.Rounds; round++)
        {
            var frozen = cluster.Processes[round % cluster.Processes.Length];
            await frozen.FreezeAsync();
            await Task.Delay(Silence);
            await cluster.Load.MoreAsync(10);
            await frozen.ThawAsync();
            await cluster.ReviveAsync();
            await cluster.Load.MoreAsync(10);
        }

        await cluster.Check.ConcludeAsync("one of three frozen", 0);
    }

    [Fact]
    public async Task One_of_three_is_cut_off()
    {
        await using var segment = await Segment.CreateAsync();
        await using var cluster = await FaultyCluster.StartAsync(segment);
        for (var round = 0; round < Dose.Rounds; round++)
        {
            await segment.CutAsync();
            await Task.Delay(Silence);
            await cluster.Load.MoreAsync(10);
            await segment.MendAsync();
            await cluster.ReviveAsync();
            await cluster.Load.MoreAsync(10);
        }

        await cluster.Check.ConcludeAsync("one of three cut off", 0);
    }
}
