using Limn.SocketIO.Packets;

namespace Limn.SocketIO.Namespaces;

/// <summary>An event that a client sent.</summary>
public sealed class SocketEvent
{
    private readonly long? ackId;
    private int isAcknowledged;

    internal SocketEvent(Socket socket, string name, SocketPacket packet)
    {
        Socket = socket;
        Name = name;
        Arguments = packet.Arguments;
        ackId = packet.AckId;
    }

    /// <summary>The socket that it came from.</summary>
    public Socket Socket { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its arguments.</summary>
    public SocketArguments Arguments { get; }

    /// <summary>Whether the client waits for an ack. One without arguments is sent when the handler ends without an ack of its own.</summary>
    public bool WantsAck => ackId is not null;

    internal bool OwesAck => WantsAck && Volatile.Read(ref isAcknowledged) == 0;

    /// <summary>Acknowledges the event; does nothing when the client does not wait for it.</summary>
    /// <param name="arguments">What to answer. Default nothing.</param>
    /// <param name="cancellationToken">Ends the waiting, not the sending.</param>
    /// <returns>Completes as <see cref="Socket.EmitAsync"/> does.</returns>
    /// <exception cref="InvalidOperationException">The event was acknowledged before.</exception>
    public ValueTask AckAsync(SocketArguments arguments = default, CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref isAcknowledged, 1) == 1)
            throw new InvalidOperationException("An event is acknowledged once.");
        return ackId is { } id ? Socket.SendAckAsync(id, arguments, cancellationToken) : default;
    }
}
