using System.Collections.Concurrent;
using Limn.SocketIO.Hosting;
using Limn.SocketIO.Packets;
using Limn.SocketIO.Sessions;
using Microsoft.Extensions.Logging;

namespace Limn.SocketIO.Namespaces;

/// <summary>Speaks Socket.IO in one session: decodes packets and brings them to the sockets of its namespaces.</summary>
internal sealed partial class SocketConnection : SessionHandler
{
    private readonly EngineSession session;
    private readonly EngineServer server;
    private readonly ConcurrentDictionary<string, SocketNamespace> namespaces;

    // Belongs to the reader of the session, and serves as the lock of what other threads change too.
    private readonly SocketPacketDecoder decoder;
    private string[] joining = [];
    private Socket[] sockets = [];
    private bool hasAsked;
    private bool isClosed;
    private long connectDeadline;
    private long attachmentDeadline = long.MaxValue;

    public SocketConnection(
        EngineSession session, EngineServer server, ConcurrentDictionary<string, SocketNamespace> namespaces, Func<string, bool> isTolerant)
    {
        this.session = session;
        this.server = server;
        this.namespaces = namespaces;
        connectDeadline = Deadline(Options.ConnectTimeout);
        decoder = new SocketPacketDecoder { MaxAttachments = Options.MaxAttachments, IsTolerant = isTolerant };
    }

    public SocketIOOptions Options => server.Options;

    public SocketIOMetrics Metrics => server.Metrics;

    public ILogger Logger => server.Logger;

    public LiveCount Live => server.Live;

    public TimeProvider Time => server.Time;

    public override ValueTask OnMessageAsync(ReadOnlyMemory<byte> data, bool isBinary)
    {
        decoder.MaxPacketBytes = session.MaxMessageBytes;
        var result = isBinary ? decoder.ReadBinary(data) : decoder.ReadText(data);
        if (result.HasDropped)
            NamespaceLog.PacketDropped(Logger, session.Number);
        WatchAttachments();
        if (result.Packet is { } packet)
            return HandleAsync(packet);
        if (result.Status == SocketDecodeStatus.Malformed)
            Refuse(result.Error);
        return default;
    }

    public override DisconnectReason? FindOverdue(long now)
    {
        if (now >= Volatile.Read(ref attachmentDeadline))
            return DisconnectReason.ParseError;
        return now >= Volatile.Read(ref connectDeadline) ? DisconnectReason.ConnectTimeout : null;
    }

    public override void OnClosed(DisconnectReason reason)
    {
        Socket[] ended;
        lock (decoder)
        {
            isClosed = true;
            ended = sockets;
        }
        foreach (var socket in ended)
            socket.End(reason);
    }

    private ValueTask HandleAsync(SocketPacket packet)
    {
        if (packet.Type == SocketPacketType.Connect)
        {
            hasAsked = true;
            Join(packet);
            return default;
        }
        if (!hasAsked || packet.Type == SocketPacketType.ConnectError)
        {
            Refuse(SocketDecodeError.UnknownType);
            return default;
        }
        // What was sent to a namespace before the news of its end arrived there is no mistake.
        if (Find(packet.Namespace) is not { } socket)
            return default;
        switch (packet.Type)
        {
            case SocketPacketType.Event:
                return socket.HandleAsync(packet);
            case SocketPacketType.Ack:
                socket.TakeAck(packet);
                return default;
            default:
                socket.End(DisconnectReason.ClientNamespaceDisconnect);
                return default;
        }
    }

    private Socket? Find(string @namespace)
    {
        foreach (var socket in Volatile.Read(ref sockets))
        {
            if (socket.Namespace.Name == @namespace)
                return socket;
        }
        return null;
    }

    private void WatchAttachments()
    {
        if (!decoder.HasPending)
            Volatile.Write(ref attachmentDeadline, long.MaxValue);
        else if (attachmentDeadline == long.MaxValue)
            Volatile.Write(ref attachmentDeadline, Deadline(Options.AttachmentTimeout));
    }

    private void Refuse(SocketDecodeError error)
    {
        NamespaceLog.PacketRefused(Logger, session.Number, error);
        session.Close(DisconnectReason.ParseError);
    }

    private long Deadline(TimeSpan time) => server.Now + (long)time.TotalMilliseconds;
}
