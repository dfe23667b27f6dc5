using System.Text.Json.Serialization;
using Limn.Annotations.Geometry;
using Limn.Annotations.Schemas;

namespace Limn.Annotations.Answers;

/// <summary>An axis-parallel box.</summary>
/// <param name="X">Left.</param>
/// <param name="Y">Top.</param>
/// <param name="Width">Negative only in answers that Limn has not normalised: then <paramref name="X"/> is the right edge.</param>
/// <param name="Height">Likewise.</param>
public sealed record BoundingBox(
    [property: JsonPropertyName("x")] double X,
    [property: JsonPropertyName("y")] double Y,
    [property: JsonPropertyName("width")] double Width,
    [property: JsonPropertyName("height")] double Height) : Shape(ToolKinds.BoundingBox)
{
    /// <summary>The box with positive sizes.</summary>
    public ImageBox ToImageBox() => ImageBox.FromCorner(X, Y, Width, Height);
}

/// <summary>A rotated box; see <see cref="RotatedBox"/> for the meaning of its numbers.</summary>
/// <param name="X">x of its own top-left corner, after rotation.</param>
/// <param name="Y">y of that corner.</param>
/// <param name="Width">Size along its own x axis.</param>
/// <param name="Height">Size along its own y axis.</param>
/// <param name="Rotation">Degrees, clockwise on screen.</param>
public sealed record RotatedBoundingBox(
    [property: JsonPropertyName("x")] double X,
    [property: JsonPropertyName("y")] double Y,
    [property: JsonPropertyName("width")] double Width,
    [property: JsonPropertyName("height")] double Height,
    [property: JsonPropertyName("rotation")] double Rotation) : Shape(ToolKinds.RotatedBoundingBox)
{
    /// <summary>Top left, bottom left, bottom right, top right; null if they were not given.</summary>
    [JsonPropertyName("corners"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ImagePoint>? Corners { get; init; }

    /// <summary>The box as a geometric value.</summary>
    public RotatedBox ToRotatedBox() => new(X, Y, Width, Height, Rotation);
}

/// <summary>A circle.</summary>
/// <param name="X">x of its centre.</param>
/// <param name="Y">y of its centre.</param>
/// <param name="Radius">Radius.</param>
public sealed record Circle(
    [property: JsonPropertyName("x")] double X,
    [property: JsonPropertyName("y")] double Y,
    [property: JsonPropertyName("radius")] double Radius) : Shape(ToolKinds.Circle);

/// <summary>An ellipse.</summary>
/// <param name="X">x of its centre.</param>
/// <param name="Y">y of its centre.</param>
/// <param name="RadiusX">Radius along its own x axis.</param>
/// <param name="RadiusY">Radius along its own y axis.</param>
/// <param name="Rotation">Degrees, clockwise on screen.</param>
public sealed record Ellipse(
    [property: JsonPropertyName("x")] double X,
    [property: JsonPropertyName("y")] double Y,
    [property: JsonPropertyName("radiusX")] double RadiusX,
    [property: JsonPropertyName("radiusY")] double RadiusY,
    [property: JsonPropertyName("rotation")] double Rotation) : Shape(ToolKinds.Ellipse)
{
    /// <summary>Points on the curve at equal steps of its parameter.</summary>
    /// <param name="count">How many, at least 3.</param>
    public ImagePoint[] ToPoints(int count)
    {
        var (sin, cos) = Math.SinCos(Rotation * Math.PI / 180);
        var points = new ImagePoint[count];
        for (var index = 0; index < count; index++)
        {
            var (up, along) = Math.SinCos(2 * Math.PI * index / count);
            var (x, y) = (RadiusX * along, RadiusY * up);
            points[index] = new ImagePoint(X + (x * cos) - (y * sin), Y + (x * sin) + (y * cos));
        }
        return points;
    }
}
