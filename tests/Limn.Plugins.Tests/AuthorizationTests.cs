using Limn.Plugins.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Limn.Plugins.Tests;

public sealed class AuthorizationTests
{
    [Fact]
    public async Task Wrong_secret_is_told_once_and_the_plugin_goes_on_asking()
    {
        await using var hub = await FakeHub.StartAsync();
        var lines = new Lines();
        var plugin = new ExportPlugin(Impatient(hub) with { Secret = "wrong", LoggerFactory = lines }, Sample.BoxesAsync);
        await using var running = RunningPlugin.Start(plugin);

        await plugin.UntilAsync(PluginState.Unauthorized);
        var before = hub.Heartbeats;
        await Wait.UntilAsync(() => hub.Heartbeats > before + 5, "five more heartbeats");

        hub.LiveSockets.ShouldBe(0);
        var line = lines.Errors.ShouldHaveSingleItem();
        line.ShouldContain(Sample.Id);
        line.ShouldNotContain("wrong;");
        line.ShouldNotContain(Sample.Secret);
    }

    [Fact]
    public async Task Secret_put_right_in_the_hub_brings_the_plugin_to_life()
    {
        await using var hub = await FakeHub.StartAsync();
        var plugin = new ExportPlugin(Impatient(hub) with { Secret = "new" }, Sample.BoxesAsync);
        await using var running = RunningPlugin.Start(plugin);
        await plugin.UntilAsync(PluginState.Unauthorized);

        hub.Plugin(Sample.Id, "new");

        await plugin.UntilAsync(PluginState.Live);
        (await hub.RunExportAsync(Sample.Id, new ExportInput())).ReadText("boxes.csv").ShouldBe("");
    }

    [Fact]
    public async Task Lost_authorization_cancels_what_runs_and_keeps_what_it_has_to_say()
    {
        await using var hub = await FakeHub.StartAsync();
        var options = Impatient(hub);
        var isRunning = new TaskCompletionSource();
        var wasCancelled = new TaskCompletionSource();
        var plugin = new ExportPlugin(options, async (_, ct) =>
        {
            isRunning.SetResult();
            await using var registration = ct.Register(wasCancelled.SetResult);
            await Task.Delay(Timeout.Infinite, ct);
            return null!;
        });
        await using var running = RunningPlugin.Start(plugin);
        var run = await hub.StartExportAsync(Sample.Id, new ExportInput());
        await isRunning.Task;

        hub.Plugin(Sample.Id, "rotated");
        await plugin.UntilAsync(PluginState.Unauthorized);
        await wasCancelled.Task.WaitAsync(Wait.Limit);
        run.Response.IsCompleted.ShouldBeFalse();

        hub.Plugin(Sample.Id, Sample.Secret);
        await run.EndAsync();
        (await run.Response)["message"]!.GetValue<string>().ShouldBe("The run was cancelled.");
    }

    private static PluginOptions Impatient(FakeHub hub) =>
        hub.Plugin(Sample.Id, Sample.Secret) with { HeartbeatInterval = TimeSpan.FromMilliseconds(30) };

    private sealed class Lines : ILoggerFactory, ILogger
    {
        private readonly List<string> errors = [];

        public IReadOnlyList<string> Errors
        {
            get
            {
                lock (errors)
                    return [.. errors];
            }
        }

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => NullLogger.Instance.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel < LogLevel.Error)
                return;
            lock (errors)
                errors.Add(formatter(state, exception));
        }
    }
}
