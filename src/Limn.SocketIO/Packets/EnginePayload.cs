using System.Buffers;
using System.Buffers.Text;

namespace Limn.SocketIO.Packets;

/// <summary>
/// Reads and writes the body of a polling request: packets joined by U+001E, a binary packet as <c>b</c> and base64
/// (engine.io-protocol v4, "HTTP long-polling").
/// </summary>
public static class EnginePayload
{
    /// <summary>The byte between two packets, U+001E.</summary>
    public const byte Separator = 0x1e;

    private const byte BinaryMark = (byte)'b';

    /// <summary>Takes the first packet off a payload.</summary>
    /// <param name="payload">The rest of the body; set to what follows the packet, empty after the last one.</param>
    /// <param name="packet">The packet, when the answer is true.</param>
    /// <returns>False when the payload does not start with a well-formed packet (an empty payload has none); never throws.</returns>
    public static bool TryRead(ref ReadOnlyMemory<byte> payload, out EnginePacket packet)
    {
        var end = payload.Span.IndexOf(Separator);
        var part = end < 0 ? payload : payload[..end];
        // A separator at the very end announces one more, empty packet, which is malformed.
        if (end == payload.Length - 1 && end >= 0)
        {
            packet = default;
            return false;
        }
        payload = end < 0 ? default : payload[(end + 1)..];
        return part.Length > 0 && part.Span[0] == BinaryMark
            ? TryReadBase64(part.Span[1..], out packet)
            : EnginePacket.TryReadText(part, out packet);
    }

    /// <summary>Writes packets as one body.</summary>
    /// <param name="packets">The packets in order.</param>
    /// <param name="output">Receives the body.</param>
    public static void Write(IReadOnlyList<EnginePacket> packets, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(packets);
        ArgumentNullException.ThrowIfNull(output);
        for (var i = 0; i < packets.Count; i++)
        {
            if (i > 0)
                output.Write([Separator]);
            if (packets[i].IsBinary)
                WriteBase64(packets[i].Data.Span, output);
            else
                packets[i].WriteTo(output);
        }
    }

    internal static void WriteBase64(ReadOnlySpan<byte> data, IBufferWriter<byte> output)
    {
        output.Write([BinaryMark]);
        var target = output.GetSpan(Base64.GetMaxEncodedToUtf8Length(data.Length));
        Base64.EncodeToUtf8(data, target, out _, out var written);
        output.Advance(written);
    }

    private static bool TryReadBase64(ReadOnlySpan<byte> text, out EnginePacket packet)
    {
        packet = default;
        var data = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        if (Base64.DecodeFromUtf8(text, data, out _, out var written) != OperationStatus.Done)
            return false;
        packet = new EnginePacket(EnginePacketType.Message, data.AsMemory(0, written), IsBinary: true);
        return true;
    }
}
