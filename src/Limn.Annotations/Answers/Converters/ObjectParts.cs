using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Limn.Annotations.Schemas;

namespace Limn.Annotations.Answers;

/// <summary>An annotation object while it is read.</summary>
internal sealed class ObjectParts
{
    private readonly Dictionary<string, JsonElement> extra = new(StringComparer.Ordinal);
    private string schemaId = "";
    private string objectId = "";
    private string title = "";
    private int? page;
    private bool? isKeyFrame;
    private bool isStopped;
    private bool isLocked;
    private int? row;
    private Shape? shape;
    private Ocr? ocr;
    private List<Classification>? classifications;
    private List<string>? masks;
    private AnnotationMetadata? metadata;

    public AnnotationObject Build() => new()
    {
        SchemaId = schemaId,
        ObjectId = objectId,
        Title = title,
        Page = page,
        IsKeyFrame = isKeyFrame,
        InterpolationStopped = isStopped,
        IsLocked = isLocked,
        Row = row,
        Shape = shape,
        Ocr = ocr,
        Classifications = classifications ?? [],
        Metadata = metadata,
        Masks = masks ?? [],
        Extra = extra,
    };

    public void ReadProperty(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return;
        switch (name)
        {
            case "schemaId": schemaId = reader.GetString()!; break;
            case "objectId": objectId = reader.GetString()!; break;
            case "title": title = reader.GetString()!; break;
            case "page": page = reader.GetInt32(); break;
            case "isKeyFrame": isKeyFrame = reader.GetBoolean(); break;
            case "interpolationStopped": isStopped = reader.GetBoolean(); break;
            case "lock": isLocked = reader.GetBoolean(); break;
            case "row": row = reader.GetInt32(); break;
            case "ocr": ocr = JsonSerializer.Deserialize(ref reader, AnnotationJson.Default.Ocr); break;
            case "classifications":
                classifications = JsonSerializer.Deserialize(ref reader, AnnotationJson.Default.ListClassification);
                break;
            case "metadata": metadata = JsonSerializer.Deserialize(ref reader, AnnotationJson.Default.AnnotationMetadata); break;
            case "masks": masks = JsonSerializer.Deserialize(ref reader, AnnotationJson.Default.ListString); break;
            default: extra[name] = JsonElement.ParseValue(ref reader); break;
        }
    }

    /// <summary>Reads the shape if the key is a kind that Limn knows; the first one counts.</summary>
    public bool TryReadShape(ref Utf8JsonReader reader, string name)
    {
        if (shape is not null || reader.TokenType is JsonTokenType.Null or JsonTokenType.False || TypeOf(reader, name) is not { } type)
            return false;
        shape = (Shape?)JsonSerializer.Deserialize(ref reader, type);
        return true;
    }

    private static JsonTypeInfo? TypeOf(Utf8JsonReader reader, string name) => name switch
    {
        ToolKinds.BoundingBox => Has(reader, "x1"u8) ? AnnotationJson.Default.VolumeBox : AnnotationJson.Default.BoundingBox,
        ToolKinds.Polyline => Has(reader, "x1"u8) ? AnnotationJson.Default.VolumeLine : AnnotationJson.Default.Polyline,
        ToolKinds.RotatedBoundingBox => AnnotationJson.Default.RotatedBoundingBox,
        ToolKinds.Polygon => AnnotationJson.Default.Polygon,
        ToolKinds.Spline => AnnotationJson.Default.Spline,
        ToolKinds.Point => AnnotationJson.Default.Point,
        ToolKinds.Segmentation => AnnotationJson.Default.Segmentation,
        ToolKinds.Circle => AnnotationJson.Default.Circle,
        ToolKinds.Ellipse => AnnotationJson.Default.Ellipse,
        ToolKinds.Ner => AnnotationJson.Default.Ner,
        ToolKinds.Pdf when Has(reader, "position"u8) => AnnotationJson.Default.PdfArea,
        ToolKinds.Message => AnnotationJson.Default.Message,
        ToolKinds.Brush => AnnotationJson.Default.Brush,
        ToolKinds.MedicalBrush => AnnotationJson.Default.MedicalBrush,
        ToolKinds.Angle => AnnotationJson.Default.Angle,
        ToolKinds.Pct when IsCuboid(reader) => AnnotationJson.Default.Cuboid,
        _ => null,
    };

    // Other shapes of point clouds stay with the keys that this library does not know.
    private static bool IsCuboid(Utf8JsonReader reader)
    {
        if (!Has(reader, "center"u8) || !Has(reader, "size"u8))
            return false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals("type"u8);
            reader.Read();
            if (isType)
                return reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("cuboid"u8);
            reader.Skip();
        }
        return false;
    }

    // Looks ahead on a copy of the reader: some kinds have several forms under one key.
    private static bool Has(Utf8JsonReader reader, ReadOnlySpan<byte> member)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            return false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals(member))
                return true;
            reader.Skip();
        }
        return false;
    }
}
