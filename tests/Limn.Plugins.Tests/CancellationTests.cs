using Limn.Plugins.Testing;

namespace Limn.Plugins.Tests;

public sealed class CancellationTests
{
    [Fact]
    public async Task Cancelled_run_ends_and_others_go_on()
    {
        await using var hub = await FakeHub.StartAsync();
        var release = new TaskCompletionSource();
        await using var plugin = RunningPlugin.Start(Sample.Plugin(hub, async (_, ct) =>
        {
            await release.Task.WaitAsync(ct);
            return ExportResult.FromStream(new MemoryStream(), "x");
        }));
        var cancelled = await hub.StartExportAsync(Sample.Id, new ExportInput());
        var other = await hub.StartExportAsync(Sample.Id, new ExportInput());

        await hub.CancelAsync(cancelled);
        await cancelled.EndAsync();
        release.SetResult();
        await other.EndAsync();

        (await cancelled.Response)["message"]!.GetValue<string>().ShouldBe("The run was cancelled.");
        cancelled.LogTexts[^1].ShouldBe("WARNING The run was cancelled.");
        await cancelled.Acknowledged.WaitAsync(Wait.Limit);
        (await other.Response)["export"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task Waiting_run_can_be_cancelled()
    {
        await using var hub = await FakeHub.StartAsync();
        var release = new TaskCompletionSource();
        var plugin = new ExportPlugin(hub.Plugin(Sample.Id, Sample.Secret) with { MaxConcurrentRuns = 1 }, async (_, _) =>
        {
            await release.Task;
            return ExportResult.FromStream(new MemoryStream(), "x");
        });
        await using var running = RunningPlugin.Start(plugin);
        var first = await hub.StartExportAsync(Sample.Id, new ExportInput());
        await Wait.UntilAsync(() => first.Calls.Count > 0, "the first run has begun");
        var waiting = await hub.StartExportAsync(Sample.Id, new ExportInput());

        await hub.CancelAsync(waiting);
        await waiting.EndAsync();
        release.SetResult();
        await first.EndAsync();

        waiting.Calls.ShouldBeEmpty();
        (await waiting.Response)["error"]!.GetValue<bool>().ShouldBeTrue();
        (await first.Response)["export"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task Stopping_plugin_lets_its_runs_end()
    {
        await using var hub = await FakeHub.StartAsync();
        var isRunning = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        var plugin = RunningPlugin.Start(Sample.Plugin(hub, async (_, ct) =>
        {
            isRunning.SetResult();
            await release.Task.WaitAsync(ct);
            return ExportResult.FromStream(new MemoryStream(), "x");
        }));
        var run = await hub.StartExportAsync(Sample.Id, new ExportInput());
        await isRunning.Task;

        var stopped = plugin.StopAsync();
        await Wait.UntilAsync(() => plugin.Plugin.IsStopping, "it takes no more runs");
        var late = await hub.StartExportAsync(Sample.Id, new ExportInput());
        await late.EndAsync();
        release.SetResult();
        await stopped.WaitAsync(Wait.Limit);

        (await run.Response)["export"]!.GetValue<bool>().ShouldBeTrue();
        (await late.Response)["error"]!.GetValue<bool>().ShouldBeTrue();
        late.Calls.ShouldBeEmpty();
        plugin.Plugin.State.ShouldBe(PluginState.Stopped);
        await Wait.UntilAsync(() => hub.LiveSockets == 0, "the socket is closed");
    }

    [Fact]
    public async Task Run_that_outlasts_the_drain_time_is_cancelled_and_says_so()
    {
        await using var hub = await FakeHub.StartAsync();
        var isRunning = new TaskCompletionSource();
        var plugin = RunningPlugin.Start(new ExportPlugin(
            hub.Plugin(Sample.Id, Sample.Secret) with { DrainTime = TimeSpan.FromMilliseconds(50) },
            async (_, ct) =>
            {
                isRunning.SetResult();
                await Task.Delay(Timeout.Infinite, ct);
                return null!;
            }));
        var run = await hub.StartExportAsync(Sample.Id, new ExportInput());
        await isRunning.Task;

        await plugin.StopAsync().WaitAsync(Wait.Limit);

        (await run.Response)["message"]!.GetValue<string>().ShouldBe("The run was cancelled.");
    }
}
