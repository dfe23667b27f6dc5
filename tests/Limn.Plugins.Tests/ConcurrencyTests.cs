using System.Collections.Concurrent;
using Limn.Plugins.Testing;

namespace Limn.Plugins.Tests;

public sealed class ConcurrencyTests
{
    [Fact]
    public async Task Runs_beyond_the_limit_wait_in_their_order()
    {
        await using var hub = await FakeHub.StartAsync();
        var started = new ConcurrentQueue<string>();
        var release = new SemaphoreSlim(0);
        var plugin = new BatchModelPlugin(hub.Plugin(Sample.Id, Sample.Secret) with { MaxConcurrentRuns = 2 }, async (run, ct) =>
        {
            started.Enqueue(run.SessionId);
            await release.WaitAsync(ct);
            return null;
        });
        await using var running = RunningPlugin.Start(plugin);
        var runs = new List<FakeRun>();
        for (var i = 0; i < 6; i++)
            runs.Add(await hub.StartRunAsync(Sample.Id, []));

        for (var done = 0; done < runs.Count; done++)
        {
            var expected = Math.Min(runs.Count, done + 2);
            await Wait.UntilAsync(() => started.Count == expected, $"{expected} runs have started");
            release.Release();
            await Wait.UntilAsync(() => runs.Count(r => r.Acknowledged.IsCompleted) == done + 1, $"{done + 1} runs have ended");
            started.Count.ShouldBeLessThanOrEqualTo(done + 3);
        }

        started.Take(2).ShouldBe(runs.Take(2).Select(r => r.Session), ignoreOrder: true);
        started.Skip(2).ShouldBe(runs.Skip(2).Select(r => r.Session));
    }

    [Fact]
    public async Task Function_that_blocks_its_thread_does_not_stop_the_heartbeat()
    {
        await using var hub = await FakeHub.StartAsync();
        using var release = new ManualResetEventSlim();
        var plugin = new BatchModelPlugin(
            hub.Plugin(Sample.Id, Sample.Secret) with { HeartbeatInterval = TimeSpan.FromMilliseconds(20) },
            (_, ct) =>
            {
                release.Wait(ct);
                return Task.FromResult<string?>("woken");
            });
        await using var running = RunningPlugin.Start(plugin);
        var run = await hub.StartRunAsync(Sample.Id, []);

        var before = hub.Heartbeats;
        await Wait.UntilAsync(() => hub.Heartbeats > before + 3, "heartbeats go on");
        release.Set();
        await run.EndAsync();

        (await run.Response)["response"]!.GetValue<string>().ShouldBe("woken");
    }

    [Fact]
    public async Task Two_processes_with_one_id_share_the_runs()
    {
        await using var hub = await FakeHub.StartAsync();
        await using var first = RunningPlugin.Start(Sample.Plugin(hub, Sample.BoxesAsync));
        await using var second = RunningPlugin.Start(Sample.Plugin(hub, Sample.BoxesAsync));
        await Wait.UntilAsync(() => hub.LiveSockets == 2, "both are there");

        var run = await hub.RunExportAsync(Sample.Id, new ExportInput { Records = Sample.Records(1) });

        await run.Acknowledged.WaitAsync(Wait.Limit);
        run.Responses.Count.ShouldBe(1);
    }
}
