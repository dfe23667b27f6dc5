using System.Buffers.Text;
using System.Text.Json;
using System.Text.Unicode;
using Limn.Annotations.Validation;

namespace Limn.Annotations.Json;

/// <summary>Checks foreign JSON once, so that everything behind it may read without guards.</summary>
internal static class JsonInput
{
    // Numbers of this length without an exponent are far below the largest double.
    private const int SurelyFinite = 300;

    /// <summary>The first thing that is wrong with the bytes, or null.</summary>
    public static Problem? Check(ReadOnlySpan<byte> json, AnswerLimits limits)
    {
        if (json.Length > limits.MaxBytes)
            return new Problem(ProblemCodes.Limit, "", $"Document has {json.Length} bytes, at most {limits.MaxBytes} are allowed.");
        if (!Utf8.IsValid(json))
            return new Problem(ProblemCodes.Form, "", "Document is not valid UTF-8.");
        try
        {
            return CheckTokens(json, limits);
        }
        catch (JsonException e)
        {
            return new Problem(ProblemCodes.Form, "", $"Not valid JSON at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.");
        }
    }

    private static Problem? CheckTokens(ReadOnlySpan<byte> json, AnswerLimits limits)
    {
        var reader = new Utf8JsonReader(json, CanonicalJson.ReaderOptions);
        while (reader.Read())
        {
            if (reader.CurrentDepth >= limits.MaxDepth && reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
                return new Problem(ProblemCodes.Limit, "", $"Nested deeper than {limits.MaxDepth} levels.");
            var problem = reader.TokenType switch
            {
                JsonTokenType.String or JsonTokenType.PropertyName => CheckText(ref reader, limits),
                JsonTokenType.Number => CheckNumber(ref reader),
                _ => null,
            };
            if (problem is not null)
                return problem;
        }
        return null;
    }

    private static Problem? CheckText(ref Utf8JsonReader reader, AnswerLimits limits)
    {
        var length = reader.ValueSpan.Length;
        if (length > limits.MaxTextBytes)
            return new Problem(ProblemCodes.Limit, "", $"A text has {length} bytes, at most {limits.MaxTextBytes} are allowed.");
        return reader.ValueIsEscaped && HasLoneSurrogate(reader.ValueSpan)
            ? new Problem(ProblemCodes.Form, "", $"Half a surrogate pair at byte {reader.TokenStartIndex + 1}.")
            : null;
    }

    private static Problem? CheckNumber(ref Utf8JsonReader reader)
    {
        var digits = reader.ValueSpan;
        var mayOverflow = digits.Length > SurelyFinite || digits.ContainsAny((byte)'e', (byte)'E');
        return mayOverflow && !(reader.TryGetDouble(out var value) && double.IsFinite(value))
            ? new Problem(ProblemCodes.Form, "", $"Number at byte {reader.TokenStartIndex + 1} is infinite or too large.")
            : null;
    }

    private static bool HasLoneSurrogate(ReadOnlySpan<byte> escaped)
    {
        var isAfterHigh = false;
        for (var i = 0; i < escaped.Length;)
        {
            var unit = ReadUnit(escaped[i..], out var length);
            var isLow = unit is >= 0xDC00 and <= 0xDFFF;
            if (isLow != isAfterHigh)
                return true;
            isAfterHigh = unit is >= 0xD800 and <= 0xDBFF;
            i += length;
        }
        return isAfterHigh;
    }

    // Raw bytes cannot hold surrogates (the UTF-8 is checked), so only \u escapes yield a unit worth knowing.
    private static int ReadUnit(ReadOnlySpan<byte> at, out int length)
    {
        length = at[0] != '\\' ? 1 : at[1] != 'u' ? 2 : 6;
        if (length != 6)
            return 0;
        return Utf8Parser.TryParse(at.Slice(2, 4), out int unit, out _, 'x') ? unit : 0;
    }
}
