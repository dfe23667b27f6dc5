using System.Text.Json.Serialization;
using Limn.Annotations.Answers;

namespace Limn.Annotations.Geometry;

/// <summary>A point in pixels of the original file: origin top left, x to the right, y down, fractions allowed.</summary>
/// <param name="X">From the left edge, in pixels.</param>
/// <param name="Y">From the top edge, in pixels.</param>
[JsonConverter(typeof(ImagePointConverter))]
public readonly record struct ImagePoint(double X, double Y)
{
    /// <summary>Distance to another point, in pixels.</summary>
    public double DistanceTo(ImagePoint other) => double.Hypot(other.X - X, other.Y - Y);
}
