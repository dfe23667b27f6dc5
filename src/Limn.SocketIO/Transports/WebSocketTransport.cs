using System.Net.WebSockets;
using Limn.SocketIO.Namespaces;
using Limn.SocketIO.Packets;
using Limn.SocketIO.Sessions;
using Microsoft.AspNetCore.Http;

namespace Limn.SocketIO.Transports;

/// <summary>Carries a session over one websocket: a frame is a message.</summary>
internal sealed class WebSocketTransport(HttpContext context, WebSocket socket, EngineSession session, EngineServer server) : Transport
{
    private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int isFlushing;
    private bool isOver;

    /// <summary>Reads until either side ends the connection; then the session is over.</summary>
    public async Task RunAsync(WebSocketReader reader)
    {
        DisconnectReason? reason = null;
        try
        {
            while (reason is null)
            {
                var read = await reader.ReadAsync(session.MaxMessageBytes);
                reason = FindEnd(read, reader.Message, out var packet);
                if (reason is null)
                    await session.ReceiveAsync(packet);
            }
        }
        catch (Exception exception)
        {
            TransportLog.Failed(server.Logger, session.Number, exception);
        }
        finally
        {
            session.Close(reason ?? DisconnectReason.TransportError);
            await closed.Task;
            lock (closed)
                isOver = true;
            server.Remove(session);
        }
    }

    public override void Wake()
    {
        if (Interlocked.Exchange(ref isFlushing, 1) == 0)
            _ = FlushAsync();
    }

    public override void Abort()
    {
        // The server uses a context again for another request once this one is over.
        lock (closed)
        {
            if (!isOver)
                context.Abort();
        }
        closed.TrySetResult();
    }

    private static DisconnectReason? FindEnd(WebSocketRead read, ReadOnlyMemory<byte> message, out EnginePacket packet)
    {
        packet = default;
        switch (read)
        {
            case WebSocketRead.Text when EnginePacket.TryReadText(message, out var text):
                packet = text with { Data = Keep(text.Data) };
                return null;
            case WebSocketRead.Binary:
                packet = new EnginePacket(EnginePacketType.Message, Keep(message), IsBinary: true);
                return null;
            case WebSocketRead.Close:
                return DisconnectReason.TransportClose;
            default:
                return DisconnectReason.ParseError;
        }
    }

    // Handlers keep what they are given, while the reader's buffer goes back to its pool.
    private static ReadOnlyMemory<byte> Keep(ReadOnlyMemory<byte> data) => data.IsEmpty ? data : data.ToArray();

    private async Task FlushAsync()
    {
        try
        {
            do
            {
                while (session.TryTake(out var frame))
                    await SendAsync(frame);
                if (!session.IsOpen)
                {
                    await TakeLeaveAsync();
                    return;
                }
                Volatile.Write(ref isFlushing, 0);
            }
            while (session.HasOutput && Interlocked.Exchange(ref isFlushing, 1) == 0);
        }
        catch (Exception exception)
        {
            TransportLog.Failed(server.Logger, session.Number, exception);
            session.Close(DisconnectReason.TransportError);
            Abort();
        }
    }

    private async ValueTask SendAsync(OutboundFrame frame)
    {
        var type = frame.IsBinary ? WebSocketMessageType.Binary : WebSocketMessageType.Text;
        await socket.SendAsync(frame.Bytes, type, WebSocketMessageFlags.EndOfMessage, CancellationToken.None);
        session.Sent(frame);
    }

    private async Task TakeLeaveAsync()
    {
        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            await socket.CloseOutputAsync(CloseStatus(session.Ending), null, CancellationToken.None);
        closed.TrySetResult();
    }

    private static WebSocketCloseStatus CloseStatus(DisconnectReason reason) => reason switch
    {
        DisconnectReason.ParseError => WebSocketCloseStatus.PolicyViolation,
        DisconnectReason.ServerShutdown => WebSocketCloseStatus.EndpointUnavailable,
        _ => WebSocketCloseStatus.NormalClosure,
    };
}
