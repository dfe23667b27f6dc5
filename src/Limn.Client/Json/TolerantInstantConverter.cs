using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Limn.Client.Json;

/// <summary>Instants as hubs write them: ISO 8601 text, or milliseconds since 1970; anything else counts as absent.</summary>
internal sealed class TolerantInstantConverter : JsonConverter<DateTimeOffset?>
{
    private const string Form = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private static readonly long Latest = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number
            && reader.TryGetInt64(out var milliseconds)
            && milliseconds >= 0
            && milliseconds <= Latest)
            return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        if (reader.TokenType == JsonTokenType.String
            && DateTimeOffset.TryParse(reader.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
            return instant.ToUniversalTime();
        reader.Skip();
        return null;
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options)
    {
        if (value is { } instant)
            writer.WriteStringValue(instant.UtcDateTime.ToString(Form, CultureInfo.InvariantCulture));
        else
            writer.WriteNullValue();
    }
}
