using System.Buffers.Text;

namespace Limn.SocketIO.Packets;

/// <summary>
/// Half a surrogate pair is well-formed JSON and still no text: every later reader would fail on it. Here it becomes U+FFFD, as in other
/// readers of UTF-8. Python writes it for file names that are no UTF-8.
/// </summary>
internal static class Surrogates
{
    private const int EscapeLength = 6;

    /// <summary>The same JSON with each half of a pair replaced; the very same memory when there is none.</summary>
    public static ReadOnlyMemory<byte> Repair(ReadOnlyMemory<byte> json)
    {
        byte[]? repaired = null;
        var span = json.Span;
        for (var at = 0; at < span.Length && span[at..].IndexOf((byte)'\\') is var next and >= 0;)
        {
            at += next;
            var unit = UnitAt(span[at..]);
            var isPair = char.IsHighSurrogate(unit) && char.IsLowSurrogate(UnitAt(span[Math.Min(at + EscapeLength, span.Length)..]));
            if (char.IsSurrogate(unit) && !isPair)
            {
                repaired ??= json.ToArray();
                "\\ufffd"u8.CopyTo(repaired.AsSpan(at));
            }

            at += isPair ? 2 * EscapeLength : unit != 0 ? EscapeLength : 2;
        }

        return repaired ?? json;
    }

    // Raw bytes of UTF-8 hold no surrogates, so only \u escapes yield a unit worth knowing.
    private static char UnitAt(ReadOnlySpan<byte> at) =>
        at.Length >= EscapeLength && at[0] == '\\' && at[1] == 'u' && Utf8Parser.TryParse(at.Slice(2, 4), out int unit, out var read, 'x') && read == 4
            ? (char)unit
            : '\0';
}
