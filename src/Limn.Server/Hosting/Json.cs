using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Limn.Server.Hosting;

/// <summary>How the API reads and writes JSON.</summary>
public static class Json
{
    /// <summary>Nesting of what is read and written.</summary>
    public const int MaxDepth = 64;

    public static readonly JsonSerializerOptions Options = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { Sparse.Modify } },
    });

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        // The API answers with application/json only, so text needs no escapes for HTML.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.MaxDepth = MaxDepth;
        options.Converters.Add(new InstantConverter());
        options.Converters.Add(new JsonStringEnumConverter());
        options.Converters.Add(new TextListConverter());
        return options;
    }

    /// <summary>The wire's instant: UTC, three decimals, <c>Z</c>. Scripts cut it by position.</summary>
    public static string ToWire(this DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private sealed class InstantConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String
            && DateTimeOffset.TryParse(reader.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
                ? instant.ToUniversalTime()
                : throw new JsonException("A time is a text such as 2026-01-15T10:30:00.000Z.");

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToWire());
    }

    // Nullable annotations are not looked at inside lists, and no list of the API means anything by a null.
    private sealed class TextListConverter : JsonConverter<IReadOnlyList<string>>
    {
        public override IReadOnlyList<string>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var texts = JsonSerializer.Deserialize<List<string>>(ref reader, options);
            return texts?.Contains(null!) is true ? throw new JsonException("A list of texts holds a null.") : texts;
        }

        public override void Write(Utf8JsonWriter writer, IReadOnlyList<string> value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            foreach (var text in value)
            {
                writer.WriteStringValue(text);
            }

            writer.WriteEndArray();
        }
    }
}
