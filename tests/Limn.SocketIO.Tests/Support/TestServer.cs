using Limn.SocketIO.Hosting;
using Limn.SocketIO.Namespaces;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shouldly;

namespace Limn.SocketIO.Tests.Support;

/// <summary>The library behind a real web server on a free port.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private TestServer(WebApplication app, CapturedLog log)
    {
        this.app = app;
        Log = log;
        Server = app.Services.GetRequiredService<SocketIOServer>();
        Url = new Uri(app.Urls.Single());
        Http = new HttpClient { BaseAddress = Url };
    }

    public SocketIOServer Server { get; }

    public CapturedLog Log { get; }

    public Uri Url { get; }

    public HttpClient Http { get; }

    public IServiceProvider Services => app.Services;

    public static Task<TestServer> StartAsync(Action<SocketIOServer> map, Action<SocketIOOptions>? options = null) =>
        StartAsync(map, options, _ => { });

    public static async Task<TestServer> StartAsync(
        Action<SocketIOServer> map, Action<SocketIOOptions>? options, Action<IServiceCollection> services)
    {
        var log = new CapturedLog();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Debug);
        builder.Services.AddSocketIO(options);
        services(builder.Services);
        var app = builder.Build();
        app.MapSocketIO("/socket.io", map);
        await app.StartAsync();
        return new TestServer(app, log);
    }

    /// <summary>Opens a websocket session, its handshake read.</summary>
    public async Task<WireClient> OpenAsync(string? origin = null)
    {
        var client = await WireClient.ConnectAsync(Url, "EIO=4&transport=websocket", origin);
        (await client.ReceiveAsync()).ShouldStartWith("0{");
        return client;
    }

    /// <summary>Opens a websocket session and joins a namespace.</summary>
    public async Task<WireClient> JoinAsync(string @namespace = "/")
    {
        var client = await OpenAsync();
        var prefix = @namespace == "/" ? "40" : $"40{@namespace},";
        await client.SendAsync(prefix);
        (await client.ReceiveAsync()).ShouldStartWith(prefix + "{\"sid\":");
        return client;
    }

    /// <summary>Opens a polling session.</summary>
    public async Task<PollingClient> OpenPollingAsync(string? origin = null) => await PollingClient.OpenAsync(Http, origin);

    /// <summary>The server forgets whoever is gone.</summary>
    public Task WaitUntilEmptyAsync() => Wait.UntilAsync(() => Server.SessionCount == 0, "a session is left");

    public Task StopAsync() => app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.DisposeAsync();
    }
}

/// <summary>Namespaces that many tests want.</summary>
internal static class Maps
{
    /// <summary>The main namespace answers <c>echo</c> by an ack.</summary>
    public static SocketNamespace Echo(SocketIOServer server) => server.AddNamespace("/").On("echo", e => e.AckAsync(e.Arguments));
}
