using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Limn.Plugins.Testing;
using Limn.Plugins.Transports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Limn.Plugins.Tests;

public sealed class HostingTests
{
    [Fact]
    public async Task Plugin_runs_in_the_process_of_its_host_without_a_socket()
    {
        await using var hub = await FakeHub.StartAsync();
        var called = new ConcurrentQueue<string>();
        var options = hub.Plugin(Sample.Id, Sample.Secret) with { HttpHandlerFactory = () => new CountingHandler(called) };
        var plugin = new ExportPlugin(options, Sample.BoxesAsync);
        var sink = new ListSink();
        FakeRun run;
        await using (var transport = new InProcessPluginTransport(plugin))
        {
            plugin.State.ShouldBe(PluginState.Live);
            run = await OpenRunAsync(hub);
            await transport.RunAsync(run.Payload, sink);
        }

        hub.LiveSockets.ShouldBe(0);
        run.ReadText("boxes.csv").ShouldBe("1.png,Car,1,2\n");
        sink.Messages.Select(m => m.ContainsKey("msg") ? "log" : "response").ShouldBe(["log", "response"]);
        sink.Messages[1]["export"]!.GetValue<bool>().ShouldBeTrue();
        var files = $"/files/{run.Session}";
        called.ShouldBe([
            "/v2/export", $"{files}/export.zip", "/v2/getUploadUrl", "/v2/getSignedUrl", $"{files}/64f0a1b2c3d4e5f6a7b8c9d0.zip",
        ]);
        plugin.State.ShouldBe(PluginState.Stopped);
    }

    [Fact]
    public async Task Failure_in_the_host_process_is_an_answer_and_no_exception()
    {
        await using var transport = new InProcessPluginTransport(new BatchModelPlugin(
            new PluginOptions { Host = new Uri("http://h"), Id = "p", Secret = "" },
            (_, _) => throw new InvalidOperationException("no luck")));
        var sink = new ListSink();

        await transport.RunAsync(new JsonObject { ["session"] = "s1" }, sink);

        sink.Messages[^1].ToJsonString().ShouldBe("""{"error":true,"message":"no luck","session":"s1"}""");
    }

    [Fact]
    public async Task Host_cancels_a_run_by_its_token()
    {
        await using var transport = new InProcessPluginTransport(new BatchModelPlugin(
            new PluginOptions { Host = new Uri("http://h"), Id = "p", Secret = "" },
            async (_, ct) =>
            {
                await Task.Delay(Timeout.Infinite, ct);
                return null;
            }));
        using var cancel = new CancellationTokenSource();
        var sink = new ListSink();
        var running = transport.RunAsync(new JsonObject { ["session"] = "s1" }, sink, cancel.Token);

        await cancel.CancelAsync();
        await running.WaitAsync(Wait.Limit);

        sink.Messages[^1]["message"]!.GetValue<string>().ShouldBe("The run was cancelled.");
    }

    [Fact]
    public async Task Host_serves_its_plugins_while_it_runs()
    {
        await using var hub = await FakeHub.StartAsync();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLogging();
        builder.Services.AddSingleton("table");
        builder.Services.AddLimnPlugin(services => new BatchModelPlugin(
            hub.Plugin("p1", "s1"), (_, _) => Task.FromResult<string?>($"one {services.GetRequiredService<string>()}")));
        builder.Services.AddLimnPlugin(_ => new BatchModelPlugin(hub.Plugin("p2", "s2"), (_, _) => Task.FromResult<string?>("two")));
        using var host = builder.Build();
        await host.StartAsync();

        var first = await hub.StartRunAsync("p1", []);
        var second = await hub.StartRunAsync("p2", []);
        await first.EndAsync();
        await second.EndAsync();
        await host.StopAsync();

        (await first.Response)["response"]!.GetValue<string>().ShouldBe("one table");
        (await second.Response)["response"]!.GetValue<string>().ShouldBe("two");
        await Wait.UntilAsync(() => hub.LiveSockets == 0, "both are gone");
    }

    [Fact]
    public async Task Health_port_tells_a_container_how_the_plugin_is()
    {
        await using var hub = await FakeHub.StartAsync();
        var plugin = new ExportPlugin(hub.Plugin(Sample.Id, Sample.Secret) with { HealthPort = 0 }, Sample.BoxesAsync);
        await using var health = await PluginListener.StartHealthAsync(plugin, CancellationToken.None);
        using var http = new HttpClient();
        var address = new Uri($"http://127.0.0.1:{new Uri(health!.Urls.First()).Port}/healthz");
        ((int)(await http.GetAsync(address)).StatusCode).ShouldBe(503);

        await using var running = RunningPlugin.Start(plugin);
        await plugin.UntilAsync(PluginState.Live);

        (await http.GetStringAsync(address)).ShouldBe("""{"state":"Live"}""");
    }

    /// <summary>A run whose REST side is the hub's, and whose event never left it.</summary>
    private static async Task<FakeRun> OpenRunAsync(FakeHub hub)
    {
        await using var refusing = RunningPlugin.Start(
            new BatchModelPlugin(hub.Plugin(Sample.Id, Sample.Secret), (_, _) => Task.FromResult<string?>(null)));
        var run = await hub.RunExportAsync(Sample.Id, new ExportInput { Records = Sample.Records(1) });
        return run;
    }

    private sealed class ListSink : IPluginRunSink
    {
        private readonly List<JsonObject> messages = [];

        public IReadOnlyList<JsonObject> Messages
        {
            get
            {
                lock (messages)
                    return [.. messages];
            }
        }

        public void Log(JsonObject line) => Add(line);

        public ValueTask RespondAsync(JsonObject response, CancellationToken cancellationToken)
        {
            Add(response);
            return ValueTask.CompletedTask;
        }

        private void Add(JsonObject message)
        {
            lock (messages)
                messages.Add(message);
        }
    }

    private sealed class CountingHandler(ConcurrentQueue<string> called) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            called.Enqueue(request.RequestUri!.AbsolutePath);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
