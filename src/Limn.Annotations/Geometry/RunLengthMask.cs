namespace Limn.Annotations.Geometry;

/// <summary>
/// A binary mask as the lengths of its runs, counted down the columns from the left, beginning with a run of background (perhaps of
/// length 0). Immutable.
/// </summary>
public sealed class RunLengthMask
{
    internal RunLengthMask(int width, int height, IReadOnlyList<int> counts)
    {
        Width = width;
        Height = height;
        Counts = counts;
    }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary>Lengths of background, foreground, background and so on; they add up to width times height.</summary>
    public IReadOnlyList<int> Counts { get; }

    /// <summary>Number of foreground pixels.</summary>
    public long Area => Counts.Where((_, index) => index % 2 == 1).Sum(count => (long)count);

    /// <summary>The smallest box around the foreground pixels; null if there are none.</summary>
    public ImageBox? Bounds
    {
        get
        {
            var (left, top, right, bottom) = (int.MaxValue, int.MaxValue, -1, -1);
            foreach (var (start, end) in Foreground())
            {
                var (firstColumn, lastColumn) = (start / Height, (end - 1) / Height);
                left = Math.Min(left, firstColumn);
                right = Math.Max(right, lastColumn);
                top = Math.Min(top, firstColumn == lastColumn ? start % Height : 0);
                bottom = Math.Max(bottom, firstColumn == lastColumn ? (end - 1) % Height : Height - 1);
            }
            return right < 0 ? null : new ImageBox(left, top, right - left + 1, bottom - top + 1);
        }
    }

    private IEnumerable<(int Start, int End)> Foreground()
    {
        var position = 0;
        for (var i = 0; i < Counts.Count; i++)
        {
            if (i % 2 == 1 && Counts[i] > 0)
                yield return (position, position + Counts[i]);
            position += Counts[i];
        }
    }
}
