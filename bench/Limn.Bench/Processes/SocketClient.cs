using System.Net.WebSockets;
using System.Text;

namespace Limn.Bench.Processes;

/// <summary>A Socket.IO client as small as it can be, so that the measured server is what takes the time.</summary>
internal sealed class SocketClient : IDisposable
{
    private static readonly byte[] Pong = "3"u8.ToArray();
    private readonly ClientWebSocket socket = new();
    private readonly byte[] buffer = new byte[1024];

    public static async Task<SocketClient> ConnectAsync(int port)
    {
        var client = new SocketClient();
        client.socket.Options.KeepAliveInterval = TimeSpan.Zero;
        await client.socket.ConnectAsync(new Uri($"ws://127.0.0.1:{port}/socket.io/?EIO=4&transport=websocket"), CancellationToken.None);
        await client.ReceiveAsync();
        await client.SendAsync("40"u8.ToArray());
        await client.ReceiveAsync();
        return client;
    }

    /// <summary>Sends one event and waits for its acknowledgement.</summary>
    public async Task EchoAsync(int id)
    {
        await SendAsync(Encoding.ASCII.GetBytes($"42{id}[\"echo\",\"some text of an usual length\"]"));
        var answer = await ReceiveAsync();
        if (!answer.StartsWith($"43{id}[", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"An acknowledgement was expected, and {answer} came.");
        }
    }

    public void Dispose() => socket.Dispose();

    private ValueTask SendAsync(ReadOnlyMemory<byte> packet) => socket.SendAsync(packet, WebSocketMessageType.Text, true, CancellationToken.None);

    private async Task<string> ReceiveAsync()
    {
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
            if (received.Count == 1 && buffer[0] == (byte)'2')
            {
                await SendAsync(Pong);
                continue;
            }

            return Encoding.UTF8.GetString(buffer, 0, received.Count);
        }
    }
}
