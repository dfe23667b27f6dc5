using System.Text.Json;
using Limn.Annotations.Answers;
using Limn.Annotations.Geometry;

namespace Limn.Formats.Coco;

/// <summary>Turns the shapes that COCO can hold into its geometry. Each method gives the shape, or the reason why there is none.</summary>
internal static class CocoShapes
{
    private const string Outside = "outside the picture";
    private const string NoArea = "no area";
    private const string FewPoints = "fewer than 3 points";
    private const string FarAway = "coordinates out of range";
    private const int SmallestRing = 3;
    private const int CircleCorners = 32;
    private const int EllipseCorners = 64;

    // Far beyond any picture; keeps sums and products of coordinates finite.
    private const double Reach = 1e9;

    public static bool CanHold(Shape shape) => shape is BoundingBox or RotatedBoundingBox or Polygon or Segmentation or Circle or Ellipse;

    /// <summary>The geometry of an object whose shape COCO can hold.</summary>
    public static (CocoShape? Shape, string Reason) Make(AnnotationObject item, int width, int height) => item.Shape switch
    {
        BoundingBox box => FromBox(box.ToImageBox(), width, height),
        RotatedBoundingBox box => FromZones([new Zone(box.Corners ?? box.ToRotatedBox().ToCorners())], width, height),
        Polygon polygon => FromZones([new Zone(polygon.Points) { Holes = HolesOf(item) }], width, height),
        Segmentation segmentation => FromZones(segmentation.Zones, width, height),
        Circle circle => FromZones([new Zone(CornersOf(circle))], width, height),
        Ellipse ellipse => FromZones([new Zone(ellipse.ToPoints(EllipseCorners))], width, height),
        _ => throw new ArgumentException($"COCO cannot hold {item.Shape?.Tool}.", nameof(item)),
    };

    private static IReadOnlyList<ImagePoint>[] HolesOf(AnnotationObject item) =>
        item.Extra.TryGetValue("polygonHoles", out var holes) && holes.ValueKind == JsonValueKind.Array
            ? [.. holes.EnumerateArray().Select(ring => ring.EnumerateArray().Select(point => new ImagePoint(point[0].GetDouble(), point[1].GetDouble())).ToArray())]
            : [];

    private static (CocoShape?, string) FromBox(ImageBox box, int width, int height)
    {
        if (!IsNear(box.ToCorners()))
            return (null, FarAway);
        return box.ClipTo(width, height) is { } clipped
            ? (new CocoShape(clipped, clipped.Area, [clipped.ToCorners()], null), "")
            : (null, Outside);
    }

    private static (CocoShape?, string) FromZones(IReadOnlyList<Zone> zones, int width, int height)
    {
        var whole = zones.Where(zone => zone.Region.Count >= SmallestRing).Select(WithoutSmallHoles).ToList();
        if (whole.Count == 0)
            return (null, FewPoints);
        var points = whole.SelectMany(zone => zone.Region.Concat(zone.Holes.SelectMany(hole => hole))).ToArray();
        if (!IsNear(points))
            return (null, FarAway);
        if (ImageBox.Around(points).ClipTo(width, height) is not { } bounds)
            return (null, Outside);
        return whole.Exists(zone => zone.Holes.Count > 0)
            ? FromMask(MaskRasterizer.Rasterize(whole, width, height))
            : FromRings(whole, bounds, width, height);
    }

    private static (CocoShape?, string) FromRings(List<Zone> zones, ImageBox bounds, int width, int height)
    {
        var rings = zones.ConvertAll(zone => zone.Region);
        var areSimple = rings.TrueForAll(ring => Rings.IsSimple([.. ring]));
        var area = areSimple ? rings.Sum(ring => Rings.Area([.. ring])) : MaskRasterizer.Rasterize(zones, width, height).Area;
        return area > 0 ? (new CocoShape(bounds, area, rings, null), "") : (null, NoArea);
    }

    public static (CocoShape?, string) FromMask(RunLengthMask mask) =>
        mask.Bounds is { } bounds ? (new CocoShape(bounds, mask.Area, null, mask), "") : (null, NoArea);

    private static Zone WithoutSmallHoles(Zone zone) => zone with { Holes = [.. zone.Holes.Where(hole => hole.Count >= SmallestRing)] };

    private static ImagePoint[] CornersOf(Circle circle)
    {
        var corners = new ImagePoint[CircleCorners];
        for (var i = 0; i < corners.Length; i++)
        {
            var (sin, cos) = Math.SinCos(2 * Math.PI * i / CircleCorners);
            corners[i] = new ImagePoint(circle.X + circle.Radius * cos, circle.Y + circle.Radius * sin);
        }
        return corners;
    }

    private static bool IsNear(ImagePoint[] points) =>
        Array.TrueForAll(points, point => Math.Abs(point.X) < Reach && Math.Abs(point.Y) < Reach);
}
