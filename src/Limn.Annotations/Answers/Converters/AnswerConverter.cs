using System.Text.Json;
using System.Text.Json.Serialization;

namespace Limn.Annotations.Answers;

/// <summary>Reads and writes <see cref="Answer"/>: <c>objects</c> and <c>tools</c> are read into one list. Public so that generated serializer contexts elsewhere can use it.</summary>
public sealed class AnswerConverter : JsonConverter<Answer>
{
    /// <inheritdoc/>
    public override Answer Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("An answer is an object.");
        var tools = new List<AnnotationObject>();
        var answer = new Answer { Tools = tools };
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            switch (name)
            {
                case "objects": tools.InsertRange(0, JsonSerializer.Deserialize(ref reader, AnnotationJson.Default.ListAnnotationObject) ?? []); break;
                case "tools": tools.AddRange(JsonSerializer.Deserialize(ref reader, AnnotationJson.Default.ListAnnotationObject) ?? []); break;
                case "classifications":
                    answer = answer with { Classifications = JsonSerializer.Deserialize(ref reader, AnnotationJson.Default.ListClassification) ?? [] };
                    break;
                case "relations":
                    answer = answer with { Relations = JsonSerializer.Deserialize(ref reader, AnnotationJson.Default.ListRelation) ?? [] };
                    break;
                default: reader.Skip(); break;
            }
        }
        return answer;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Answer value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("tools"u8);
        JsonSerializer.Serialize(writer, [.. value.Tools], AnnotationJson.Default.ListAnnotationObject);
        writer.WritePropertyName("classifications"u8);
        JsonSerializer.Serialize(writer, [.. value.Classifications], AnnotationJson.Default.ListClassification);
        writer.WritePropertyName("relations"u8);
        JsonSerializer.Serialize(writer, [.. value.Relations], AnnotationJson.Default.ListRelation);
        writer.WriteEndObject();
    }
}
