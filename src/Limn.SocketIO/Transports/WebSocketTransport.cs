using System.Net.WebSockets;
using Limn.SocketIO.Namespaces;
using Limn.SocketIO.Packets;
using Limn.SocketIO.Sessions;

namespace Limn.SocketIO.Transports;

/// <summary>Carries a session over one websocket: a frame is a message.</summary>
internal sealed class WebSocketTransport(WebSocketLink link, EngineSession session, EngineServer server) : Transport
{
    private readonly object gate = new();
    private TaskCompletionSource? leaving;
    private bool hasLeft;
    private int isFlushing;

    /// <summary>Reads until either side ends the connection; then the session is over.</summary>
    public async Task RunAsync()
    {
        DisconnectReason? reason = null;
        try
        {
            while (reason is null)
            {
                var read = await link.ReadAsync();
                reason = FindEnd(read, link.Message, out var packet);
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
            await WhenLeftAsync();
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
        link.Abort();
        Leave();
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

    // Handlers keep what they are given, while the link's buffer goes back to its pool.
    private static ReadOnlyMemory<byte> Keep(ReadOnlyMemory<byte> data) => data.IsEmpty ? data : data.ToArray();

    private async Task FlushAsync()
    {
        try
        {
            do
            {
                while (session.TryTake(out var frame))
                {
                    await link.SendAsync(frame);
                    session.Sent(frame);
                }
                if (!session.IsOpen)
                {
                    await link.CloseAsync(CloseStatus(session.Ending));
                    Leave();
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

    private Task WhenLeftAsync()
    {
        lock (gate)
        {
            if (hasLeft)
                return Task.CompletedTask;
            leaving = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return leaving.Task;
        }
    }

    private void Leave()
    {
        lock (gate)
        {
            hasLeft = true;
            leaving?.TrySetResult();
        }
    }

    private static WebSocketCloseStatus CloseStatus(DisconnectReason reason) => reason switch
    {
        DisconnectReason.ParseError => WebSocketCloseStatus.PolicyViolation,
        DisconnectReason.ServerShutdown => WebSocketCloseStatus.EndpointUnavailable,
        _ => WebSocketCloseStatus.NormalClosure,
    };
}
