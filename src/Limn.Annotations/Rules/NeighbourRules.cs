using Limn.Annotations.Answers;
using Limn.Annotations.Geometry;
using Limn.Annotations.Schemas;

namespace Limn.Annotations.Rules;

/// <summary>An object among the others of its page.</summary>
internal sealed record MeasuredObject(SchemaClass Class, MeasuredShape Shape, RulePlace Place);

/// <summary>The rules about objects and others around them.</summary>
internal static class NeighbourRules
{
    // What may stick out, or be common, without being noticed: a thousandth of the area.
    private const double Unnoticed = 0.001;

    /// <summary>Checks the objects of one page, in their order.</summary>
    public static void Check(IReadOnlyList<MeasuredObject> objects, RuleLog log)
    {
        for (var index = 0; index < objects.Count; index++)
        {
            var (one, rules) = (objects[index], objects[index].Class.Rules);
            if (rules.InsideOf.Count > 0 && !objects.Any(other => other != one && rules.InsideOf.Contains(other.Class.SchemaId) && IsWithin(one.Shape, other.Shape)))
                log.Add("insideOf", one.Class, one.Place, $"\"{one.Class.Title}\" must lie within an object of another class.");
            if (rules.NoOverlapWith.Count > 0 && FindOverlapping(objects, index) is { } overlapping)
                log.Add("noOverlapWith", one.Class, one.Place, $"\"{one.Class.Title}\" must not overlap with \"{overlapping.Class.Title}\".");
        }
    }

    // Of two objects that both must not overlap the other, the later one is at fault.
    private static MeasuredObject? FindOverlapping(IReadOnlyList<MeasuredObject> objects, int index)
    {
        var one = objects[index];
        for (var at = 0; at < objects.Count; at++)
        {
            var other = objects[at];
            var isTold = at != index && Forbids(one, other) && (index > at || !Forbids(other, one));
            if (isTold && Overlap(one.Shape, other.Shape))
                return other;
        }
        return null;
    }

    private static bool Forbids(MeasuredObject one, MeasuredObject other) => one.Class.Rules.NoOverlapWith.Contains(other.Class.SchemaId);

    private static bool Overlap(MeasuredShape one, MeasuredShape other)
    {
        var least = Unnoticed * Math.Min(one.Covered, other.Covered);
        return CommonBounds(one.Bounds, other.Bounds) > least && CommonArea.Of(one.Zones, other.Zones) > least;
    }

    private static bool IsWithin(MeasuredShape shape, MeasuredShape container)
    {
        if (!AreNear(shape.Bounds, container.Bounds))
            return false;
        if (shape.Covered > 0)
            return CommonArea.Of(shape.Zones, container.Zones) >= shape.Covered * (1 - Unnoticed);
        return container.Zones.Count > 0 && shape.Points.All(point => container.Zones.Any(zone => Covers(zone, point)));
    }

    private static bool Covers(Zone zone, ImagePoint point)
    {
        var rings = zone.Holes.Prepend(zone.Region).Select(ring => ring.ToArray()).ToList();
        return rings.Count(ring => Rings.Contains(ring, point)) % 2 == 1 || rings.Exists(ring => IsOnBorder(ring, point));
    }

    private static bool IsOnBorder(ImagePoint[] ring, ImagePoint point)
    {
        for (var index = 0; index < ring.Length; index++)
        {
            if (Distance(ring[index], ring[(index + 1) % ring.Length], point) <= GeometryRules.Tolerance)
                return true;
        }
        return false;
    }

    private static double Distance(ImagePoint from, ImagePoint to, ImagePoint point)
    {
        var (x, y) = (to.X - from.X, to.Y - from.Y);
        var length = (x * x) + (y * y);
        var along = length == 0 ? 0 : Math.Clamp((((point.X - from.X) * x) + ((point.Y - from.Y) * y)) / length, 0, 1);
        return Math.Sqrt(Math.Pow(from.X + (along * x) - point.X, 2) + Math.Pow(from.Y + (along * y) - point.Y, 2));
    }

    private static bool AreNear(ImageBox one, ImageBox other) =>
        one.Left <= other.Right && other.Left <= one.Right && one.Top <= other.Bottom && other.Top <= one.Bottom;

    private static double CommonBounds(ImageBox one, ImageBox other) =>
        Math.Max(0, Math.Min(one.Right, other.Right) - Math.Max(one.Left, other.Left))
        * Math.Max(0, Math.Min(one.Bottom, other.Bottom) - Math.Max(one.Top, other.Top));
}
