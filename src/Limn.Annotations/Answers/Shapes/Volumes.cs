using System.Text.Json.Serialization;
using Limn.Annotations.Schemas;

namespace Limn.Annotations.Answers;

/// <summary>A box in a volume, by two opposite corners in voxels, in any order.</summary>
public sealed record VolumeBox(
    [property: JsonPropertyName("x1")] double X1,
    [property: JsonPropertyName("y1")] double Y1,
    [property: JsonPropertyName("z1")] double Z1,
    [property: JsonPropertyName("x2")] double X2,
    [property: JsonPropertyName("y2")] double Y2,
    [property: JsonPropertyName("z2")] double Z2) : Shape(ToolKinds.BoundingBox);

/// <summary>A line in a volume, by its ends in voxels.</summary>
public sealed record VolumeLine(
    [property: JsonPropertyName("x1")] double X1,
    [property: JsonPropertyName("y1")] double Y1,
    [property: JsonPropertyName("z1")] double Z1,
    [property: JsonPropertyName("x2")] double X2,
    [property: JsonPropertyName("y2")] double Y2,
    [property: JsonPropertyName("z2")] double Z2) : Shape(ToolKinds.Polyline);

/// <summary>An angle in a volume. Points are slice indexes in the order coronal, sagittal, axial.</summary>
/// <param name="Vertex">Where the two sides meet.</param>
/// <param name="P1">End of one side.</param>
/// <param name="P2">End of the other side.</param>
public sealed record Angle(
    [property: JsonPropertyName("vertex")] IReadOnlyList<double> Vertex,
    [property: JsonPropertyName("p1")] IReadOnlyList<double> P1,
    [property: JsonPropertyName("p2")] IReadOnlyList<double> P2) : Shape(ToolKinds.Angle)
{
    /// <summary>The angle in degrees; null if it was not given.</summary>
    [JsonPropertyName("angle"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Degrees { get; init; }
}

/// <summary>A cuboid in a point cloud: metres and radians, z up.</summary>
/// <param name="Center">Its centre.</param>
/// <param name="Size">Its sizes.</param>
public sealed record Cuboid(
    [property: JsonPropertyName("center")] CloudPoint Center,
    [property: JsonPropertyName("size")] CuboidSize Size) : Shape(ToolKinds.Pct)
{
    /// <summary>Kind of the shape.</summary>
    [JsonPropertyName("type")]
    public string Type { get; init; } = "cuboid";

    /// <summary>Its rotation.</summary>
    [JsonPropertyName("rotation")]
    public CuboidRotation Rotation { get; init => field = value ?? new(0, 0, 0); } = new(0, 0, 0);

    /// <summary>Points of the cloud inside it; null if they were not counted.</summary>
    [JsonPropertyName("pointCount"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? PointCount { get; init; }
}

/// <summary>A point of a point cloud, in metres.</summary>
public sealed record CloudPoint(
    [property: JsonPropertyName("x")] double X,
    [property: JsonPropertyName("y")] double Y,
    [property: JsonPropertyName("z")] double Z);

/// <summary>Sizes of a cuboid, in metres; the length runs along its own x axis.</summary>
public sealed record CuboidSize(
    [property: JsonPropertyName("length")] double Length,
    [property: JsonPropertyName("width")] double Width,
    [property: JsonPropertyName("height")] double Height);

/// <summary>Rotation of a cuboid, in radians; yaw counter-clockwise about z.</summary>
public sealed record CuboidRotation(
    [property: JsonPropertyName("roll")] double Roll,
    [property: JsonPropertyName("pitch")] double Pitch,
    [property: JsonPropertyName("yaw")] double Yaw);
