using FsCheck;
using FsCheck.Fluent;
using Limn.Annotations.Answers;
using Limn.Annotations.Geometry;

namespace Limn.Annotations.Tests.Geometry;

/// <summary>Random rings on a grid of quarter pixels, so that many points fall exactly on pixel edges and centres.</summary>
internal static class Shapes
{
    public const int Width = 12;
    public const int Height = 9;

    public static readonly ImagePoint StarCentre = new(500, 500);

    private static readonly Gen<ImagePoint> Points =
        from x in Gen.Choose(-8, Width * 4 + 8)
        from y in Gen.Choose(-8, Height * 4 + 8)
        select new ImagePoint(x / 4.0, y / 4.0);

    private static readonly Gen<ImagePoint[]> RingGen = Gen.Choose(3, 9).SelectMany(count => Points.ArrayOf(count));

    public static readonly Arbitrary<ImagePoint[]> Rings = RingGen.ToArbitrary();

    public static readonly Arbitrary<Zone[]> Zones = (
        from region in RingGen
        from holes in Gen.Choose(0, 2).SelectMany(count => RingGen.ArrayOf(count))
        select new Zone(region) { Holes = holes }).ArrayOf(2).ToArbitrary();

    /// <summary>Rings around one centre, at growing angles with steps below half a turn.</summary>
    public static readonly Arbitrary<ImagePoint[]> Stars = Gen.Choose(1, 400).ArrayOf(12)
        .Select(radii => radii.Select((radius, i) => At(radius, i * 30)).ToArray()).ToArbitrary();

    private static ImagePoint At(double radius, double degrees) => new(
        StarCentre.X + radius * Math.Cos(double.DegreesToRadians(degrees)), StarCentre.Y + radius * Math.Sin(double.DegreesToRadians(degrees)));
}
