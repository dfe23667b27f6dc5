using System.Text;

namespace Limn.SocketIO.Packets;

/// <summary>Reads the heads of the packets of one connection, whose namespaces repeat.</summary>
internal struct PacketHeadReader()
{
    private const int MaxNamespaceBytes = 256;
    private const int FirstBinaryDigit = 5;
    private const int BinaryOffset = 3;
    private const int LastDigit = 6;
    private const int MaxCountDigits = 9;

    // Ids beyond 2^53 are not exact in JavaScript.
    private const long MaxAckId = (1L << 53) - 1;
    private const int MaxAckDigits = 16;

    private static readonly byte[] MainNamespaceBytes = "/"u8.ToArray();

    private byte[] lastNamespaceBytes = MainNamespaceBytes;
    private string lastNamespace = SocketPacket.MainNamespace;

    public SocketDecodeError Read(ReadOnlySpan<byte> text, out PacketHead head)
    {
        head = default;
        if (text.IsEmpty || text[0] is < (byte)'0' or > LastDigit + (byte)'0')
            return SocketDecodeError.UnknownType;
        var digit = text[0] - '0';
        var rest = text[1..];
        if (!TryReadCount(digit, ref rest, out var attachments))
            return SocketDecodeError.AttachmentCount;
        var type = (SocketPacketType)(digit < FirstBinaryDigit ? digit : digit - BinaryOffset);
        if (!TryReadNamespace(ref rest, out var @namespace))
            return SocketDecodeError.Namespace;
        if (!TryReadAckId(ref rest, out var ackId) || !MayCarry(type, ackId))
            return SocketDecodeError.AckId;
        head = new PacketHead(type, attachments, @namespace, ackId, text.Length - rest.Length);
        return SocketDecodeError.None;
    }

    private static bool MayCarry(SocketPacketType type, long? ackId) => type switch
    {
        SocketPacketType.Event => true,
        SocketPacketType.Ack => ackId is not null,
        _ => ackId is null,
    };

    private static bool TryReadCount(int digit, ref ReadOnlySpan<byte> rest, out int count)
    {
        count = 0;
        if (digit < FirstBinaryDigit)
            return true;
        var length = DigitCount(rest);
        if (length is 0 or > MaxCountDigits || length == rest.Length || rest[length] != (byte)'-')
            return false;
        count = (int)ReadNumber(rest[..length]);
        rest = rest[(length + 1)..];
        return true;
    }

    private bool TryReadNamespace(ref ReadOnlySpan<byte> rest, out string @namespace)
    {
        @namespace = SocketPacket.MainNamespace;
        if (rest.IsEmpty || rest[0] != (byte)'/')
            return true;
        var comma = rest.IndexOf((byte)',');
        var name = comma < 0 ? rest : rest[..comma];
        if (name.Length > MaxNamespaceBytes)
            return false;
        if (!name.SequenceEqual(lastNamespaceBytes))
        {
            lastNamespaceBytes = name.ToArray();
            lastNamespace = Encoding.UTF8.GetString(name);
        }
        @namespace = lastNamespace;
        rest = rest[Math.Min(name.Length + 1, rest.Length)..];
        return true;
    }

    private static bool TryReadAckId(ref ReadOnlySpan<byte> rest, out long? ackId)
    {
        ackId = null;
        var length = DigitCount(rest);
        if (length == 0)
            return true;
        if (length > MaxAckDigits)
            return false;
        ackId = ReadNumber(rest[..length]);
        rest = rest[length..];
        return ackId <= MaxAckId;
    }

    private static int DigitCount(ReadOnlySpan<byte> text)
    {
        var length = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return length < 0 ? text.Length : length;
    }

    private static long ReadNumber(ReadOnlySpan<byte> digits)
    {
        var number = 0L;
        foreach (var digit in digits)
            number = number * 10 + (digit - '0');
        return number;
    }
}
