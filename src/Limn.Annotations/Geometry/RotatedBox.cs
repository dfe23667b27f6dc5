namespace Limn.Annotations.Geometry;

/// <summary>
/// A rotated box. (X, Y) is the box's own top-left corner after rotation; positive rotation is clockwise on screen.
/// With θ the rotation, u = (cos θ, sin θ), v = (-sin θ, cos θ): the corners are (X, Y), + Height·v, + Width·u + Height·v,
/// + Width·u.
/// </summary>
/// <param name="X">x of the first corner, in pixels.</param>
/// <param name="Y">y of the first corner, in pixels.</param>
/// <param name="Width">Size along u, in pixels.</param>
/// <param name="Height">Size along v, in pixels.</param>
/// <param name="Rotation">Degrees, -180 to 180.</param>
public readonly record struct RotatedBox(double X, double Y, double Width, double Height, double Rotation)
{
    /// <summary>The four corners: top left, bottom left, bottom right, top right, in the box's own frame.</summary>
    public ImagePoint[] ToCorners()
    {
        var (ux, uy) = Direction(Rotation);
        var (vx, vy) = (-uy, ux);
        var bottomLeft = new ImagePoint(X + Height * vx, Y + Height * vy);
        return
        [
            new ImagePoint(X, Y),
            bottomLeft,
            new ImagePoint(bottomLeft.X + Width * ux, bottomLeft.Y + Width * uy),
            new ImagePoint(X + Width * ux, Y + Width * uy),
        ];
    }

    /// <summary>
    /// The same box with positive sizes: a negative size moves the first corner along its side. The rotation is brought into range.
    /// </summary>
    public RotatedBox Normalize()
    {
        var rotation = Math.Abs(Rotation) <= 180 ? Rotation : Math.IEEERemainder(Rotation, 360);
        var (ux, uy) = Direction(rotation);
        var (alongWidth, alongHeight) = (Math.Min(Width, 0), Math.Min(Height, 0));
        return new RotatedBox(
            X + alongWidth * ux - alongHeight * uy, Y + alongWidth * uy + alongHeight * ux, Math.Abs(Width), Math.Abs(Height), rotation);
    }

    /// <summary>
    /// The box with these four corners, in the order of <see cref="ToCorners"/> or in the opposite one; null if they form no rectangle.
    /// </summary>
    /// <param name="corners">Four points.</param>
    /// <param name="tolerance">How far, in pixels, a corner may lie off.</param>
    public static RotatedBox? FromCorners(ReadOnlySpan<ImagePoint> corners, double tolerance = 0.5)
    {
        if (corners.Length != 4)
            return null;
        var (first, second, fourth) = (corners[0], corners[1], corners[3]);
        var turn = (fourth.X - first.X) * (second.Y - first.Y) - (fourth.Y - first.Y) * (second.X - first.X);
        var (alongHeight, alongWidth) = turn < 0 ? (fourth, second) : (second, fourth);
        var (width, height) = (first.DistanceTo(alongWidth), first.DistanceTo(alongHeight));
        var rotation = width > 0 ? Angle(alongWidth.X - first.X, alongWidth.Y - first.Y)
            : height > 0 ? Angle(alongHeight.Y - first.Y, first.X - alongHeight.X)
            : 0;
        var box = new RotatedBox(first.X, first.Y, width, height, rotation);
        ReadOnlySpan<ImagePoint> ordered = [first, alongHeight, corners[2], alongWidth];
        return box.IsAt(ordered, tolerance) ? box : null;
    }

    /// <summary>Whether each corner lies within a distance of the given points.</summary>
    internal bool IsAt(ReadOnlySpan<ImagePoint> corners, double tolerance)
    {
        var own = ToCorners();
        for (var i = 0; i < own.Length; i++)
        {
            if (own[i].DistanceTo(corners[i]) > tolerance)
                return false;
        }
        return true;
    }

    private static double Angle(double x, double y) => double.RadiansToDegrees(Math.Atan2(y, x));

    // Sine and cosine of right angles are exact here, so that a box turned by 90 degrees keeps whole pixels.
    private static (double X, double Y) Direction(double degrees) => degrees switch
    {
        0 => (1, 0),
        90 => (0, 1),
        -90 => (0, -1),
        180 or -180 => (-1, 0),
        _ => (Math.Cos(double.DegreesToRadians(degrees)), Math.Sin(double.DegreesToRadians(degrees))),
    };
}
