using System.Buffers;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using Limn.SocketIO.Sessions;
using Microsoft.AspNetCore.Http;

namespace Limn.SocketIO.Transports;

/// <summary>What one read of a websocket brought.</summary>
internal enum WebSocketRead
{
    Text,
    Binary,
    Close,
    TooLarge,
}

/// <summary>
/// One accepted websocket: whole messages in, frames out. While nothing arrives it holds no buffer, so that idle
/// connections cost little; a message never takes more memory than the session's limit.
/// </summary>
internal sealed class WebSocketLink(HttpContext context, WebSocket socket, EngineSession session) : IDisposable
{
    private const int SmallestBuffer = 4096;

    private byte[]? buffer;
    private bool isOver;

    /// <summary>The message read last; valid until the next read.</summary>
    public ReadOnlyMemory<byte> Message { get; private set; }

    // A read suspends once per message, so its state is pooled.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<WebSocketRead> ReadAsync()
    {
        Release();
        // Waits for data without a place to put it.
        var result = await socket.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None);
        if (result.MessageType == WebSocketMessageType.Close)
            return WebSocketRead.Close;
        var length = 0;
        while (!result.EndOfMessage)
        {
            EnsureRoom(length);
            result = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
            if (result.MessageType == WebSocketMessageType.Close)
                return WebSocketRead.Close;
            length += result.Count;
            // The limit may have been raised since the read began.
            if (length > session.MaxMessageBytes)
                return WebSocketRead.TooLarge;
            if (!result.EndOfMessage)
                session.ReceivedPart();
        }
        Message = buffer.AsMemory(0, length);
        return result.MessageType == WebSocketMessageType.Binary ? WebSocketRead.Binary : WebSocketRead.Text;
    }

    public ValueTask SendAsync(in OutboundFrame frame) => socket.SendAsync(
        frame.Bytes,
        frame.IsBinary ? WebSocketMessageType.Binary : WebSocketMessageType.Text,
        WebSocketMessageFlags.EndOfMessage,
        CancellationToken.None);

    /// <summary>Tells the client that nothing more will come.</summary>
    public Task CloseAsync(WebSocketCloseStatus status) =>
        socket.State is WebSocketState.Open or WebSocketState.CloseReceived
            ? socket.CloseOutputAsync(status, null, CancellationToken.None)
            : Task.CompletedTask;

    /// <summary>Ends the connection at once; whoever reads or writes fails.</summary>
    public void Abort()
    {
        lock (socket)
        {
            // The web server uses a context for another request once this one is over.
            if (!isOver)
                context.Abort();
        }
    }

    public void Dispose()
    {
        lock (socket)
            isOver = true;
        Release();
        socket.Dispose();
    }

    private void EnsureRoom(int length)
    {
        buffer ??= ArrayPool<byte>.Shared.Rent(SmallestBuffer);
        if (length < buffer.Length)
            return;
        // One byte more than the limit tells a message that is too large from one that just fits.
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(2L * buffer.Length, session.MaxMessageBytes + 1L));
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }

    private void Release()
    {
        Message = default;
        if (buffer is null)
            return;
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = null;
    }
}
