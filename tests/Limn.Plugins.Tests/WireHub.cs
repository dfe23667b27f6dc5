using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Limn.Plugins.Tests;

/// <summary>
/// A hub of bare frames, written by hand: what the plugin sends is seen letter by letter, and nothing happens that the test does
/// not send. Knows nothing of what Limn adds to the protocol.
/// </summary>
internal sealed class WireHub : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<string> requests = new();
    private readonly ConcurrentQueue<WireSocket> sockets = new();

    private WireHub(WebApplication app) => this.app = app;

    public Uri Address => new(app.Urls.Single());

    public IReadOnlyList<string> Requests => [.. requests];

    public string Handshake { get; init; } =
        """0{"sid":"e1","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}""";

    /// <summary>What is sent after the plugin has asked to join the namespace.</summary>
    public string Welcome { get; set; } = """40/plugin,{"sid":"s1"}""";

    public PluginOptions Options => new()
    {
        Host = Address,
        Id = Sample.Id,
        Secret = Sample.Secret,
        Reconnect = new ReconnectPolicy { Initial = TimeSpan.FromMilliseconds(5), Maximum = TimeSpan.FromMilliseconds(20) },
    };

    public static async Task<WireHub> StartAsync(string? handshake = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var hub = handshake is null ? new WireHub(app) : new WireHub(app) { Handshake = handshake };
        app.UseWebSockets();
        app.Map("/socket.io/", hub.ServeAsync);
        await app.StartAsync();
        return hub;
    }

    /// <summary>The socket with this number, from 0, once it is there.</summary>
    public async Task<WireSocket> SocketAsync(int number = 0)
    {
        await Wait.UntilAsync(() => sockets.Count > number, $"connection {number}");
        return sockets.ElementAt(number);
    }

    /// <summary>The same, once the plugin has joined and proved itself.</summary>
    public async Task<WireSocket> JoinedAsync(int number = 0)
    {
        var socket = await SocketAsync(number);
        await socket.FrameAsync("42/plugin,[\"heartbeat\"");
        return socket;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var socket in sockets)
            socket.Drop();
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
    }

    private async Task ServeAsync(HttpContext context)
    {
        requests.Enqueue($"{(context.WebSockets.IsWebSocketRequest ? "websocket" : context.Request.Method)} {context.Request.QueryString}");
        var lifetime = context.Features.Get<IConnectionLifetimeFeature>()!;
        using var socket = new WireSocket(await context.WebSockets.AcceptWebSocketAsync(), lifetime.Abort);
        sockets.Enqueue(socket);
        await socket.SendAsync(Handshake);
        await socket.ReceiveAllAsync(text => text.StartsWith("40", StringComparison.Ordinal) ? Welcome : null);
    }
}

/// <summary>One connection of a <see cref="WireHub"/>.</summary>
internal sealed class WireSocket(WebSocket socket, Action abort) : IDisposable
{
    private readonly ConcurrentQueue<string> frames = new();
    private readonly SemaphoreSlim turn = new(1);

    /// <summary>Text frames from the plugin so far.</summary>
    public IReadOnlyList<string> Frames => [.. frames];

    public async Task SendAsync(string text)
    {
        await turn.WaitAsync();
        try
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Waits for a frame of the plugin.</summary>
    public async Task<string> FrameAsync(Func<string, bool> isWanted, string what)
    {
        await Wait.UntilAsync(() => frames.Any(isWanted), $"{what}; frames: {string.Join("  ", frames)}");
        return frames.First(isWanted);
    }

    public Task<string> FrameAsync(string start) => FrameAsync(f => f.StartsWith(start, StringComparison.Ordinal), start);

    /// <summary>Tears the connection without a word.</summary>
    public void Drop() => abort();

    public async Task ReceiveAllAsync(Func<string, string?> answer)
    {
        var buffer = new byte[1 << 20];
        try
        {
            while (await socket.ReceiveAsync(buffer, CancellationToken.None) is { MessageType: not WebSocketMessageType.Close } part)
            {
                var text = Encoding.UTF8.GetString(buffer, 0, part.Count);
                frames.Enqueue(text);
                if (answer(text) is { } reply)
                    await SendAsync(reply);
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            // The connection was torn.
        }
    }

    public void Dispose() => turn.Dispose();
}
