namespace Limn.Annotations.Geometry;

/// <summary>Functions on rings: closed lines whose first point is not repeated at the end. Thread safe.</summary>
public static class Rings
{
    /// <summary>The enclosed area by the shoelace formula, never negative. A ring that crosses itself counts parts several times or not at all.</summary>
    public static double Area(ReadOnlySpan<ImagePoint> ring) => Math.Abs(SignedArea(ring));

    /// <summary>Area by the shoelace formula, positive if the ring runs clockwise on screen.</summary>
    public static double SignedArea(ReadOnlySpan<ImagePoint> ring)
    {
        if (ring.Length < 3)
            return 0;
        var origin = ring[0];
        var twice = 0.0;
        for (var i = 1; i + 1 < ring.Length; i++)
        {
            twice += (ring[i].X - origin.X) * (ring[i + 1].Y - origin.Y) - (ring[i + 1].X - origin.X) * (ring[i].Y - origin.Y);
        }
        return twice / 2;
    }

    /// <summary>Whether a point lies inside by the even-odd rule. Points on the line itself may count either way.</summary>
    public static bool Contains(ReadOnlySpan<ImagePoint> ring, ImagePoint point)
    {
        var isInside = false;
        for (int i = 0, previous = ring.Length - 1; i < ring.Length; previous = i++)
        {
            if (Crosses(ring[previous], ring[i], point))
                isInside = !isInside;
        }
        return isInside;
    }

    // The edge spans the point's column half-open, so a vertex is counted once; the crossing lies above the point.
    private static bool Crosses(ImagePoint from, ImagePoint to, ImagePoint point) =>
        from.X <= point.X != to.X <= point.X && CrossingY(from, to, point.X) <= point.Y;

    internal static double CrossingY(ImagePoint from, ImagePoint to, double x) =>
        from.Y + (x - from.X) * ((to.Y - from.Y) / (to.X - from.X));
}
