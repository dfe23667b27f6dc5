using System.Text.Json;

namespace Limn.Annotations.Json;

/// <summary>
/// Walks JSON by slices of its own bytes; nothing is copied. The bytes must have passed <see cref="JsonInput"/> or be canonical.
/// </summary>
internal static class JsonSlices
{
    /// <summary>A reader on the first token of a value; on no token at all for the empty slice, which stands for an absent value.</summary>
    public static Utf8JsonReader Start(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, CanonicalJson.ReaderOptions);
        if (!json.IsEmpty)
            reader.Read();
        return reader;
    }

    /// <summary>The bytes of the value that starts at the reader's present token; the reader ends on its last token.</summary>
    public static ReadOnlyMemory<byte> TakeValue(ref Utf8JsonReader reader, ReadOnlyMemory<byte> source)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return source[start..(int)reader.BytesConsumed];
    }

    /// <summary>The elements of an array; nothing if the value is no array.</summary>
    public static List<ReadOnlyMemory<byte>> Elements(ReadOnlyMemory<byte> array)
    {
        var elements = new List<ReadOnlyMemory<byte>>();
        var reader = Start(array.Span);
        if (reader.TokenType != JsonTokenType.StartArray)
            return elements;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            elements.Add(TakeValue(ref reader, array));
        return elements;
    }

    /// <summary>The members of an object, names unescaped, in the order given; nothing if the value is no object.</summary>
    public static List<(Utf8Key Name, ReadOnlyMemory<byte> Value)> Properties(ReadOnlyMemory<byte> json)
    {
        var properties = new List<(Utf8Key, ReadOnlyMemory<byte>)>();
        var reader = Start(json.Span);
        if (reader.TokenType != JsonTokenType.StartObject)
            return properties;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = Utf8Key.Read(ref reader, json);
            reader.Read();
            properties.Add((name, TakeValue(ref reader, json)));
        }
        return properties;
    }

    /// <summary>The unescaped text of a JSON string; null if the value is of another kind.</summary>
    public static Utf8Key? TextOf(ReadOnlyMemory<byte> json)
    {
        var reader = Start(json.Span);
        return reader.TokenType == JsonTokenType.String ? Utf8Key.Read(ref reader, json) : null;
    }

    /// <summary>The value of a JSON number; null if the value is of another kind.</summary>
    public static double? NumberOf(ReadOnlyMemory<byte> json)
    {
        var reader = Start(json.Span);
        return reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var value) ? value : null;
    }

    /// <summary>What kind of value the bytes hold.</summary>
    public static JsonTokenType KindOf(ReadOnlySpan<byte> json) => Start(json).TokenType;
}
