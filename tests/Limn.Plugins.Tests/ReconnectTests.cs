using Limn.Plugins.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Limn.Plugins.Tests;

public sealed class ReconnectTests
{
    [Theory]
    [MemberData(nameof(Phases))]
    public async Task Run_succeeds_although_the_socket_is_torn_at(HubPhase phase)
    {
        await using var hub = await FakeHub.StartAsync();
        await using var plugin = RunningPlugin.Start(Sample.Plugin(hub, Sample.BoxesAsync));
        Once(hub, phase, hub.DropSockets);

        var run = await hub.RunExportAsync(Sample.Id, new ExportInput { Records = Sample.Records(2) });

        run.ReadText("boxes.csv").ShouldBe("1.png,Car,1,2\n2.png,Car,2,2\n");
        (await run.Response)["export"]!.GetValue<bool>().ShouldBeTrue();
        await plugin.Plugin.UntilAsync(PluginState.Live);
    }

    [Theory]
    [MemberData(nameof(Phases))]
    public async Task Run_succeeds_although_the_hub_is_restarted_at(HubPhase phase)
    {
        await using var hub = await FakeHub.StartAsync();
        await using var plugin = RunningPlugin.Start(Sample.Plugin(hub, Sample.BoxesAsync));
        Task? restart = null;
        Once(hub, phase, () => restart = Task.Run(async () =>
        {
            await hub.StopAsync();
            await hub.StartAgainAsync();
        }));

        var run = await hub.RunExportAsync(Sample.Id, new ExportInput { Records = Sample.Records(2) });

        run.ReadText("boxes.csv").ShouldBe("1.png,Car,1,2\n2.png,Car,2,2\n");
        (await run.Response)["export"]!.GetValue<bool>().ShouldBeTrue();
        await restart!;
    }

    [Fact]
    public async Task Run_goes_on_through_an_outage_and_answers_on_the_new_socket()
    {
        await using var hub = await FakeHub.StartAsync();
        var isRunning = new TaskCompletionSource();
        var isDown = new TaskCompletionSource();
        await using var plugin = RunningPlugin.Start(Sample.Plugin(hub, async (run, ct) =>
        {
            run.Logger.Info("before");
            isRunning.SetResult();
            await isDown.Task;
            for (var i = 0; i < 500; i++)
                run.Logger.Info($"during {i}");
            return ExportResult.FromStream(new MemoryStream(), "x.zip");
        }));
        var run = await hub.StartExportAsync(Sample.Id, new ExportInput());
        await isRunning.Task;
        await Wait.UntilAsync(() => run.Log.Count == 1, "the first line");

        await hub.StopAsync();
        await plugin.Plugin.UntilAsync(PluginState.Reconnecting);
        isDown.SetResult();
        await hub.StartAgainAsync();
        await run.EndAsync();

        run.LogTexts.ShouldBe(["INFO before", .. Enumerable.Range(0, 500).Select(i => $"INFO during {i}")]);
        (await run.Response)["export"]!.GetValue<bool>().ShouldBeTrue();
        run.Acknowledged.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Outage_of_ten_minutes_is_waited_out()
    {
        await using var hub = await FakeHub.StartAsync();
        var time = new FakeTimeProvider();
        var isRunning = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        var options = hub.Plugin(Sample.Id, Sample.Secret) with { TimeProvider = time, Reconnect = ReconnectPolicy.Default };
        var plugin = new ExportPlugin(options, async (_, _) =>
        {
            isRunning.SetResult();
            await release.Task;
            return ExportResult.FromStream(new MemoryStream(), "x.zip");
        });
        var running = RunningPlugin.Start(plugin);
        var run = await hub.StartExportAsync(Sample.Id, new ExportInput());
        await isRunning.Task;

        await hub.StopAsync();
        await plugin.UntilAsync(PluginState.Reconnecting);
        for (var second = 0; second < 600; second++)
            time.Advance(TimeSpan.FromSeconds(1));
        plugin.State.ShouldBe(PluginState.Reconnecting);
        await hub.StartAgainAsync();
        await Wait.UntilAsync(
            () =>
            {
                time.Advance(TimeSpan.FromMilliseconds(100));
                return plugin.State == PluginState.Live;
            },
            "the plugin is back");
        release.SetResult();
        await run.EndAsync();

        (await run.Response)["export"]!.GetValue<bool>().ShouldBeTrue();
        await running.DisposeAsync();
    }

    [Fact]
    public async Task Plugin_waits_for_a_hub_that_is_not_there_yet()
    {
        await using var hub = await FakeHub.StartAsync();
        await hub.StopAsync();
        var states = new List<PluginState>();
        var plugin = Sample.Plugin(hub, Sample.BoxesAsync);
        plugin.StateChanged += (_, change) => states.Add(change.Current);
        await using (RunningPlugin.Start(plugin))
        {
            plugin.State.ShouldBe(PluginState.Connecting);
            await hub.StartAgainAsync();
            await plugin.UntilAsync(PluginState.Live);
        }

        states.ShouldBe([PluginState.Live, PluginState.Stopped]);
    }

    [Fact]
    public async Task State_tells_of_loss_and_return()
    {
        await using var hub = await FakeHub.StartAsync();
        var plugin = Sample.Plugin(hub, Sample.BoxesAsync);
        var states = new List<PluginStateChanged>();
        plugin.StateChanged += (_, change) => states.Add(change);
        await using var running = RunningPlugin.Start(plugin);
        await hub.WaitForPluginAsync(Sample.Id);
        await plugin.UntilAsync(PluginState.Live);

        hub.DropSockets();
        await Wait.UntilAsync(() => states.Count >= 3, "loss and return");

        states.Take(3).ShouldBe([
            new PluginStateChanged(PluginState.Connecting, PluginState.Live),
            new PluginStateChanged(PluginState.Live, PluginState.Reconnecting),
            new PluginStateChanged(PluginState.Reconnecting, PluginState.Live),
        ]);
    }

    [Fact]
    public async Task Failing_handler_of_a_state_does_not_end_the_plugin()
    {
        await using var hub = await FakeHub.StartAsync();
        var plugin = Sample.Plugin(hub, Sample.BoxesAsync);
        plugin.StateChanged += (_, _) => throw new InvalidOperationException("of the author");
        await using var running = RunningPlugin.Start(plugin);

        (await hub.RunExportAsync(Sample.Id, new ExportInput())).ReadText("boxes.csv").ShouldBe("");
    }

    /// <summary>A run whose event is lost has never reached the plugin, so the first phase is left out.</summary>
    public static TheoryData<HubPhase> Phases => new(Enum.GetValues<HubPhase>().Where(phase => phase != HubPhase.Dispatched));

    private static void Once(FakeHub hub, HubPhase phase, Action act)
    {
        var left = 1;
        hub.Interfere(phase, _ =>
        {
            if (Interlocked.Exchange(ref left, 0) == 1)
                act();
        });
    }
}
