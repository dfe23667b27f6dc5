using System.Text.Json;
using System.Text.Json.Serialization;
using Limn.Annotations.Geometry;

namespace Limn.Annotations.Answers;

/// <summary>Reads and writes points as <c>[x, y]</c>. Public so that generated serializer contexts elsewhere can use it.</summary>
public sealed class ImagePointConverter : JsonConverter<ImagePoint>
{
    /// <inheritdoc/>
    public override ImagePoint Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException("A point is [x, y].");
        reader.Read();
        var x = reader.GetDouble();
        reader.Read();
        var point = new ImagePoint(x, reader.GetDouble());
        reader.Read();
        return reader.TokenType == JsonTokenType.EndArray ? point : throw new JsonException("A point is [x, y].");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ImagePoint value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(value.X);
        writer.WriteNumberValue(value.Y);
        writer.WriteEndArray();
    }
}

/// <summary>Shapes that are written as a bare list of points.</summary>
internal abstract class PointListConverter<TShape>(
    Func<IReadOnlyList<ImagePoint>, TShape> make, Func<TShape, IReadOnlyList<ImagePoint>> pointsOf) : JsonConverter<TShape>
{
    public override TShape Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        make(JsonSerializer.Deserialize(ref reader, AnnotationJson.Default.ListImagePoint) ?? []);

    public override void Write(Utf8JsonWriter writer, TShape value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, [.. pointsOf(value)], AnnotationJson.Default.ListImagePoint);
}

/// <summary>Polygons.</summary>
internal sealed class PolygonConverter() : PointListConverter<Polygon>(points => new Polygon(points), shape => shape.Points);

/// <summary>Polylines.</summary>
internal sealed class PolylineConverter() : PointListConverter<Polyline>(points => new Polyline(points), shape => shape.Points);

/// <summary>Splines.</summary>
internal sealed class SplineConverter() : PointListConverter<Spline>(points => new Spline(points), shape => shape.Points);

/// <summary>Points.</summary>
internal sealed class PointConverter : JsonConverter<Point>
{
    private static readonly ImagePointConverter Positions = new();

    public override Point Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(Positions.Read(ref reader, typeof(ImagePoint), options));

    public override void Write(Utf8JsonWriter writer, Point value, JsonSerializerOptions options) =>
        Positions.Write(writer, value.Position, options);
}

/// <summary>Shapes that are written as <c>true</c>, since their pixels are elsewhere.</summary>
internal abstract class FlagConverter<TShape> : JsonConverter<TShape> where TShape : Shape, new()
{
    public override TShape Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        reader.Skip();
        return new TShape();
    }

    public override void Write(Utf8JsonWriter writer, TShape value, JsonSerializerOptions options) => writer.WriteBooleanValue(true);
}

/// <summary>Painted masks.</summary>
internal sealed class BrushConverter : FlagConverter<Brush>;

/// <summary>Painted volumes.</summary>
internal sealed class MedicalBrushConverter : FlagConverter<MedicalBrush>;
