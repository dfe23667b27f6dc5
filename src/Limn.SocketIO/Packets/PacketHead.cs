using System.Text.Json;

namespace Limn.SocketIO.Packets;

/// <summary>What stands before the JSON of a packet.</summary>
internal readonly record struct PacketHead(SocketPacketType Type, int Attachments, string Namespace, long? AckId, int Length)
{
    /// <summary>Whether this kind of packet may carry such JSON.</summary>
    public bool Admits(in JsonPayload payload) => Type switch
    {
        SocketPacketType.Connect => payload.Kind is JsonValueKind.Undefined or JsonValueKind.Object,
        SocketPacketType.Disconnect => payload.Kind == JsonValueKind.Undefined,
        SocketPacketType.Event => payload.Kind == JsonValueKind.Array && payload.Naming != JsonNaming.None,
        SocketPacketType.Ack => payload.Kind == JsonValueKind.Array,
        // The reference implementation lets a server refuse with a bare string.
        _ => payload.Kind is JsonValueKind.Object or JsonValueKind.String,
    };

    public SocketPacket ToPacket(JsonPayload payload, IReadOnlyList<ReadOnlyMemory<byte>> attachments) =>
        new(Type, Namespace, AckId, payload) { Attachments = attachments };
}
