using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Limn.Client.Json;

/// <summary>Whole numbers as hubs write them: <c>12</c>, <c>12.0</c>, <c>"12"</c>.</summary>
internal sealed class TolerantInt64Converter : JsonConverter<long>
{
    public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number)
            return reader.TryGetInt64(out var whole) ? whole : Round(reader.GetDouble());
        if (reader.TokenType == JsonTokenType.String
            && double.TryParse(reader.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var written))
            return Round(written);
        throw new JsonException("A number was expected.");
    }

    public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options) => writer.WriteNumberValue(value);

    private static long Round(double value) =>
        value is >= long.MinValue and < long.MaxValue ? (long)Math.Round(value) : throw new JsonException("The number is out of range.");
}
