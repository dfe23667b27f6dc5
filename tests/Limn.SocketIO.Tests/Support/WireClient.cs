using System.Net.WebSockets;
using System.Text;

namespace Limn.SocketIO.Tests.Support;

/// <summary>Speaks websocket frames and no protocol; only pings are answered by itself.</summary>
internal sealed class WireClient : IAsyncDisposable
{
    private readonly ClientWebSocket socket = new();
    private readonly byte[] buffer = new byte[4 * 1024 * 1024];

    private WireClient()
    {
    }

    public WebSocketCloseStatus? CloseStatus => socket.CloseStatus;

    public static async Task<WireClient> ConnectAsync(Uri url, string query, string? origin = null)
    {
        var client = new WireClient();
        if (origin is not null)
            client.socket.Options.SetRequestHeader("Origin", origin);
        await client.socket.ConnectAsync(new Uri($"ws://{url.Authority}/socket.io/?{query}"), Wait.Token());
        return client;
    }

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text);

    public Task SendAsync(byte[] bytes, WebSocketMessageType type = WebSocketMessageType.Binary, bool isEnd = true) =>
        socket.SendAsync(bytes, type, isEnd, Wait.Token());

    /// <summary>The next text frame that is no ping.</summary>
    public async Task<string> ReceiveAsync()
    {
        while (true)
        {
            var frame = await ReadAsync() ?? throw new InvalidOperationException($"The server closed: {socket.CloseStatus}.");
            if (frame != "2")
                return frame;
            await SendAsync("3");
        }
    }

    /// <summary>Reads until the server closes, and takes leave too.</summary>
    public async Task WaitForCloseAsync()
    {
        try
        {
            while (await ReadAsync() is not null)
            {
                // What was sent before the end does not matter here.
            }
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Wait.Token());
        }
        catch (WebSocketException)
        {
            // An aborted connection has no closing frame.
        }
    }

    public Task CloseAsync() => socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Wait.Token());

    public void Abort() => socket.Abort();

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return default;
    }

    // Binary frames are told as hexadecimal digits.
    private async Task<string?> ReadAsync()
    {
        var length = 0;
        while (true)
        {
            var result = await socket.ReceiveAsync(buffer.AsMemory(length), Wait.Token());
            if (result.MessageType == WebSocketMessageType.Close)
                return null;
            length += result.Count;
            if (!result.EndOfMessage)
                continue;
            return result.MessageType == WebSocketMessageType.Binary
                ? Convert.ToHexString(buffer.AsSpan(0, length))
                : Encoding.UTF8.GetString(buffer.AsSpan(0, length));
        }
    }
}
