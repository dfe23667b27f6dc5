using Limn.SocketIO.Namespaces;

namespace Limn.SocketIO.Sessions;

/// <summary>What speaks above Engine.IO in one session.</summary>
internal abstract class SessionHandler
{
    /// <summary>Takes a message; the next one comes when the answer is complete. The bytes are the handler's to keep.</summary>
    public abstract ValueTask OnMessageAsync(ReadOnlyMemory<byte> data, bool isBinary);

    /// <summary>The session has ended. Called exactly once.</summary>
    public abstract void OnClosed(DisconnectReason reason);

    /// <summary>Called again and again by the shared timer; returns why the session must end, if it must.</summary>
    public abstract DisconnectReason? FindOverdue(long now);
}
