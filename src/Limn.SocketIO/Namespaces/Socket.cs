using Limn.SocketIO.Packets;
using Limn.SocketIO.Sessions;

namespace Limn.SocketIO.Namespaces;

/// <summary>One client in one namespace. Safe for use by several threads.</summary>
/// <remarks>
/// Handlers of one socket run one after the other: first that of its connection, then those of its events in the order in
/// which they came, at last that of its end. Events to a client arrive in the order in which they were emitted.
/// </remarks>
public sealed partial class Socket
{
    private readonly EngineSession session;
    private readonly SocketConnection connection;
    private readonly EventPump<Socket> pump;
    private int isEnded;

    internal Socket(SocketNamespace @namespace, SocketConnection connection, EngineSession session)
    {
        Namespace = @namespace;
        this.connection = connection;
        this.session = session;
        var options = connection.Options;
        pump = new EventPump<Socket>(this, static (socket, item) => socket.RunAsync(item), options.MaxQueuedEvents);
        acks = new AckTable(options.MaxPendingAcks);
    }

    /// <summary>The socket's id, told to the client; it differs from the id of the session below.</summary>
    public string Id { get; } = SessionId.New().Value;

    /// <summary>The namespace that the client joined.</summary>
    public SocketNamespace Namespace { get; }

    /// <summary>What the client's first HTTP request told.</summary>
    public SocketHandshake Handshake => session.Handshake;

    /// <summary>Whatever the program keeps about this client. Default null.</summary>
    public object? State { get; set; }

    /// <summary>False once either side has ended the socket.</summary>
    public bool IsConnected => Volatile.Read(ref isEnded) == 0;

    /// <summary>The rooms that the socket is in; null for none. Guarded by the namespace's <see cref="RoomTable"/>.</summary>
    internal HashSet<string>? Rooms { get; set; }

    /// <summary>Sends an event. A socket that has ended drops it silently.</summary>
    /// <param name="eventName">The name; those that clients use themselves are refused, such as <c>connect</c>.</param>
    /// <param name="arguments">The arguments. Default none.</param>
    /// <param name="cancellationToken">Ends the waiting, not the sending.</param>
    /// <returns>
    /// Completes when the event is queued and no more than half of <c>SocketIOOptions.MaxQueuedBytes</c> waits to be sent.
    /// A client that lets even more pile up is disconnected as a slow receiver.
    /// </returns>
    /// <exception cref="ArgumentException">The name is empty or reserved.</exception>
    public ValueTask EmitAsync(string eventName, SocketArguments arguments = default, CancellationToken cancellationToken = default)
    {
        EventNames.ThrowIfReserved(eventName);
        if (!IsConnected)
            return default;
        session.Send(PacketFrames.Event(Namespace.Name, eventName, arguments), arguments.Attachments);
        return session.WaitForRoomAsync(cancellationToken);
    }

    /// <summary>Puts the client out of the namespace, or closes its connection altogether.</summary>
    /// <param name="closeConnection">Whether its other namespaces end too. Default false.</param>
    public void Disconnect(bool closeConnection = false)
    {
        if (End(DisconnectReason.ServerNamespaceDisconnect))
            session.Send(PacketFrames.Disconnected(Namespace.Name), []);
        if (closeConnection)
            session.Close(DisconnectReason.ServerClose);
    }

    /// <summary>
    /// Tells that this client has proved who it is: messages up to <c>SocketIOOptions.MaxTrustedMessageBytes</c> are
    /// accepted on its websocket from now on, in all its namespaces.
    /// </summary>
    public void Trust() => session.Trust();

    /// <summary>Puts the socket into a room of its namespace; rooms exist while somebody is in them.</summary>
    /// <param name="room">The room's name.</param>
    public void Join(string room)
    {
        ArgumentException.ThrowIfNullOrEmpty(room);
        Namespace.Rooms.Join(room, this);
    }

    /// <summary>Takes the socket out of a room.</summary>
    /// <param name="room">The room's name.</param>
    public void Leave(string room) => Namespace.Rooms.Leave(room, this);

    internal void Send(in OutboundFrame frame, IReadOnlyList<ReadOnlyMemory<byte>> attachments)
    {
        if (IsConnected)
            session.Send(frame, attachments);
    }

    internal ValueTask SendAckAsync(long id, SocketArguments arguments, CancellationToken cancellationToken)
    {
        if (!IsConnected)
            return default;
        session.Send(PacketFrames.Ack(Namespace.Name, id, arguments), arguments.Attachments);
        return session.WaitForRoomAsync(cancellationToken);
    }
}
