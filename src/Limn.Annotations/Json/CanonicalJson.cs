using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Limn.Annotations.Json;

/// <summary>
/// The one way in which Limn writes JSON: compact UTF-8, the fewest escapes plus U+0085, U+2028 and U+2029 (so that a document is
/// always safe as a line of NDJSON), instants as <c>2024-05-01T08:00:00.000Z</c>. All members are thread safe.
/// </summary>
public static class CanonicalJson
{
    /// <summary>Deepest nesting that documents of Limn may have: 128 levels.</summary>
    public const int MaxDepth = 128;

    private const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    // Below it an integer is its own shortest form, and much faster to write than a double.
    private const double LargestPlainInteger = 1e15;

    /// <summary>
    /// Options for a <see cref="Utf8JsonWriter"/> whose output is canonical. Validation is off: raw fragments are written through it.
    /// </summary>
    public static JsonWriterOptions WriterOptions { get; } =
        new() { Encoder = CanonicalEncoder.Instance, SkipValidation = true, MaxDepth = MaxDepth * 2 };

    internal static JsonReaderOptions ReaderOptions { get; } = new() { MaxDepth = MaxDepth };

    /// <summary>
    /// Writes a whole JSON value again in canonical form: no white space, canonical escapes, key order and numbers as given.
    /// </summary>
    /// <param name="writer">Made with <see cref="WriterOptions"/>.</param>
    /// <param name="json">One JSON value.</param>
    /// <exception cref="JsonException"><paramref name="json"/> is not JSON.</exception>
    public static void WriteValue(Utf8JsonWriter writer, ReadOnlySpan<byte> json) => WriteTokens(writer, json, areNumbersDoubles: false);

    /// <summary>Like <see cref="WriteValue"/>, with numbers in the shortest form of their doubles.</summary>
    internal static void WriteDoubles(Utf8JsonWriter writer, ReadOnlySpan<byte> json) => WriteTokens(writer, json, areNumbersDoubles: true);

    /// <summary>The canonical form of a whole JSON value.</summary>
    /// <param name="json">One JSON value.</param>
    /// <returns>A new array of UTF-8 bytes.</returns>
    /// <exception cref="JsonException"><paramref name="json"/> is not JSON.</exception>
    public static byte[] Canonicalize(ReadOnlySpan<byte> json) => Canonicalize(json, areNumbersDoubles: false);

    /// <summary>Like <see cref="Canonicalize(ReadOnlySpan{byte})"/>, with numbers in the shortest form of their doubles.</summary>
    internal static byte[] CanonicalizeDoubles(ReadOnlySpan<byte> json) => Canonicalize(json, areNumbersDoubles: true);

    /// <summary>An instant as the format writes it: UTC, three decimals, <c>Z</c>.</summary>
    public static string FormatInstant(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString(InstantFormat, CultureInfo.InvariantCulture);

    /// <summary>Writes a finite number in its shortest round-trip form; minus zero becomes zero.</summary>
    internal static void WriteNumber(Utf8JsonWriter writer, double value)
    {
        if (Math.Abs(value) < LargestPlainInteger && double.IsInteger(value))
            writer.WriteNumberValue((long)value);
        else
            writer.WriteNumberValue(value);
    }

    private static byte[] Canonicalize(ReadOnlySpan<byte> json, bool areNumbersDoubles)
    {
        var buffer = new ArrayBufferWriter<byte>(Math.Max(json.Length, 16));
        using var writer = new Utf8JsonWriter(buffer, WriterOptions);
        WriteTokens(writer, json, areNumbersDoubles);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteTokens(Utf8JsonWriter writer, ReadOnlySpan<byte> json, bool areNumbersDoubles)
    {
        var reader = new Utf8JsonReader(json, ReaderOptions);
        while (reader.Read())
        {
            if (areNumbersDoubles && reader.TokenType == JsonTokenType.Number)
                WriteNumber(writer, reader.GetDouble());
            else
                WriteToken(writer, ref reader);
        }
    }

    private static void WriteToken(Utf8JsonWriter writer, ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject: writer.WriteStartObject(); break;
            case JsonTokenType.EndObject: writer.WriteEndObject(); break;
            case JsonTokenType.StartArray: writer.WriteStartArray(); break;
            case JsonTokenType.EndArray: writer.WriteEndArray(); break;
            case JsonTokenType.PropertyName: WriteText(writer, ref reader, isName: true); break;
            case JsonTokenType.String: WriteText(writer, ref reader, isName: false); break;
            default: writer.WriteRawValue(reader.ValueSpan, skipInputValidation: true); break;
        }
    }

    private static void WriteText(Utf8JsonWriter writer, ref Utf8JsonReader reader, bool isName)
    {
        var text = reader.ValueSpan;
        byte[]? rented = null;
        if (reader.ValueIsEscaped)
        {
            rented = ArrayPool<byte>.Shared.Rent(text.Length);
            text = rented.AsSpan(0, reader.CopyString(rented));
        }
        if (isName)
            writer.WritePropertyName(text);
        else
            writer.WriteStringValue(text);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
    }
}
