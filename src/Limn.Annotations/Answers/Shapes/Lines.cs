using System.Text.Json.Serialization;
using Limn.Annotations.Geometry;
using Limn.Annotations.Schemas;

namespace Limn.Annotations.Answers;

/// <summary>One ring; its first point is not repeated.</summary>
/// <param name="Points">At least three points.</param>
[JsonConverter(typeof(PolygonConverter))]
public sealed record Polygon(IReadOnlyList<ImagePoint> Points) : Shape(ToolKinds.Polygon);

/// <summary>An open line.</summary>
/// <param name="Points">At least two points.</param>
[JsonConverter(typeof(PolylineConverter))]
public sealed record Polyline(IReadOnlyList<ImagePoint> Points) : Shape(ToolKinds.Polyline);

/// <summary>A smooth line through points, closed if the first and the last are equal.</summary>
/// <param name="Points">At least two points.</param>
[JsonConverter(typeof(SplineConverter))]
public sealed record Spline(IReadOnlyList<ImagePoint> Points) : Shape(ToolKinds.Spline);

/// <summary>One point.</summary>
/// <param name="Position">Where it is.</param>
[JsonConverter(typeof(PointConverter))]
public sealed record Point(ImagePoint Position) : Shape(ToolKinds.Point);

/// <summary>Zones that form one instance.</summary>
/// <param name="Zones">Its parts.</param>
public sealed record Segmentation([property: JsonPropertyName("zones")] IReadOnlyList<Zone> Zones) : Shape(ToolKinds.Segmentation);

/// <summary>A part of a segmentation: a ring with holes.</summary>
/// <param name="Region">The outer ring; may be empty after erasing.</param>
public sealed record Zone([property: JsonPropertyName("region")] IReadOnlyList<ImagePoint> Region)
{
    /// <summary>Rings cut out of it.</summary>
    [JsonPropertyName("holes")]
    public IReadOnlyList<IReadOnlyList<ImagePoint>> Holes { get; init => field = value ?? []; } = [];
}
