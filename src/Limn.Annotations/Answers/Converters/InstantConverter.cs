using System.Text.Json;
using System.Text.Json.Serialization;
using Limn.Annotations.Json;
using Limn.Annotations.Validation;

namespace Limn.Annotations.Answers;

/// <summary>Instants are ISO text; answers of before 2024 have milliseconds since 1970.</summary>
internal sealed class InstantConverter : JsonConverter<DateTimeOffset?>
{
    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.Number when reader.TryGetInt64(out var milliseconds) && Instants.IsInRange(milliseconds) =>
            DateTimeOffset.FromUnixTimeMilliseconds(milliseconds),
        JsonTokenType.String when Instants.TryParse(reader.GetString()!, out var instant) => instant,
        _ => throw new JsonException("An instant is ISO 8601 text."),
    };

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options) =>
        writer.WriteStringValue(CanonicalJson.FormatInstant(value!.Value));
}
