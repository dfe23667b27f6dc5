namespace Limn.Annotations.Geometry;

/// <summary>Functions on rings: closed lines whose first point is not repeated at the end. Thread safe.</summary>
public static class Rings
{
    private const long MaxComparisons = 50_000_000;

    /// <summary>
    /// The enclosed area by the shoelace formula, never negative. A ring that crosses itself counts parts several times or not at all.
    /// </summary>
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

    /// <summary>
    /// Whether no two sides cross each other. Sides that only touch do not count. Time is near linear for usual rings; a ring that needs
    /// more than 50 million comparisons is taken for simple.
    /// </summary>
    public static bool IsSimple(ReadOnlySpan<ImagePoint> ring)
    {
        var edges = new (ImagePoint From, ImagePoint To)[ring.Length];
        for (var i = 0; i < ring.Length; i++)
        {
            var (from, to) = (ring[i], ring[(i + 1) % ring.Length]);
            edges[i] = from.X <= to.X ? (from, to) : (to, from);
        }
        Array.Sort(edges, (first, second) => first.From.X.CompareTo(second.From.X));
        var active = new List<(ImagePoint From, ImagePoint To)>();
        var comparisons = 0L;
        foreach (var edge in edges)
        {
            active.RemoveAll(other => other.To.X < edge.From.X);
            comparisons += active.Count;
            if (comparisons > MaxComparisons)
                return true;
            if (active.Exists(other => Cross(edge, other)))
                return false;
            active.Add(edge);
        }
        return true;
    }

    // The edge spans the point's column half-open, so a vertex is counted once; the crossing lies above the point.
    private static bool Crosses(ImagePoint from, ImagePoint to, ImagePoint point) =>
        from.X <= point.X != to.X <= point.X
        && (from.X < to.X ? CrossingY(from, to, point.X) : CrossingY(to, from, point.X)) <= point.Y;

    // Always from left to right, so that an edge has the same crossing in whichever direction it is walked.
    internal static double CrossingY(ImagePoint from, ImagePoint to, double x) =>
        from.Y + (x - from.X) * ((to.Y - from.Y) / (to.X - from.X));

    private static bool Cross((ImagePoint From, ImagePoint To) first, (ImagePoint From, ImagePoint To) second) =>
        Side(first, second.From) * Side(first, second.To) < 0 && Side(second, first.From) * Side(second, first.To) < 0;

    private static int Side((ImagePoint From, ImagePoint To) line, ImagePoint point)
    {
        var turn = (line.To.X - line.From.X) * (point.Y - line.From.Y) - (line.To.Y - line.From.Y) * (point.X - line.From.X);
        return turn > 0 ? 1 : turn < 0 ? -1 : 0;
    }
}
