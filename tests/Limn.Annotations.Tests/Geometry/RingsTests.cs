using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Limn.Annotations.Geometry;

namespace Limn.Annotations.Tests.Geometry;

public sealed class RingsTests
{
    private static readonly ImagePoint[] Square = [new(0, 0), new(4, 0), new(4, 4), new(0, 4)];
    private static readonly ImagePoint[] BowTie = [new(0, 0), new(4, 4), new(4, 0), new(0, 4)];

    [Fact]
    public void Area_does_not_depend_on_the_direction()
    {
        Rings.Area(Square).ShouldBe(16);
        Rings.SignedArea(Square).ShouldBe(16);
        Rings.SignedArea([.. Square.Reverse()]).ShouldBe(-16);
    }

    [Theory]
    [InlineData(2, 2, true)]
    [InlineData(5, 2, false)]
    [InlineData(2, -1, false)]
    public void Point_is_inside_or_outside(double x, double y, bool expected) => Rings.Contains(Square, new ImagePoint(x, y)).ShouldBe(expected);

    [Fact]
    public void Ring_that_crosses_itself_is_not_simple()
    {
        Rings.IsSimple(Square).ShouldBeTrue();
        Rings.IsSimple(BowTie).ShouldBeFalse();
    }

    [Fact]
    public void Ring_that_only_touches_itself_is_simple() =>
        Rings.IsSimple([new(0, 0), new(4, 0), new(2, 2), new(4, 4), new(0, 4), new(2, 2)]).ShouldBeTrue();

    [Property]
    public Property Star_shaped_ring_is_simple_and_its_area_is_the_sum_of_its_triangles() => Prop.ForAll(Shapes.Stars, star =>
    {
        var triangles = star.Select((point, i) => Rings.Area([Shapes.StarCentre, point, star[(i + 1) % star.Length]])).Sum();
        return Rings.IsSimple(star) && Math.Abs(Rings.Area(star) - triangles) < 1e-6 * Math.Max(1, triangles);
    });

    [Property]
    public Property Bounds_hold_every_point_and_touch_all_sides() => Prop.ForAll(Shapes.Rings, ring =>
    {
        var box = ImageBox.Around(ring);
        return ring.All(point => point.X >= box.Left && point.X <= box.Right && point.Y >= box.Top && point.Y <= box.Bottom)
            && ring.Any(point => point.X == box.Left) && ring.Any(point => point.Y == box.Top);
    });

    [Theory]
    [InlineData(-5, -5, 10, 10, 0, 0, 5, 5)]
    [InlineData(90, 40, 100, 100, 90, 40, 10, 10)]
    public void Box_is_clipped_to_the_image(double x, double y, double w, double h, double left, double top, double width, double height) =>
        new ImageBox(x, y, w, h).ClipTo(100, 50).ShouldBe(new ImageBox(left, top, width, height));

    [Fact]
    public void Box_without_a_part_in_the_image_is_gone() => new ImageBox(100, 0, 5, 5).ClipTo(100, 50).ShouldBeNull();
}
