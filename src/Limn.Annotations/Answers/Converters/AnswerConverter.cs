using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Limn.Annotations.Answers;

/// <summary>
/// Reads and writes <see cref="Answer"/>: <c>objects</c> and <c>tools</c> are read into one list. Public so that generated serializer
/// contexts elsewhere can use it.
/// </summary>
public sealed class AnswerConverter : JsonConverter<Answer>
{
    /// <inheritdoc/>
    public override Answer Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("An answer is an object.");
        var (objects, tools) = (new List<AnnotationObject>(), new List<AnnotationObject>());
        var (classifications, relations) = (new List<Classification>(), new List<Relation>());
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            switch (name)
            {
                case "objects": ReadList(ref reader, objects, AnnotationJson.Default.ListAnnotationObject); break;
                case "tools": ReadList(ref reader, tools, AnnotationJson.Default.ListAnnotationObject); break;
                case "classifications": ReadList(ref reader, classifications, AnnotationJson.Default.ListClassification); break;
                case "relations": ReadList(ref reader, relations, AnnotationJson.Default.ListRelation); break;
                default: reader.Skip(); break;
            }
        }
        return new Answer { Tools = [.. objects, .. tools], Classifications = classifications, Relations = relations };
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

    private static void ReadList<T>(ref Utf8JsonReader reader, List<T> members, JsonTypeInfo<List<T>> type) =>
        members.AddRange(JsonSerializer.Deserialize(ref reader, type) ?? []);
}
