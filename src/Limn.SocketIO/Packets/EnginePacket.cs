using System.Buffers;

namespace Limn.SocketIO.Packets;

/// <summary>
/// One packet of engine.io-protocol v4. On a websocket a text packet is one text message, a binary packet (always a
/// <see cref="EnginePacketType.Message"/>) is one binary message without any prefix.
/// </summary>
/// <param name="Type">The kind of packet.</param>
/// <param name="Data">What follows the kind: UTF-8 text, or raw bytes when <paramref name="IsBinary"/>. May be empty.</param>
/// <param name="IsBinary">Whether <paramref name="Data"/> is binary. Default false.</param>
/// <remarks>A value without copies: <paramref name="Data"/> is a slice of the memory that was read.</remarks>
public readonly record struct EnginePacket(EnginePacketType Type, ReadOnlyMemory<byte> Data, bool IsBinary = false)
{
    /// <summary>Reads one text message of a websocket, or one part of a polling payload that is no binary.</summary>
    /// <param name="text">The message. It must stay unchanged as long as the packet is used.</param>
    /// <param name="packet">The packet, when the answer is true.</param>
    /// <returns>False for an empty message and for an unknown kind; never throws.</returns>
    public static bool TryReadText(ReadOnlyMemory<byte> text, out EnginePacket packet)
    {
        packet = default;
        if (text.IsEmpty)
            return false;
        var kind = text.Span[0] - (byte)'0';
        if (kind is < (int)EnginePacketType.Open or > (int)EnginePacketType.Noop)
            return false;
        packet = new EnginePacket((EnginePacketType)kind, text[1..]);
        return true;
    }

    /// <summary>Writes the packet as one websocket message.</summary>
    /// <param name="output">Receives the kind's digit and the data, or only the data of a binary packet.</param>
    public void WriteTo(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (!IsBinary)
            output.Write([(byte)('0' + (int)Type)]);
        output.Write(Data.Span);
    }
}
