using System.Text.Json;
using System.Text.Json.Serialization;

namespace Limn.Annotations.Answers;

/// <summary>
/// Reads and writes <see cref="AnnotationObject"/>, whose shape lies under a key named like its kind. Public so that generated serializer
/// contexts elsewhere can use it.
/// </summary>
public sealed class AnnotationObjectConverter : JsonConverter<AnnotationObject>
{
    /// <inheritdoc/>
    public override AnnotationObject Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("An annotation object is a JSON object.");
        var parts = new ObjectParts();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (!parts.TryReadShape(ref reader, name))
                parts.ReadProperty(ref reader, name);
        }
        return parts.Build();
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, AnnotationObject value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("schemaId"u8, value.SchemaId);
        writer.WriteString("objectId"u8, value.ObjectId);
        writer.WriteString("title"u8, value.Title);
        if (value.Page is { } page)
            writer.WriteNumber("page"u8, page);
        if (value.IsKeyFrame is { } isKeyFrame)
            writer.WriteBoolean("isKeyFrame"u8, isKeyFrame);
        if (value.InterpolationStopped)
            writer.WriteBoolean("interpolationStopped"u8, true);
        if (value.IsLocked)
            writer.WriteBoolean("lock"u8, true);
        if (value.Row is { } row)
            writer.WriteNumber("row"u8, row);
        WriteShape(writer, value.Shape);
        WriteRest(writer, value);
        writer.WriteEndObject();
    }

    private static void WriteShape(Utf8JsonWriter writer, Shape? shape)
    {
        if (shape is null)
            return;
        writer.WritePropertyName(shape.Tool);
        JsonSerializer.Serialize(writer, shape, AnnotationJson.Default.GetTypeInfo(shape.GetType())!);
    }

    private static void WriteRest(Utf8JsonWriter writer, AnnotationObject value)
    {
        if (value.Ocr is { } ocr)
        {
            writer.WritePropertyName("ocr"u8);
            JsonSerializer.Serialize(writer, ocr, AnnotationJson.Default.Ocr);
        }
        writer.WritePropertyName("classifications"u8);
        JsonSerializer.Serialize(writer, [.. value.Classifications], AnnotationJson.Default.ListClassification);
        if (value.Metadata is { } metadata)
        {
            writer.WritePropertyName("metadata"u8);
            JsonSerializer.Serialize(writer, metadata, AnnotationJson.Default.AnnotationMetadata);
        }
        if (value.Masks.Count > 0)
        {
            writer.WritePropertyName("masks"u8);
            JsonSerializer.Serialize(writer, [.. value.Masks], AnnotationJson.Default.ListString);
        }
        foreach (var (name, extra) in value.Extra)
        {
            writer.WritePropertyName(name);
            extra.WriteTo(writer);
        }
    }
}
