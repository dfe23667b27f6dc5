using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Limn.Server.Database;

/// <summary>
/// A JSON document kept as the UTF-8 bytes it came in: schemas, stages, answers, metadata of callers, whose unknown keys must survive.
/// Never null; <see cref="IsEmpty"/> stands for "none".
/// </summary>
[JsonConverter(typeof(RawJsonConverter))]
public readonly record struct RawJson(ReadOnlyMemory<byte> Utf8)
{
    public static readonly RawJson EmptyObject = Parse("{}");

    public static readonly RawJson EmptyArray = Parse("[]");

    public bool IsEmpty => Utf8.IsEmpty;

    /// <summary>Takes a literal that the program itself wrote.</summary>
    public static RawJson Parse(string json) => new(Encoding.UTF8.GetBytes(json));

    /// <summary>Serializes <paramref name="value"/> with the web's naming rules.</summary>
    public static RawJson From<T>(T value) => new(JsonSerializer.SerializeToUtf8Bytes(value, Hosting.Json.Options));

    public T? To<T>() => IsEmpty ? default : JsonSerializer.Deserialize<T>(Utf8.Span, Hosting.Json.Options);

    public JsonDocument ToDocument() => JsonDocument.Parse(Utf8);

    public bool Equals(RawJson other) => Utf8.Span.SequenceEqual(other.Utf8.Span);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Utf8.Span);
        return hash.ToHashCode();
    }

    public override string ToString() => Encoding.UTF8.GetString(Utf8.Span);
}

/// <summary>Copies the document's bytes to and from the surrounding JSON.</summary>
public sealed class RawJsonConverter : JsonConverter<RawJson>
{
    public override bool HandleNull => true;

    public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return default;
        }

        using var document = JsonDocument.ParseValue(ref reader);
        return new RawJson(JsonSerializer.SerializeToUtf8Bytes(document.RootElement, Hosting.Json.Options));
    }

    public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options)
    {
        if (value.IsEmpty)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
    }
}

/// <summary>Stores the document as bytes: neither database parses it again.</summary>
public sealed class RawJsonValueConverter()
    : ValueConverter<RawJson, byte[]>(json => json.Utf8.ToArray(), bytes => new RawJson(bytes));

/// <summary>Stores an instant as milliseconds since 1970, UTC.</summary>
public sealed class MillisecondsValueConverter()
    : ValueConverter<DateTimeOffset, long>(time => time.ToUnixTimeMilliseconds(), value => DateTimeOffset.FromUnixTimeMilliseconds(value));
