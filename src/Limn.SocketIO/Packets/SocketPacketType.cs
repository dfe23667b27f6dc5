namespace Limn.SocketIO.Packets;

/// <summary>
/// Kinds of packet of socket.io-protocol v5. The wire's BINARY_EVENT and BINARY_ACK are an <see cref="Event"/> and an
/// <see cref="Ack"/> with attachments.
/// </summary>
public enum SocketPacketType
{
    /// <summary>A client joins a namespace; the server answers with the same kind and the socket's id.</summary>
    Connect = 0,

    /// <summary>Either side leaves a namespace.</summary>
    Disconnect = 1,

    /// <summary>A named event with arguments.</summary>
    Event = 2,

    /// <summary>The answer to an event that carried an ack id.</summary>
    Ack = 3,

    /// <summary>The server refuses a namespace.</summary>
    ConnectError = 4,
}
