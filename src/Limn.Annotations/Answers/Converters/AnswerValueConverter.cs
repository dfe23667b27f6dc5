using System.Text.Json;
using System.Text.Json.Serialization;

namespace Limn.Annotations.Answers;

/// <summary>
/// Reads and writes <see cref="AnswerValue"/>; nulls inside a list are passed over. Public so that generated serializer contexts
/// elsewhere can use it.
/// </summary>
public sealed class AnswerValueConverter : JsonConverter<AnswerValue>
{
    /// <inheritdoc/>
    public override AnswerValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.String => AnswerValue.FromText(reader.GetString()!),
            JsonTokenType.True => AnswerValue.FromBoolean(true),
            JsonTokenType.False => AnswerValue.FromBoolean(false),
            JsonTokenType.StartArray => AnswerValue.FromTexts(ReadTexts(ref reader)),
            _ => throw new JsonException("An answer is text, a list of texts, true or false."),
        };

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, AnswerValue value, JsonSerializerOptions options)
    {
        if (value.Boolean is { } boolean)
        {
            writer.WriteBooleanValue(boolean);
            return;
        }
        if (!value.IsList)
        {
            writer.WriteStringValue(value.Text);
            return;
        }
        writer.WriteStartArray();
        foreach (var text in value.Texts)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    private static List<string> ReadTexts(ref Utf8JsonReader reader)
    {
        var texts = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.String)
                texts.Add(reader.GetString()!);
            else if (reader.TokenType != JsonTokenType.Null)
                throw new JsonException("An answer's list holds texts.");
        }
        return texts;
    }
}
