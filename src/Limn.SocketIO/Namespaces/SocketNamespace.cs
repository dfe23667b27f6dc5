using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Limn.SocketIO.Packets;

namespace Limn.SocketIO.Namespaces;

/// <summary>A namespace: its rules and handlers, and the sockets in it. Safe for use by several threads.</summary>
/// <remarks>
/// Set it up where it is made, before the first client comes. Handlers must not throw for what clients send; what they
/// throw all the same is logged, and the connection goes on.
/// </remarks>
public sealed partial class SocketNamespace
{
    private readonly ConcurrentDictionary<string, Socket> sockets = [];
    private readonly SocketBackplane backplane;

    internal SocketNamespace(string name, SocketBackplane backplane)
    {
        Name = name;
        this.backplane = backplane;
    }

    /// <summary>The name, with its slash.</summary>
    public string Name { get; }

    /// <summary>The sockets in the namespace on this node, as they are at this moment.</summary>
    public IReadOnlyCollection<Socket> Sockets => (IReadOnlyCollection<Socket>)sockets.Values;

    internal RoomTable Rooms { get; } = new();

    /// <summary>Looks a socket of this node up.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="socket">The socket, when the answer is true.</param>
    /// <returns>Whether there is such a socket.</returns>
    public bool TryFind(string id, [NotNullWhen(true)] out Socket? socket) => sockets.TryGetValue(id, out socket);

    /// <summary>Sends an event to everybody in the namespace, on every node. Encoded once.</summary>
    /// <param name="eventName">The name, as in <see cref="Socket.EmitAsync"/>.</param>
    /// <param name="arguments">The arguments. Default none.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Completes when the event is on its way; slow receivers are not waited for.</returns>
    /// <exception cref="ArgumentException">The name is empty or reserved.</exception>
    public ValueTask EmitAsync(string eventName, SocketArguments arguments = default, CancellationToken cancellationToken = default) =>
        PublishAsync(null, eventName, arguments, cancellationToken);

    /// <summary>Names the sockets in one room, on every node.</summary>
    /// <param name="room">The room's name.</param>
    /// <returns>What to emit to.</returns>
    public SocketRoom To(string room)
    {
        ArgumentException.ThrowIfNullOrEmpty(room);
        return new SocketRoom(this, room);
    }

    internal ValueTask PublishAsync(string? room, string eventName, SocketArguments arguments, CancellationToken cancellationToken)
    {
        EventNames.ThrowIfReserved(eventName);
        return backplane.PublishAsync(new SocketBroadcast(Name, room, eventName, arguments), Deliver, cancellationToken);
    }

    internal void Deliver(SocketBroadcast broadcast)
    {
        var receivers = broadcast.Room is { } room ? Rooms.Members(room) : Sockets;
        if (receivers.Count == 0)
            return;
        var frame = PacketFrames.Event(Name, broadcast.EventName, broadcast.Arguments).Share();
        foreach (var socket in receivers)
            socket.Send(frame, broadcast.Arguments.Attachments);
    }

    internal void Add(Socket socket)
    {
        sockets[socket.Id] = socket;
        // One that ended meanwhile was not there to be removed.
        if (!socket.IsConnected)
            Remove(socket);
    }

    internal void Remove(Socket socket)
    {
        sockets.TryRemove(socket.Id, out _);
        Rooms.LeaveAll(socket);
    }
}

/// <summary>The sockets in one room of a namespace.</summary>
public readonly struct SocketRoom
{
    private readonly SocketNamespace @namespace;
    private readonly string room;

    internal SocketRoom(SocketNamespace @namespace, string room)
    {
        this.@namespace = @namespace;
        this.room = room;
    }

    /// <summary>Sends an event to everybody in the room, on every node. Encoded once.</summary>
    /// <param name="eventName">The name, as in <see cref="Socket.EmitAsync"/>.</param>
    /// <param name="arguments">The arguments. Default none.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Completes when the event is on its way; slow receivers are not waited for.</returns>
    /// <exception cref="ArgumentException">The name is empty or reserved.</exception>
    public ValueTask EmitAsync(string eventName, SocketArguments arguments = default, CancellationToken cancellationToken = default) =>
        @namespace.PublishAsync(room, eventName, arguments, cancellationToken);
}
