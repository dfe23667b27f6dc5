using Limn.Annotations.Answers;

namespace Limn.Annotations.Geometry;

/// <summary>
/// Turns rings into masks: a pixel belongs to a ring if its centre lies inside by the even-odd rule. Works column by column; no picture
/// of the mask is ever held. Thread safe.
/// </summary>
public static class MaskRasterizer
{
    private const double PixelCentre = 0.5;

    /// <summary>The pixels inside the region of any zone but not inside a hole of that zone.</summary>
    /// <param name="zones">In pixels of the image; parts outside it are cut off.</param>
    /// <param name="width">Width of the image in pixels.</param>
    /// <param name="height">Height of the image in pixels.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive, or there are more than 2^31-1 pixels.</exception>
    public static RunLengthMask Rasterize(IReadOnlyList<Zone> zones, int width, int height)
    {
        var builder = new RunLengthBuilder(width, height);
        var sweeps = zones.Select(zone => new ZoneSweep(zone, height)).ToList();
        var covered = new RowIntervals();
        for (var column = FirstColumn(zones, width); column < width; column++)
        {
            covered.Clear();
            foreach (var sweep in sweeps)
                covered.Unite(sweep.RowsAt(column + PixelCentre));
            foreach (var (start, end) in covered.Items)
                builder.Add(column, start, end - start);
        }
        return builder.Build();
    }

    private static int FirstColumn(IReadOnlyList<Zone> zones, int width)
    {
        var left = zones.SelectMany(zone => zone.Region).Select(point => point.X).DefaultIfEmpty(width).Min();
        return (int)Math.Clamp(Math.Floor(left), 0, width);
    }

    /// <summary>The rows of one zone, column after column.</summary>
    private sealed class ZoneSweep(Zone zone, int height)
    {
        private readonly RingSweep region = new(zone.Region, height);
        private readonly List<RingSweep> holes = [.. zone.Holes.Select(hole => new RingSweep(hole, height))];

        public RowIntervals RowsAt(double x)
        {
            var rows = region.RowsAt(x);
            foreach (var hole in holes)
            {
                var cut = hole.RowsAt(x);
                if (rows.Items.Count > 0)
                    rows.Subtract(cut);
            }
            return rows;
        }
    }
}
