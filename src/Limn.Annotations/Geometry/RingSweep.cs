namespace Limn.Annotations.Geometry;

/// <summary>
/// Moves a vertical line over a ring from left to right and tells which rows lie inside. Each edge is looked at only where it is.
/// </summary>
internal sealed class RingSweep
{
    private const double PixelCentre = 0.5;

    private readonly List<(ImagePoint From, ImagePoint To)> edges;
    private readonly List<(ImagePoint From, ImagePoint To)> active = [];
    private readonly List<double> crossings = [];
    private readonly RowIntervals rows = new();
    private readonly int height;
    private int next;

    public RingSweep(IReadOnlyList<ImagePoint> ring, int height)
    {
        this.height = height;
        edges = new List<(ImagePoint, ImagePoint)>(ring.Count);
        for (var i = 0; i < ring.Count; i++)
        {
            var (from, to) = (ring[i], ring[(i + 1) % ring.Count]);
            if (from.X != to.X)
                edges.Add(from.X < to.X ? (from, to) : (to, from));
        }
        edges.Sort((first, second) => first.From.X.CompareTo(second.From.X));
    }

    /// <summary>
    /// The rows whose pixel centres at <paramref name="x"/> are inside; x must not be left of the last one. Valid until the next call.
    /// </summary>
    public RowIntervals RowsAt(double x)
    {
        while (next < edges.Count && edges[next].From.X <= x)
            active.Add(edges[next++]);
        active.RemoveAll(edge => edge.To.X <= x);
        crossings.Clear();
        foreach (var (from, to) in active)
            crossings.Add(Rings.CrossingY(from, to, x));
        crossings.Sort();
        rows.Clear();
        for (var i = 0; i + 1 < crossings.Count; i += 2)
            AddRows(FirstRowBelow(crossings[i]), FirstRowBelow(crossings[i + 1]));
        return rows;
    }

    private void AddRows(int start, int end)
    {
        if (start >= end)
            return;
        if (rows.Items.Count > 0 && rows.Items[^1].End == start)
            rows.Items[^1] = (rows.Items[^1].Start, end);
        else
            rows.Items.Add((start, end));
    }

    private int FirstRowBelow(double y) => (int)Math.Clamp(Math.Ceiling(y - PixelCentre), 0, height);
}
