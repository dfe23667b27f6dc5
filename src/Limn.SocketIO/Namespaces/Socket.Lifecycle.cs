using System.Diagnostics;
using Limn.SocketIO.Packets;

namespace Limn.SocketIO.Namespaces;

/// <content>The handlers of one socket, from its connection to its end.</content>
public sealed partial class Socket
{
    private CancellationTokenSource? disconnected;

    /// <summary>
    /// Cancelled when the socket ends. Handlers of events that came before run all the same; pass the token to work that
    /// has no sense without its client.
    /// </summary>
    public CancellationToken Disconnected
    {
        get
        {
            var source = LazyInitializer.EnsureInitialized(ref disconnected);
            if (!IsConnected)
                source.Cancel();
            return source.Token;
        }
    }

    internal void Begin(ConnectRequest request) => pump.Start(request);

    internal ValueTask HandleAsync(SocketPacket packet) => pump.PostAsync(packet);

    /// <summary>Ends the socket once, whoever comes first.</summary>
    internal bool End(DisconnectReason reason)
    {
        if (Interlocked.Exchange(ref isEnded, 1) == 1)
            return false;
        NamespaceLog.SocketDisconnected(connection.Logger, session.Number, Namespace.Name, reason);
        Namespace.Remove(this);
        connection.Leave(this);
        acks.Fail(reason);
        Volatile.Read(ref disconnected)?.CancelAsync();
        pump.PostLast(reason);
        return true;
    }

    private async ValueTask RunAsync(object item)
    {
        try
        {
            await (item switch
            {
                SocketPacket packet => HandleEventAsync(packet),
                ConnectRequest request => EnterAsync(request),
                _ => Namespace.Handlers.Disconnect(this, (DisconnectReason)item),
            });
        }
        catch (Exception exception) when (!IsConnected && exception is OperationCanceledException or SocketDisconnectedException)
        {
            NamespaceLog.HandlerInterrupted(connection.Logger, Namespace.Name);
        }
        catch (Exception exception)
        {
            // A handler's mistake ends neither the process nor the connection.
            connection.Metrics.HandlerFailed(Namespace.Name);
            NamespaceLog.HandlerFailed(connection.Logger, Namespace.Name, item.GetType().Name, exception);
        }
        if (item is DisconnectReason)
            connection.Live.Leave();
    }

    // The client hears that it has joined before it hears anything else.
    private ValueTask EnterAsync(ConnectRequest request)
    {
        Send(PacketFrames.Connected(Namespace.Name, Id), []);
        Namespace.Add(this);
        return Namespace.Handlers.Connect(this, request);
    }

    private async ValueTask HandleEventAsync(SocketPacket packet)
    {
        if (!Namespace.Handlers.TryFind(packet, out var name, out var handler))
            return;
        var @event = new SocketEvent(this, name, packet);
        var started = connection.Metrics.MeasuresEvents ? Stopwatch.GetTimestamp() : 0;
        await handler(@event);
        if (@event.OwesAck)
            await @event.AckAsync();
        if (started != 0)
            connection.Metrics.EventHandled(Namespace.Name, name, Stopwatch.GetElapsedTime(started));
    }
}
