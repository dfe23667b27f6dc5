using System.Text.Json;
using Limn.Annotations.Answers;
using Limn.Annotations.Geometry;

namespace Limn.Annotations.Rules;

/// <summary>What the rules need to know of a geometry in a picture.</summary>
internal sealed class MeasuredShape
{
    private const int CurveCorners = 64;

    public required ImageBox Bounds { get; init; }

    /// <summary>Its own width and height: of a turned box those along its sides. Null where the kind has none.</summary>
    public (double Width, double Height)? Size { get; init; }

    /// <summary>Null where the kind has none.</summary>
    public double? Area { get; init; }

    /// <summary>What it covers; curves as polygons.</summary>
    public IReadOnlyList<Zone> Zones { get; init; } = [];

    /// <summary>Of a geometry that covers nothing.</summary>
    public IReadOnlyList<ImagePoint> Points { get; init; } = [];

    /// <summary>Area of the zones.</summary>
    public double Covered { get; private init; }

    /// <summary>Null for what does not lie in a picture, and for broken geometries.</summary>
    public static MeasuredShape? Of(AnnotationObject item) => item.Shape switch
    {
        BoundingBox box => FromBox(box.ToImageBox()),
        RotatedBoundingBox box => FromZones([new Zone(box.ToRotatedBox().ToCorners())], (Math.Abs(box.Width), Math.Abs(box.Height)), Math.Abs(box.Width * box.Height)),
        Polygon polygon => FromZones([new Zone(polygon.Points) { Holes = HolesOf(item) }], null, null),
        Segmentation { Zones.Count: > 0 } segmentation => FromZones(segmentation.Zones, null, null),
        Circle circle => FromEllipse(new Ellipse(circle.X, circle.Y, circle.Radius, circle.Radius, 0)),
        Ellipse ellipse => FromEllipse(ellipse),
        Polyline line => FromPoints(line.Points, hasSize: true),
        Spline line => FromPoints(line.Points, hasSize: true),
        Point point => FromPoints([point.Position], hasSize: false),
        _ => null,
    };

    private static MeasuredShape FromBox(ImageBox box) => FromZones([new Zone(box.ToCorners())], (box.Width, box.Height), box.Area)!;

    private static MeasuredShape? FromZones(IReadOnlyList<Zone> zones, (double, double)? size, double? area)
    {
        var points = zones.SelectMany(zone => zone.Region).ToArray();
        if (points.Length == 0)
            return null;
        var bounds = ImageBox.Around(points);
        var covered = zones.Sum(AreaOf);
        return new MeasuredShape { Bounds = bounds, Size = size ?? (bounds.Width, bounds.Height), Area = area ?? covered, Zones = zones, Covered = covered };
    }

    private static MeasuredShape FromEllipse(Ellipse ellipse)
    {
        var (sin, cos) = Math.SinCos(ellipse.Rotation * Math.PI / 180);
        var halfWidth = Math.Sqrt(Math.Pow(ellipse.RadiusX * cos, 2) + Math.Pow(ellipse.RadiusY * sin, 2));
        var halfHeight = Math.Sqrt(Math.Pow(ellipse.RadiusX * sin, 2) + Math.Pow(ellipse.RadiusY * cos, 2));
        Zone[] zones = [new Zone(ellipse.ToPoints(CurveCorners))];
        return new MeasuredShape
        {
            Bounds = new ImageBox(ellipse.X - halfWidth, ellipse.Y - halfHeight, 2 * halfWidth, 2 * halfHeight),
            Size = (2 * ellipse.RadiusX, 2 * ellipse.RadiusY), Area = Math.PI * ellipse.RadiusX * ellipse.RadiusY, Zones = zones, Covered = AreaOf(zones[0]),
        };
    }

    private static MeasuredShape? FromPoints(IReadOnlyList<ImagePoint> points, bool hasSize)
    {
        if (points.Count == 0)
            return null;
        var bounds = ImageBox.Around([.. points]);
        return new MeasuredShape { Bounds = bounds, Size = hasSize ? (bounds.Width, bounds.Height) : null, Points = points };
    }

    private static double AreaOf(Zone zone) => Rings.Area([.. zone.Region]) - zone.Holes.Sum(hole => Rings.Area([.. hole]));

    private static IReadOnlyList<ImagePoint>[] HolesOf(AnnotationObject item) =>
        item.Extra.TryGetValue("polygonHoles", out var holes) && holes.ValueKind == JsonValueKind.Array
            ? [.. holes.EnumerateArray().Select(ring => ring.EnumerateArray().Select(point => new ImagePoint(point[0].GetDouble(), point[1].GetDouble())).ToArray())]
            : [];
}
