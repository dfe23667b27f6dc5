using System.Text.Json;
using System.Text.Json.Serialization;
using Limn.Annotations.Json;
using Limn.Annotations.Validation;

namespace Limn.Annotations.Answers;

/// <summary>
/// Reads and writes instants as ISO text; also reads milliseconds since 1970, which answers of before 2024 have. Public so that generated
/// serializer contexts elsewhere can use it.
/// </summary>
public sealed class InstantConverter : JsonConverter<DateTimeOffset?>
{
    /// <inheritdoc/>
    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.Number when reader.TryGetInt64(out var milliseconds) && Instants.IsInRange(milliseconds) =>
                DateTimeOffset.FromUnixTimeMilliseconds(milliseconds),
            JsonTokenType.String when Instants.TryParse(reader.GetString()!, out var instant) => instant,
            _ => throw new JsonException("An instant is ISO 8601 text."),
        };

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options) =>
        writer.WriteStringValue(CanonicalJson.FormatInstant(value!.Value));
}
