using Limn.SocketIO.Namespaces;
using Limn.SocketIO.Packets;
using Limn.SocketIO.Transports;

namespace Limn.SocketIO.Sessions;

/// <summary>One Engine.IO session: its queue of frames, its heartbeat and its end, whatever carries it.</summary>
internal sealed class EngineSession
{
    private static readonly OutboundFrame Ping = OutboundFrame.Text("2"u8.ToArray());

    private const int StillOpen = -1;

    // Guards everything that changes below.
    private readonly Outbox outbox = new();
    private readonly EngineServer server;
    private TaskCompletionSource? room;
    private Transport? transport;
    private Heartbeat heartbeat;
    private long queuedBytes;
    private long closeDeadline;
    private string? origin;
    private int ending = StillOpen;

    public EngineSession(EngineServer server, SocketHandshake handshake)
    {
        this.server = server;
        Handshake = handshake;
        AdmitsOrigin(handshake.GetHeader("Origin"));
        heartbeat = server.NewHeartbeat();
        MaxMessageBytes = server.Options.MaxMessageBytes;
        Handler = server.NewHandler(this);
    }

    public SessionId Id { get; } = SessionId.New();

    /// <summary>Names the session in logs, where its id would let a reader take the session over.</summary>
    public long Number { get; } = EngineServer.NextSessionNumber();

    public SocketHandshake Handshake { get; }

    public SessionHandler Handler { get; }

    public int MaxMessageBytes { get; private set; }

    public bool IsTrusted { get; private set; }

    public bool IsOpen => Volatile.Read(ref ending) == StillOpen;

    /// <summary>Why the session ended; meaningless while it is open.</summary>
    public DisconnectReason Ending => (DisconnectReason)Volatile.Read(ref ending);

    /// <summary>Whether the client may still fetch what was queued before the server closed.</summary>
    public bool IsTakingLeave => Ending is DisconnectReason.ServerClose or DisconnectReason.ServerShutdown;

    /// <summary>The origin of the page that speaks, as told by the first request that had one.</summary>
    public string? Origin => Volatile.Read(ref origin);

    /// <summary>What carries the session. Set by <see cref="Open"/>, before anybody else knows of the session.</summary>
    public Transport Transport => Volatile.Read(ref transport)!;

    public bool HasOutput
    {
        get
        {
            lock (outbox)
                return !outbox.IsEmpty || !IsOpen;
        }
    }

    /// <summary>Begins with the handshake.</summary>
    public void Open(Transport first, in OutboundFrame handshake)
    {
        transport = first;
        Send(handshake, []);
    }

    /// <summary>Queues frames that belong together.</summary>
    /// <returns>False when the session is over; the frame is given back in any case.</returns>
    public bool Send(in OutboundFrame frame, IReadOnlyList<ReadOnlyMemory<byte>> attachments)
    {
        bool isOverflowing;
        lock (outbox)
        {
            if (!IsOpen)
            {
                frame.Return();
                return false;
            }
            // One packet larger than the whole queue may pass, or it could never be sent.
            isOverflowing = queuedBytes > server.Options.MaxQueuedBytes;
            Queue(frame);
            for (var i = 0; i < attachments.Count; i++)
                Queue(OutboundFrame.Binary(attachments[i]));
        }
        if (isOverflowing)
            Close(DisconnectReason.SlowReceiver);
        else
            Transport.Wake();
        return !isOverflowing;
    }

    /// <summary>Completes at once while half of the queue is free, else when three quarters are or the session is over.</summary>
    public ValueTask WaitForRoomAsync(CancellationToken cancellationToken)
    {
        lock (outbox)
        {
            if (queuedBytes <= server.Options.MaxQueuedBytes / 2 || !IsOpen)
                return default;
            room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return new ValueTask(room.Task.WaitAsync(cancellationToken));
        }
    }

    /// <summary>Hands the next frame to the transport, which answers with <see cref="Sent"/>.</summary>
    public bool TryTake(out OutboundFrame frame)
    {
        lock (outbox)
            return outbox.TryTake(out frame);
    }

    public void Sent(in OutboundFrame frame)
    {
        var bytes = frame.Bytes.Length;
        frame.Return();
        server.Metrics.FrameSent(bytes);
        lock (outbox)
        {
            queuedBytes -= bytes;
            if (room is null || queuedBytes > server.Options.MaxQueuedBytes / 4)
                return;
            room.TrySetResult();
            room = null;
        }
    }

    /// <summary>Takes one packet of the client; the next one comes when the answer is complete.</summary>
    public ValueTask ReceiveAsync(EnginePacket packet)
    {
        server.Metrics.PacketReceived(packet.Data.Length);
        if (!IsOpen)
            return default;
        lock (outbox)
        {
            if (packet.Type == EnginePacketType.Pong)
                heartbeat.ReceivedPong(server.Now);
            else
                heartbeat.ReceivedAnything(server.Now);
        }
        switch (packet.Type)
        {
            case EnginePacketType.Message:
                return Handler.OnMessageAsync(packet.Data, packet.IsBinary);
            case EnginePacketType.Close:
                Close(DisconnectReason.TransportClose);
                return default;
            case EnginePacketType.Ping:
                // In v4 only the server pings.
                Close(DisconnectReason.ParseError);
                return default;
            default:
                return default;
        }
    }

    /// <summary>A part of a message came. A trusted client may take longer for a large one than for a pong.</summary>
    public void ReceivedPart()
    {
        lock (outbox)
        {
            if (IsTrusted)
                heartbeat.ReceivedAnything(server.Now);
        }
    }

    /// <summary>Ends the session once; the first reason counts.</summary>
    public void Close(DisconnectReason reason)
    {
        lock (outbox)
        {
            if (!IsOpen)
                return;
            Volatile.Write(ref ending, (int)reason);
            closeDeadline = server.Now + (long)server.Options.CloseTimeout.TotalMilliseconds;
            if (!IsTakingLeave)
                Drop();
            room?.TrySetResult();
            room = null;
        }
        SessionLog.SessionClosed(server.Logger, Number, reason);
        Handler.OnClosed(reason);
        if (reason is DisconnectReason.SlowReceiver or DisconnectReason.TransportError)
            Transport.Abort();
        else
            Transport.Wake();
    }

    /// <summary>Lets another transport carry the session.</summary>
    public void SwitchTo(Transport next)
    {
        lock (outbox)
            transport = next;
        SessionLog.SessionUpgraded(server.Logger, Number);
        next.Wake();
    }

    /// <summary>Accepts the origin of a further request of this session; a session has one origin.</summary>
    public bool AdmitsOrigin(string? other) =>
        string.IsNullOrEmpty(other)
        || string.Equals(Interlocked.CompareExchange(ref origin, other, null) ?? other, other, StringComparison.OrdinalIgnoreCase);

    public void Trust()
    {
        lock (outbox)
        {
            if (IsTrusted)
                return;
            IsTrusted = true;
            MaxMessageBytes = server.Options.MaxTrustedMessageBytes;
        }
        server.Addresses.GiveBack(Handshake.RemoteAddress);
    }

    /// <summary>Does what is due. Called by the shared timer, and before a poll is answered so that no poll outlives its session.</summary>
    public void Tick(long now)
    {
        if (!IsOpen)
        {
            if (now >= closeDeadline)
                Transport.Abort();
            return;
        }
        Transport.Tick(now);
        HeartbeatAction action;
        lock (outbox)
            action = heartbeat.Check(now);
        if (action == HeartbeatAction.TimeOut)
            Close(DisconnectReason.PingTimeout);
        else if (Handler.FindOverdue(now) is { } reason)
            Close(reason);
        else if (action == HeartbeatAction.SendPing)
            Send(Ping, []);
    }

    private void Queue(in OutboundFrame frame)
    {
        outbox.Add(frame);
        queuedBytes += frame.Bytes.Length;
    }

    private void Drop()
    {
        while (outbox.TryTake(out var frame))
        {
            queuedBytes -= frame.Bytes.Length;
            frame.Return();
        }
    }
}
