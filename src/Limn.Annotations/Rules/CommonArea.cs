using Limn.Annotations.Answers;
using Limn.Annotations.Geometry;

namespace Limn.Annotations.Rules;

/// <summary>
/// The area that two geometries both cover. A zone covers what lies within an odd number of its rings, a geometry what one of its zones covers.
/// Between two heights at which an edge ends or crosses another, what is common is made of trapezia, so that its width half way gives its area
/// exactly.
/// </summary>
internal static class CommonArea
{
    public static double Of(IReadOnlyList<Zone> first, IReadOnlyList<Zone> second)
    {
        List<List<Edge>> one = [.. first.Select(EdgesOf)], other = [.. second.Select(EdgesOf)];
        var heights = HeightsOf([.. one.SelectMany(edges => edges), .. other.SelectMany(edges => edges)]);
        var area = 0.0;
        for (var at = 1; at < heights.Count; at++)
        {
            var middle = (heights[at - 1] + heights[at]) / 2;
            area += CommonWidth(CoveredAt(one, middle), CoveredAt(other, middle)) * (heights[at] - heights[at - 1]);
        }
        return area;
    }

    private static List<Edge> EdgesOf(Zone zone)
    {
        var edges = new List<Edge>();
        foreach (var ring in zone.Holes.Prepend(zone.Region))
        {
            for (var index = 0; index < ring.Count; index++)
            {
                var (from, to) = (ring[index], ring[(index + 1) % ring.Count]);
                if (from.Y < to.Y)
                    edges.Add(new Edge(from, to));
                else if (from.Y > to.Y)
                    edges.Add(new Edge(to, from));
            }
        }
        return edges;
    }

    private static List<double> HeightsOf(List<Edge> edges)
    {
        var heights = new SortedSet<double>();
        for (var index = 0; index < edges.Count; index++)
        {
            heights.Add(edges[index].Top.Y);
            heights.Add(edges[index].Bottom.Y);
            for (var other = index + 1; other < edges.Count; other++)
            {
                if (CrossingOf(edges[index], edges[other]) is { } crossing)
                    heights.Add(crossing);
            }
        }
        return [.. heights];
    }

    private static double? CrossingOf(Edge one, Edge other)
    {
        var (top, bottom) = (Math.Max(one.Top.Y, other.Top.Y), Math.Min(one.Bottom.Y, other.Bottom.Y));
        if (top >= bottom)
            return null;
        var above = one.XAt(top) - other.XAt(top);
        var below = one.XAt(bottom) - other.XAt(bottom);
        return above * below < 0 ? top + ((bottom - top) * above / (above - below)) : null;
    }

    private static List<(double From, double To)> CoveredAt(List<List<Edge>> zones, double y)
    {
        var merged = new List<(double From, double To)>();
        foreach (var interval in zones.SelectMany(edges => IntervalsAt(edges, y)).OrderBy(interval => interval.From))
        {
            if (merged.Count > 0 && interval.From <= merged[^1].To)
                merged[^1] = (merged[^1].From, Math.Max(merged[^1].To, interval.To));
            else
                merged.Add(interval);
        }
        return merged;
    }

    private static IEnumerable<(double From, double To)> IntervalsAt(List<Edge> edges, double y)
    {
        var crossings = edges.Where(edge => edge.Top.Y <= y && y < edge.Bottom.Y).Select(edge => edge.XAt(y)).Order().ToList();
        for (var index = 0; index + 1 < crossings.Count; index += 2)
            yield return (crossings[index], crossings[index + 1]);
    }

    private static double CommonWidth(List<(double From, double To)> first, List<(double From, double To)> second) =>
        first.Sum(one => second.Sum(other => Math.Max(0, Math.Min(one.To, other.To) - Math.Max(one.From, other.From))));

    private readonly record struct Edge(ImagePoint Top, ImagePoint Bottom)
    {
        public double XAt(double y) => Top.X + ((Bottom.X - Top.X) * (y - Top.Y) / (Bottom.Y - Top.Y));
    }
}
