namespace Limn.SocketIO.Namespaces;

/// <summary>Why a socket, or the session below it, ended.</summary>
public enum DisconnectReason
{
    /// <summary>The client closed the connection, or gave a poll up.</summary>
    TransportClose,

    /// <summary>The connection was lost, or the client broke the rules of its transport (two polls at a time).</summary>
    TransportError,

    /// <summary>No pong came in time.</summary>
    PingTimeout,

    /// <summary>The client sent what the protocol does not allow, or more than a limit allows.</summary>
    ParseError,

    /// <summary>The client joined no namespace in time.</summary>
    ConnectTimeout,

    /// <summary>The client does not read what it is sent.</summary>
    SlowReceiver,

    /// <summary>The client left the namespace.</summary>
    ClientNamespaceDisconnect,

    /// <summary>The server put the client out of the namespace.</summary>
    ServerNamespaceDisconnect,

    /// <summary>The server closed the connection.</summary>
    ServerClose,

    /// <summary>The server shuts down.</summary>
    ServerShutdown,
}
