using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Limn.Server.Hosting;

/// <summary>
/// Reads a JSON object whose array under one key may be of any length: its elements one by one, with memory for a single one, and the other
/// keys beside.
/// </summary>
/// <param name="stream">UTF-8.</param>
/// <param name="maxDepth">Nesting that is accepted.</param>
/// <param name="mostBytes">Size of one element, or of one value beside the array.</param>
/// <param name="arrayKeys">Names of the array; the body has it under one of them.</param>
internal sealed class JsonArrayReader(Stream stream, int maxDepth, int mostBytes, params string[] arrayKeys)
{
    private const int FirstBuffer = 64 << 10;

    private enum Place
    {
        Start,
        Key,
        Value,
        ArrayStart,
        Element,
        End,
    }

    private readonly Dictionary<string, JsonElement> rest = [];
    private JsonReaderState state = new(new JsonReaderOptions { MaxDepth = maxDepth });
    private byte[] buffer = new byte[FirstBuffer];
    private int start;
    private int end;
    private bool isFinal;
    private Place place;
    private string key = "";

    /// <summary>The other keys of the object, and those of the array that hold something else; complete when all elements are read.</summary>
    public IReadOnlyDictionary<string, JsonElement> Rest => rest;

    /// <summary>The array was there.</summary>
    public bool HasArray { get; private set; }

    /// <summary>Reads the elements; the caller disposes each. Throws <see cref="JsonException"/> with its position where the text is no JSON.</summary>
    public async IAsyncEnumerable<JsonDocument> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            while (TryNext(out var element))
            {
                if (element is not null)
                {
                    yield return element;
                }
            }

            if (isFinal)
            {
                yield break;
            }

            await FillAsync(cancellationToken);
        }
    }

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        end -= start;
        start = 0;
        if (end == buffer.Length)
        {
            if (buffer.Length >= mostBytes)
            {
                throw new RefusedException(Refusal.TooLarge($"One entry of {arrayKeys[0]} is larger than {mostBytes} bytes."));
            }

            // One element fills the buffer. Doubling reads it anew only a few times.
            Array.Resize(ref buffer, buffer.Length * 2);
        }

        end += await stream.ReadAtLeastAsync(buffer.AsMemory(end), buffer.Length - end, throwOnEndOfStream: false, cancellationToken);
        isFinal = end < buffer.Length;
    }

    /// <summary>Takes one step; false when it needs more bytes, or at the end.</summary>
    private bool TryNext(out JsonDocument? element)
    {
        element = null;
        var reader = new Utf8JsonReader(buffer.AsSpan(start, end - start), isFinal, state);
        if (!TryStep(ref reader, ref element))
        {
            return false;
        }

        state = reader.CurrentState;
        start += (int)reader.BytesConsumed;
        return true;
    }

    private bool TryStep(ref Utf8JsonReader reader, ref JsonDocument? element)
    {
        if (place == Place.Value)
        {
            if (!JsonDocument.TryParseValue(ref reader, out var value))
            {
                return false;
            }

            using (value)
            {
                rest[key] = value.RootElement.Clone();
            }

            place = Place.Key;
            return true;
        }

        if (place == Place.ArrayStart)
        {
            return TryStartArray(ref reader);
        }

        if (!reader.Read())
        {
            return false;
        }

        return place switch
        {
            Place.Start => Go(reader.TokenType == JsonTokenType.StartObject, Place.Key, "The body is a JSON object."),
            Place.Key => ReadKey(ref reader),
            _ => ReadElement(ref reader, ref element),
        };
    }

    private bool ReadKey(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.EndObject)
        {
            place = Place.End;
            return true;
        }

        key = reader.GetString()!;
        place = arrayKeys.Contains(key) ? Place.ArrayStart : Place.Value;
        return true;
    }

    private bool TryStartArray(ref Utf8JsonReader reader)
    {
        var ahead = reader;
        if (!ahead.Read())
        {
            return false;
        }

        if (ahead.TokenType != JsonTokenType.StartArray)
        {
            place = Place.Value;
            return true;
        }

        reader = ahead;
        HasArray = true;
        place = Place.Element;
        return true;
    }

    private bool ReadElement(ref Utf8JsonReader reader, ref JsonDocument? element)
    {
        if (reader.TokenType == JsonTokenType.EndArray)
        {
            place = Place.Key;
            return true;
        }

        return JsonDocument.TryParseValue(ref reader, out element);
    }

    private bool Go(bool isExpected, Place next, string otherwise)
    {
        place = next;
        return isExpected ? true : throw new RefusedException(Refusal.BadRequest(otherwise));
    }
}
