namespace Limn.SocketIO.Packets;

/// <summary>Kinds of packet of engine.io-protocol v4. The wire writes a kind as its digit.</summary>
public enum EnginePacketType
{
    /// <summary>Server to client: the handshake.</summary>
    Open = 0,

    /// <summary>Either side asks to end the transport.</summary>
    Close = 1,

    /// <summary>Server to client: heartbeat. Client to server only with the text <c>probe</c>, during an upgrade.</summary>
    Ping = 2,

    /// <summary>Client to server: answer to a heartbeat. Server to client only with the text <c>probe</c>.</summary>
    Pong = 3,

    /// <summary>Carries a message, text or binary.</summary>
    Message = 4,

    /// <summary>Client to server: the probed websocket takes over.</summary>
    Upgrade = 5,

    /// <summary>Server to client: releases a waiting poll.</summary>
    Noop = 6,
}
