using System.Text.Json;
using System.Text.Unicode;

namespace Limn.SocketIO.Packets;

/// <summary>The JSON after a packet's head, checked once from end to end so that later readers cannot fail on it.</summary>
/// <param name="Json">The JSON value without white space around it.</param>
/// <param name="Kind">Array, Object, String, Null for any other, or Undefined when there is no value.</param>
/// <param name="Name">An array's first item without its quotes, when it is a string or a number.</param>
/// <param name="Naming">Whether there is such an item, and whether it holds backslash escapes.</param>
/// <param name="ItemsStart">Where in <paramref name="Json"/> the items after the first one begin.</param>
internal readonly record struct JsonPayload(
    ReadOnlyMemory<byte> Json, JsonValueKind Kind, ReadOnlyMemory<byte> Name, JsonNaming Naming, int ItemsStart)
{
    private const int MaxDepth = 64;

    public static bool TryReadArray(ReadOnlyMemory<byte> json, out JsonPayload payload) =>
        TryRead(json, out payload) && payload.Kind == JsonValueKind.Array;

    public static bool TryRead(ReadOnlyMemory<byte> json, out JsonPayload payload)
    {
        payload = default;
        // The JSON reader leaves the bytes inside strings unchecked.
        if (!Utf8.IsValid(json.Span))
            return false;
        try
        {
            var reader = new Utf8JsonReader(json.Span, new JsonReaderOptions { MaxDepth = MaxDepth });
            payload = Read(ref reader, json);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static JsonPayload Read(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            var kind = reader.TokenType switch
            {
                JsonTokenType.StartObject => JsonValueKind.Object,
                JsonTokenType.String => JsonValueKind.String,
                _ => JsonValueKind.Null,
            };
            return new JsonPayload(json[start..ReadToEnd(ref reader)], kind, default, JsonNaming.None, 0);
        }
        reader.Read();
        var isNamed = reader.TokenType is JsonTokenType.String or JsonTokenType.Number;
        var quote = reader.TokenType == JsonTokenType.String ? 1 : 0;
        var name = isNamed ? json.Slice((int)reader.TokenStartIndex + quote, reader.ValueSpan.Length) : default;
        var naming = !isNamed ? JsonNaming.None : reader.ValueIsEscaped ? JsonNaming.Escaped : JsonNaming.Plain;
        var items = FindSecondItem(ref reader);
        var end = ReadToEnd(ref reader);
        // Without a second item, the items are the nothing before the closing bracket.
        return new JsonPayload(
            json[start..end], JsonValueKind.Array, name, naming, (items < 0 ? end - 1 : items) - start);
    }

    private static int FindSecondItem(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.EndArray)
            return -1;
        reader.Skip();
        reader.Read();
        return reader.TokenType == JsonTokenType.EndArray ? -1 : (int)reader.TokenStartIndex;
    }

    // Throws when anything but white space follows the value.
    private static int ReadToEnd(ref Utf8JsonReader reader)
    {
        var end = reader.BytesConsumed;
        while (reader.Read())
            end = reader.BytesConsumed;
        return (int)end;
    }
}

/// <summary>How the first item of an array can serve as an event's name.</summary>
internal enum JsonNaming
{
    None,
    Plain,
    Escaped,
}
