namespace Limn.SocketIO.Namespaces;

/// <summary>The socket ended before its client answered.</summary>
/// <param name="reason">Why it ended.</param>
public sealed class SocketDisconnectedException(DisconnectReason reason) : Exception($"The socket is disconnected: {reason}.")
{
    /// <summary>Why the socket ended.</summary>
    public DisconnectReason Reason { get; } = reason;
}
