using System.Buffers;

namespace Limn.SocketIO.Packets;

/// <summary>Reads what Python's <c>json</c> module writes for floats that JSON does not know.</summary>
internal static class LenientJson
{
    /// <summary>Turns the bare words NaN, Infinity and -Infinity into null.</summary>
    /// <returns>The repaired text, or null when there was nothing to repair.</returns>
    public static ReadOnlyMemory<byte>? Repair(ReadOnlySpan<byte> json)
    {
        ArrayBufferWriter<byte>? output = null;
        var copied = 0;
        for (var i = 0; i < json.Length;)
        {
            if (json[i] == (byte)'"')
            {
                i += StringLength(json[i..]);
                continue;
            }
            var length = WordLength(json[i..]);
            if (length > 0)
            {
                output ??= new ArrayBufferWriter<byte>(json.Length + 16);
                output.Write(json[copied..i]);
                output.Write("null"u8);
                copied = i + length;
            }
            i += Math.Max(length, 1);
        }
        output?.Write(json[copied..]);
        return output?.WrittenMemory;
    }

    private static int WordLength(ReadOnlySpan<byte> rest) =>
        rest.StartsWith("NaN"u8) ? 3
        : rest.StartsWith("Infinity"u8) ? 8
        : rest.StartsWith("-Infinity"u8) ? 9
        : 0;

    private static int StringLength(ReadOnlySpan<byte> rest)
    {
        for (var i = 1; i < rest.Length; i++)
        {
            if (rest[i] == (byte)'\\')
                i++;
            else if (rest[i] == (byte)'"')
                return i + 1;
        }
        return rest.Length;
    }
}
