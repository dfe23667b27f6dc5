namespace Limn.Annotations.Geometry;

/// <summary>An axis-parallel box in pixels of the original file.</summary>
/// <param name="Left">Smaller x.</param>
/// <param name="Top">Smaller y.</param>
/// <param name="Width">Never negative in a box made by this library.</param>
/// <param name="Height">Never negative in a box made by this library.</param>
public readonly record struct ImageBox(double Left, double Top, double Width, double Height)
{
    /// <summary>Larger x.</summary>
    public double Right => Left + Width;

    /// <summary>Larger y.</summary>
    public double Bottom => Top + Height;

    /// <summary>Width times height.</summary>
    public double Area => Width * Height;

    /// <summary>The box drawn from one corner with signed sizes, with sizes made positive.</summary>
    public static ImageBox FromCorner(double x, double y, double width, double height) =>
        new(width < 0 ? x + width : x, height < 0 ? y + height : y, Math.Abs(width), Math.Abs(height));

    /// <summary>The smallest box around points.</summary>
    /// <exception cref="ArgumentException">There are no points.</exception>
    public static ImageBox Around(ReadOnlySpan<ImagePoint> points)
    {
        if (points.IsEmpty)
            throw new ArgumentException("At least one point is needed.", nameof(points));
        var (left, top) = points[0];
        var (right, bottom) = points[0];
        foreach (var (x, y) in points)
        {
            left = Math.Min(left, x);
            top = Math.Min(top, y);
            right = Math.Max(right, x);
            bottom = Math.Max(bottom, y);
        }
        return new ImageBox(left, top, right - left, bottom - top);
    }

    /// <summary>The part inside an image of the given size; null if nothing of it has an area.</summary>
    public ImageBox? ClipTo(double imageWidth, double imageHeight)
    {
        var left = Math.Clamp(Left, 0, imageWidth);
        var top = Math.Clamp(Top, 0, imageHeight);
        var right = Math.Clamp(Right, 0, imageWidth);
        var bottom = Math.Clamp(Bottom, 0, imageHeight);
        return right > left && bottom > top ? new ImageBox(left, top, right - left, bottom - top) : null;
    }

    /// <summary>The corners: top left, bottom left, bottom right, top right.</summary>
    public ImagePoint[] ToCorners() => [new(Left, Top), new(Left, Bottom), new(Right, Bottom), new(Right, Top)];
}
