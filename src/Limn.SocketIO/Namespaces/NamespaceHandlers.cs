using System.Diagnostics.CodeAnalysis;
using System.Text;
using Limn.SocketIO.Packets;

namespace Limn.SocketIO.Namespaces;

/// <summary>What a program does in a namespace. Immutable; a namespace swaps it for a larger one.</summary>
internal sealed record NamespaceHandlers
{
    public static readonly NamespaceHandlers None = new();

    public Func<ConnectRequest, ValueTask<ConnectRefusal?>>? Authorize { get; init; }

    public Func<Socket, ConnectRequest, ValueTask> Connect { get; init; } = static (_, _) => default;

    public Func<Socket, DisconnectReason, ValueTask> Disconnect { get; init; } = static (_, _) => default;

    public EventEntry[] Events { get; init; } = [];

    /// <summary>Finds an event's handler by the bytes of its name: most namespaces have a handful of events.</summary>
    public bool TryFind(SocketPacket packet, [NotNullWhen(true)] out string? name, [NotNullWhen(true)] out Func<SocketEvent, ValueTask>? handler)
    {
        var wanted = packet.EventNameIsEscaped ? Encoding.UTF8.GetBytes(packet.EventName) : packet.RawEventName;
        foreach (var entry in Events)
        {
            if (!wanted.SequenceEqual(entry.Utf8Name))
                continue;
            (name, handler) = (entry.Name, entry.Handler);
            return true;
        }
        (name, handler) = (null, null);
        return false;
    }

    public sealed record EventEntry(string Name, Func<SocketEvent, ValueTask> Handler)
    {
        public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(Name);
    }
}
