using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;

namespace Limn.Annotations.Json;

/// <summary>
/// Escapes what JSON demands, and the three characters at which a line splitter may break an NDJSON record.
/// The framework's own encoders also escape characters that their Unicode tables do not know, so their output changes with the runtime.
/// </summary>
internal sealed class CanonicalEncoder : JavaScriptEncoder
{
    public static readonly CanonicalEncoder Instance = new();

    private const int NextLine = 0x85;
    private const int LineSeparator = 0x2028;
    private const int ParagraphSeparator = 0x2029;

    private static readonly SearchValues<byte> SuspectBytes =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(value => (byte)value), (byte)'"', (byte)'\\', 0xC2, 0xE2]);

    private static readonly SearchValues<char> SuspectChars = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(value => (char)value), '"', '\\', '\u0085', '\u2028', '\u2029',
            .. Enumerable.Range(0xD800, 0x800).Select(value => (char)value)]);

    private CanonicalEncoder() { }

    public override int MaxOutputCharactersPerInputCharacter => 6;

    public override bool WillEncode(int unicodeScalar) =>
        unicodeScalar is < 0x20 or '"' or '\\' or NextLine or LineSeparator or ParagraphSeparator;

    public override int FindFirstCharacterToEncodeUtf8(ReadOnlySpan<byte> utf8Text)
    {
        var start = 0;
        while (true)
        {
            var found = utf8Text[start..].IndexOfAny(SuspectBytes);
            if (found < 0)
                return -1;
            var at = start + found;
            if (!IsHarmless(utf8Text[at..]))
                return at;
            start = at + 1;
        }
    }

    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var span = new ReadOnlySpan<char>(text, textLength);
        var start = 0;
        while (true)
        {
            var found = span[start..].IndexOfAny(SuspectChars);
            if (found < 0)
                return -1;
            var at = start + found;
            var isPair = at + 1 < span.Length && char.IsSurrogatePair(span[at], span[at + 1]);
            if (!isPair)
                return at;
            start = at + 2;
        }
    }

    public override unsafe bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        var output = new Span<char>(buffer, bufferLength);
        return WillEncode(unicodeScalar)
            ? TryEscape(unicodeScalar, output, out numberOfCharactersWritten)
            : new Rune(unicodeScalar).TryEncodeToUtf16(output, out numberOfCharactersWritten);
    }

    private static bool TryEscape(int scalar, Span<char> output, out int written)
    {
        var shortForm = scalar switch
        {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\b' => "\\b",
            '\t' => "\\t",
            '\n' => "\\n",
            '\f' => "\\f",
            '\r' => "\\r",
            _ => null,
        };
        if (shortForm is null)
            return output.TryWrite($"\\u{scalar:x4}", out written);
        written = shortForm.TryCopyTo(output) ? shortForm.Length : 0;
        return written > 0;
    }

    // 0xC2 leads U+0080..U+00BF and 0xE2 leads U+2000..U+2FFF: only three of those characters are escaped.
    private static bool IsHarmless(ReadOnlySpan<byte> at) => at[0] switch
    {
        0xC2 => at.Length < 2 || at[1] != 0x85,
        0xE2 => at.Length < 3 || at[1] != 0x80 || at[2] is not (0xA8 or 0xA9),
        _ => false,
    };
}
