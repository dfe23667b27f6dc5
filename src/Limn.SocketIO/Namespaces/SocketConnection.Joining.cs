using Limn.SocketIO.Packets;

namespace Limn.SocketIO.Namespaces;

/// <content>How a client joins and leaves namespaces.</content>
internal sealed partial class SocketConnection
{
    private static readonly ConnectRefusal InvalidNamespace = new("Invalid namespace");
    private static readonly ConnectRefusal ForeignOrigin = new("Origin not allowed");
    private static readonly ConnectRefusal Failed = new("Internal error");

    public void Leave(Socket socket)
    {
        lock (decoder)
        {
            sockets = [.. sockets.Where(other => other != socket)];
            WatchJoining();
        }
    }

    private void Join(SocketPacket packet)
    {
        if (!namespaces.TryGetValue(packet.Namespace, out var @namespace))
        {
            Refuse(packet.Namespace, InvalidNamespace);
            return;
        }
        if (!@namespace.Origins.Admits(session.Origin, session.Handshake.Host))
        {
            Refuse(packet.Namespace, ForeignOrigin);
            return;
        }
        var authorize = @namespace.Handlers.Authorize;
        if (!TryReserve(packet.Namespace, isDecided: authorize is null))
        {
            Refuse(SocketDecodeError.Namespace);
            return;
        }
        var request = new ConnectRequest(session.Handshake, packet.Data);
        if (authorize is null)
            Accept(@namespace, request);
        else
            // Not waited for: the client's other packets, pongs among them, must not be held up by the decision.
            _ = AuthorizeAsync(@namespace, request, authorize);
    }

    private async Task AuthorizeAsync(
        SocketNamespace @namespace, ConnectRequest request, Func<ConnectRequest, ValueTask<ConnectRefusal?>> authorize)
    {
        ConnectRefusal? refusal;
        try
        {
            refusal = await authorize(request);
        }
        catch (Exception exception)
        {
            Metrics.HandlerFailed(@namespace.Name);
            NamespaceLog.HandlerFailed(Logger, @namespace.Name, nameof(ConnectRequest), exception);
            refusal = Failed;
        }
        if (refusal is null)
        {
            Accept(@namespace, request);
            return;
        }
        Unreserve(@namespace.Name);
        Refuse(@namespace.Name, refusal);
    }

    private void Accept(SocketNamespace @namespace, ConnectRequest request)
    {
        var socket = new Socket(@namespace, this, session);
        lock (decoder)
        {
            Forget(@namespace.Name);
            if (isClosed)
                return;
            sockets = [.. sockets, socket];
            WatchJoining();
            Live.Enter();
        }
        NamespaceLog.SocketConnected(Logger, session.Number, @namespace.Name);
        socket.Begin(request);
    }

    private void Refuse(string @namespace, ConnectRefusal refusal)
    {
        NamespaceLog.NamespaceRefused(Logger, session.Number, @namespace, refusal.Message);
        session.Send(PacketFrames.Refused(@namespace, refusal), []);
    }

    // A client joins a namespace once at a time.
    private bool TryReserve(string @namespace, bool isDecided)
    {
        lock (decoder)
        {
            if (Find(@namespace) is not null || joining.Contains(@namespace))
                return false;
            if (!isDecided)
                joining = [.. joining, @namespace];
            WatchJoining();
            return true;
        }
    }

    private void Unreserve(string @namespace)
    {
        lock (decoder)
        {
            Forget(@namespace);
            WatchJoining();
        }
    }

    private void Forget(string @namespace)
    {
        if (joining.Length > 0)
            joining = [.. joining.Where(other => other != @namespace)];
    }

    // The time for joining runs while the client is nowhere.
    private void WatchJoining()
    {
        var isSomewhere = sockets.Length > 0 || joining.Length > 0;
        Volatile.Write(ref connectDeadline, isSomewhere ? long.MaxValue : Deadline(Options.ConnectTimeout));
    }
}
