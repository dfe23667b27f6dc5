using System.Buffers;
using System.Globalization;
using System.Text;

namespace Limn.SocketIO.Packets;

/// <summary>Writes <c>&lt;type&gt;[&lt;n&gt;-][&lt;namespace&gt;,][&lt;ack id&gt;][JSON]</c>.</summary>
internal static class SocketPacketWriter
{
    private const int LongestNumber = 20;

    // BINARY_EVENT is 5 and EVENT 2, BINARY_ACK 6 and ACK 3.
    private const int BinaryOffset = 3;

    public static void WriteHead(SocketPacketType type, string @namespace, long? ackId, int attachments, IBufferWriter<byte> output)
    {
        var isBinary = attachments > 0;
        output.Write([(byte)('0' + (int)type + (isBinary ? BinaryOffset : 0))]);
        if (isBinary)
        {
            WriteNumber(attachments, output);
            output.Write("-"u8);
        }
        if (@namespace != SocketPacket.MainNamespace)
        {
            Encoding.UTF8.GetBytes(@namespace, output);
            output.Write(","u8);
        }
        if (ackId is { } id)
            WriteNumber(id, output);
    }

    public static void WriteEventData(string name, SocketArguments arguments, IBufferWriter<byte> output)
    {
        var items = arguments.Items.Span;
        output.Write("["u8);
        JsonText.WriteQuoted(name, output);
        if (!items.IsEmpty)
        {
            output.Write(","u8);
            output.Write(items);
        }
        output.Write("]"u8);
    }

    private static void WriteNumber(long number, IBufferWriter<byte> output)
    {
        number.TryFormat(output.GetSpan(LongestNumber), out var written, default, CultureInfo.InvariantCulture);
        output.Advance(written);
    }
}
