using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Shouldly;

namespace Limn.Server.Tests.Hosting;

/// <summary>A websocket of the Socket.IO endpoint, frame by frame. It answers pings and does nothing else by itself.</summary>
public sealed class WireSocket : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly ClientWebSocket socket = new();
    private readonly Channel<string> frames = Channel.CreateUnbounded<string>();
    private readonly SemaphoreSlim sending = new(1, 1);
    private Task reading = Task.CompletedTask;

    /// <summary>Whether a frame is there already.</summary>
    public bool HasFrame => frames.Reader.Count > 0;

    /// <summary>Opens the websocket and takes the handshake.</summary>
    public static async Task<WireSocket> OpenAsync(Uri server, Action<ClientWebSocketOptions>? configure = null)
    {
        var wire = new WireSocket();
        var address = new UriBuilder(server) { Scheme = "ws", Path = "/socket.io/", Query = "transport=websocket&EIO=4&t=1764000000.5" };
        wire.socket.Options.SetRequestHeader("Origin", server.GetLeftPart(UriPartial.Authority));
        configure?.Invoke(wire.socket.Options);
        await wire.socket.ConnectAsync(address.Uri, CancellationToken.None);
        wire.reading = wire.ReadAsync();
        (await wire.NextAsync()).ShouldStartWith("0{");
        return wire;
    }

    public async Task SendAsync(string frame)
    {
        await sending.WaitAsync();
        try
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text, true, CancellationToken.None);
        }
        finally
        {
            sending.Release();
        }
    }

    public Task SendBinaryAsync(byte[] frame) => socket.SendAsync(frame, WebSocketMessageType.Binary, true, CancellationToken.None);

    /// <summary>The next frame other than a ping.</summary>
    public async Task<string> NextAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        return await frames.Reader.ReadAsync(patience.Token);
    }

    /// <summary>The arguments of the next frame, which is this event in this namespace.</summary>
    public async Task<JsonElement[]> NextEventAsync(string @namespace, string name)
    {
        var frame = await NextAsync();
        frame.ShouldStartWith($"42{@namespace},");
        var array = JsonDocument.Parse(frame[frame.IndexOf('[')..]).RootElement;
        array[0].GetString().ShouldBe(name, frame);
        return [.. array.EnumerateArray().Skip(1)];
    }

    /// <summary>Loses the connection without a word.</summary>
    public void Drop() => socket.Abort();

    /// <summary>Completes when the server has closed the connection.</summary>
    public async Task ClosedAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await foreach (var _ in frames.Reader.ReadAllAsync(patience.Token))
        {
        }
    }

    public async ValueTask DisposeAsync()
    {
        socket.Abort();
        await reading;
        socket.Dispose();
        sending.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[64 << 10];
        try
        {
            while (await ReadMessageAsync(buffer) is { } frame)
            {
                await (frame == "2" ? SendAsync("3") : frames.Writer.WriteAsync(frame).AsTask());
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Either side has closed.
        }
        finally
        {
            frames.Writer.TryComplete();
        }
    }

    private async Task<string?> ReadMessageAsync(byte[] buffer)
    {
        using var message = new MemoryStream();
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer, CancellationToken.None);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            await message.WriteAsync(buffer.AsMemory(0, part.Count));
            if (part.EndOfMessage)
            {
                return Encoding.UTF8.GetString(message.ToArray());
            }
        }
    }
}
