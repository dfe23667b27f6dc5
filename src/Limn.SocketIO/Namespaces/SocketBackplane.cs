using Limn.SocketIO.Packets;

namespace Limn.SocketIO.Namespaces;

/// <summary>One event for many sockets, as it travels between nodes: plain data only.</summary>
/// <param name="Namespace">The namespace.</param>
/// <param name="Room">The room, or null for everybody in the namespace.</param>
/// <param name="EventName">The event's name.</param>
/// <param name="Arguments">The arguments, encoded once.</param>
public sealed record SocketBroadcast(string Namespace, string? Room, string EventName, SocketArguments Arguments);

/// <summary>
/// Brings broadcasts to the nodes of a cluster. The default serves one process. Another one sends the broadcast to every
/// node, where <c>SocketIOServer.Deliver</c> hands it to the sockets there. Must be safe for use by several threads.
/// </summary>
public abstract class SocketBackplane
{
    /// <summary>Publishes a broadcast made on this node.</summary>
    /// <param name="broadcast">The broadcast.</param>
    /// <param name="deliver">Hands it to the sockets of this node.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Completes when the broadcast is on its way.</returns>
    public abstract ValueTask PublishAsync(SocketBroadcast broadcast, Action<SocketBroadcast> deliver, CancellationToken cancellationToken);
}

internal sealed class InProcessBackplane : SocketBackplane
{
    public override ValueTask PublishAsync(SocketBroadcast broadcast, Action<SocketBroadcast> deliver, CancellationToken cancellationToken)
    {
        deliver(broadcast);
        return default;
    }
}
