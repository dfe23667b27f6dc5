using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Limn.SocketIO.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Limn.Plugins.Testing;

/// <summary>
/// A hub for tests: it listens on a free port of this machine, speaks the plugin protocol and as much of the REST API as a run
/// needs, starts runs and remembers what came of them. It can be told to misbehave. Thread safe.
/// </summary>
/// <example>
/// <code>
/// await using var hub = await FakeHub.StartAsync();
/// var plugin = new ExportPlugin(hub.Plugin("p1", "secret"), MyExport.RunAsync);
/// using var stop = new CancellationTokenSource();
/// var running = PluginRunner.RunAsync(plugin, stop.Token);
/// var run = await hub.RunExportAsync("p1", new ExportInput { Records = records });
/// Assert.Equal("cat", run.ReadText("classes.txt"));
/// </code>
/// </example>
public sealed class FakeHub : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("limn-fake-hub-");
    private readonly Interference interference = new();
    private readonly ConcurrentDictionary<string, FakeRun> runs = new();
    private readonly HubSockets sockets;
    private readonly HubApi api;
    private WebApplication? app;
    private int port;
    private int sessions;

    private FakeHub()
    {
        sockets = new HubSockets(runs, interference);
        api = new HubApi(runs, interference, folder.FullName);
    }

    /// <summary>Where it listens; the same after a restart.</summary>
    public Uri Address => new($"http://127.0.0.1:{port}");

    /// <summary>Number of sockets that have proved the secret of a known plugin and are open.</summary>
    public int LiveSockets => sockets.Live;

    /// <summary>Number of heartbeats so far, good and bad.</summary>
    public int Heartbeats => sockets.Heartbeats;

    /// <summary>Starts a hub.</summary>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <returns>The hub, to be disposed by the caller.</returns>
    public static async Task<FakeHub> StartAsync(CancellationToken cancellationToken = default)
    {
        var hub = new FakeHub();
        await hub.StartAgainAsync(cancellationToken);
        return hub;
    }

    /// <summary>Creates a plugin in the hub, or gives it another secret.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="secret">Its secret.</param>
    /// <returns>Options with which it can be run against this hub, and which reconnect within milliseconds.</returns>
    public PluginOptions Plugin(string id, string secret)
    {
        sockets.Secrets[id] = secret;
        return new PluginOptions
        {
            Host = Address,
            Id = id,
            Secret = secret,
            Port = 0,
            Reconnect = new ReconnectPolicy { Initial = TimeSpan.FromMilliseconds(10), Maximum = TimeSpan.FromMilliseconds(100) },
        };
    }

    /// <summary>Starts an export run as soon as the plugin is connected.</summary>
    /// <param name="pluginId">The plugin.</param>
    /// <param name="input">What to export.</param>
    /// <param name="cancellationToken">Gives the waiting for the plugin up.</param>
    /// <returns>The run, under way.</returns>
    public Task<FakeRun> StartExportAsync(string pluginId, ExportInput input, CancellationToken cancellationToken = default)
    {
        var payload = new JsonObject
        {
            ["configJSON"] = input.Config,
            ["projectId"] = input.ProjectId,
            ["batches"] = Strings(input.Batches),
        };
        if (input.Stages is { } stages)
            payload["stage"] = Strings(stages);
        return StartAsync(pluginId, payload, input, cancellationToken);
    }

    /// <summary>Starts an export run and waits for its end.</summary>
    /// <param name="pluginId">The plugin.</param>
    /// <param name="input">What to export.</param>
    /// <param name="cancellationToken">Gives the waiting for the plugin up.</param>
    /// <returns>The run, ended.</returns>
    /// <exception cref="TimeoutException">The run has not ended within 60 seconds.</exception>
    public async Task<FakeRun> RunExportAsync(string pluginId, ExportInput input, CancellationToken cancellationToken = default)
    {
        var run = await StartExportAsync(pluginId, input, cancellationToken);
        await run.EndAsync();
        return run;
    }

    /// <summary>Starts a run of any type as soon as the plugin is connected.</summary>
    /// <param name="pluginId">The plugin.</param>
    /// <param name="payload">
    /// What to send, beside <c>session</c>, <c>apiKey</c> and the other common keys, which are added where they are missing.
    /// </param>
    /// <param name="cancellationToken">Gives the waiting for the plugin up.</param>
    /// <returns>The run, under way.</returns>
    public Task<FakeRun> StartRunAsync(string pluginId, JsonObject payload, CancellationToken cancellationToken = default) =>
        StartAsync(pluginId, payload, null, cancellationToken);

    /// <summary>Starts a run of any type by calling a plugin that listens (REST connector), and waits for its answer.</summary>
    /// <param name="listener">Address of the plugin.</param>
    /// <param name="pluginId">The plugin.</param>
    /// <param name="payload">As for <see cref="StartRunAsync"/>.</param>
    /// <param name="input">What to export, for export plugins.</param>
    /// <param name="cancellationToken">Hangs up.</param>
    /// <returns>The run, with <see cref="FakeRun.HttpStatus"/> and <see cref="FakeRun.HttpBody"/>.</returns>
    public async Task<FakeRun> CallPluginAsync(
        Uri listener, string pluginId, JsonObject payload, ExportInput? input = null, CancellationToken cancellationToken = default)
    {
        var run = Open(pluginId, payload, input);
        using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(listener, "/plugin"))
        {
            Content = new StringContent(run.Payload.ToJsonString(), null, "application/json"),
            Headers = { { "Secret", sockets.Secrets[pluginId] } },
        };
        using var answer = await http.SendAsync(request, cancellationToken);
        run.HttpStatus = (int)answer.StatusCode;
        run.HttpBody = await answer.Content.ReadAsStringAsync(cancellationToken);
        return run;
    }

    /// <summary>Lets the hub answer a call of the REST API that it does not know by itself.</summary>
    /// <param name="method">GET, POST ...</param>
    /// <param name="path">Path without the query, such as <c>/v2/task/t1</c>.</param>
    /// <param name="answer">Gets the body and gives the member <c>data</c> of the answer.</param>
    public void Answer(string method, string path, Func<JsonNode?, JsonNode> answer) => api.Answers[$"{method} {path}"] = answer;

    /// <summary>Serves a file to whoever asks for it, such as the asset of a run.</summary>
    /// <param name="path">Path such as <c>/assets/eye.png</c>.</param>
    /// <param name="content">Its bytes.</param>
    /// <returns>The address.</returns>
    public Uri Serve(string path, byte[] content)
    {
        api.Files[path] = content;
        return new Uri(Address, path);
    }

    /// <summary>
    /// Does something whenever a run reaches a phase, before the hub goes on. The result replaces the hub's answer, where there is
    /// one to replace; null lets it go on as usual.
    /// </summary>
    /// <param name="phase">When.</param>
    /// <param name="act">What. May wait, stop the hub, drop the sockets ...</param>
    public void Interfere(HubPhase phase, Func<FakeRun, Task<HubReply?>> act) => interference.Set(phase, act);

    /// <summary>Does something whenever a run reaches a phase, before the hub goes on as usual.</summary>
    /// <param name="phase">When.</param>
    /// <param name="act">What, such as <see cref="DropSockets"/>.</param>
    public void Interfere(HubPhase phase, Action<FakeRun> act) => Interfere(phase, run =>
    {
        act(run);
        return Task.FromResult<HubReply?>(null);
    });

    /// <summary>Asks the plugin to give a run up.</summary>
    /// <param name="run">The run.</param>
    /// <returns>When the event is on its way.</returns>
    public Task CancelAsync(FakeRun run) => sockets.CancelAsync(run);

    /// <summary>Waits until a plugin is connected and has proved its secret.</summary>
    /// <param name="pluginId">The plugin.</param>
    /// <param name="cancellationToken">Gives the waiting up.</param>
    /// <returns>When it is.</returns>
    public async Task WaitForPluginAsync(string pluginId, CancellationToken cancellationToken = default) =>
        await sockets.FindAsync(pluginId, cancellationToken);

    /// <summary>Tears all sockets without a word, as a failing network does. The hub goes on listening.</summary>
    public void DropSockets() => sockets.Drop();

    /// <summary>Ends the hub at once, its connections included, and keeps what it knows.</summary>
    /// <returns>When nobody listens any more.</returns>
    public async Task StopAsync()
    {
        if (app is not { } running)
            return;
        app = null;
        sockets.Drop();
        await running.StopAsync(new CancellationToken(canceled: true));
        await running.DisposeAsync();
    }

    /// <summary>Starts a stopped hub again, on the same port.</summary>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <returns>When it listens.</returns>
    public async Task StartAgainAsync(CancellationToken cancellationToken = default)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore().AddLogging().AddSocketIO();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(System.Net.IPAddress.Loopback, port);
        });
        app = builder.Build();
        app.UseRouting();
        sockets.Map(app);
        api.Map(app, () => Address);
        await app.StartAsync(cancellationToken);
        port = new Uri(app.Urls.First()).Port;
    }

    /// <summary>Ends the hub and deletes what it has stored.</summary>
    /// <returns>When it is gone.</returns>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        folder.Delete(recursive: true);
    }

    private async Task<FakeRun> StartAsync(string pluginId, JsonObject payload, ExportInput? input, CancellationToken cancellationToken)
    {
        var socket = await sockets.FindAsync(pluginId, cancellationToken);
        var run = Open(pluginId, payload, input);
        await sockets.DispatchAsync(socket, run);
        return run;
    }

    private FakeRun Open(string pluginId, JsonObject given, ExportInput? input)
    {
        var session = $"66b7c2{Interlocked.Increment(ref sessions):x18}";
        var payload = new JsonObject
        {
            ["projectId"] = "64f0a1b2c3d4e5f6a7b8c9d0",
            ["orgId"] = "62aa00000000000000000001",
            ["runBy"] = "62ab00000000000000000001",
            ["configJSON"] = "{}",
            ["batches"] = new JsonArray(),
        };
        foreach (var (key, value) in given)
            payload[key] = value?.DeepClone();
        payload["session"] = session;
        payload["apiKey"] = $"lrk_{session}";
        payload["tags"] = payload["batches"]!.DeepClone();
        var run = new FakeRun(pluginId, payload, input);
        runs[session] = run;
        return run;
    }

    private static JsonArray Strings(IEnumerable<string> values) => new([.. values.Select(v => (JsonNode)v)]);
}
