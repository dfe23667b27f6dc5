namespace Limn.Annotations.Geometry;

/// <summary>
/// Collects foreground pixels, column by column from the left and downwards in each, into a <see cref="RunLengthMask"/>. Not thread safe.
/// </summary>
public sealed class RunLengthBuilder
{
    private readonly List<int> counts = [];
    private readonly int width;
    private readonly int height;
    private int position;

    /// <summary>An empty mask.</summary>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive, or there are more than 2^31-1 pixels.</exception>
    public RunLengthBuilder(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)width * height, int.MaxValue, nameof(width));
        this.width = width;
        this.height = height;
    }

    /// <summary>Marks pixels of one column.</summary>
    /// <param name="column">Not left of the last one.</param>
    /// <param name="firstRow">Below what was marked in this column before.</param>
    /// <param name="length">How many pixels; 0 marks none.</param>
    /// <exception cref="ArgumentException">The pixels are outside the mask or before the last ones.</exception>
    public void Add(int column, int firstRow, int length)
    {
        var start = column * height + firstRow;
        if (length < 0 || firstRow < 0 || firstRow + length > height || column < 0 || column >= width || start < position)
            throw new ArgumentException($"Pixels {firstRow}..{firstRow + length} of column {column} are outside or out of order.");
        if (length == 0)
            return;
        if (start == position && counts.Count > 0)
            counts[^1] += length;
        else
            counts.AddRange([start - position, length]);
        position = start + length;
    }

    /// <summary>The mask of everything added.</summary>
    public RunLengthMask Build()
    {
        var rest = width * height - position;
        return new RunLengthMask(width, height, rest > 0 ? [.. counts, rest] : [.. counts]);
    }
}
