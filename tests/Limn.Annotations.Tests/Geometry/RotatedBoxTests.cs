using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Limn.Annotations.Geometry;

namespace Limn.Annotations.Tests.Geometry;

public sealed class RotatedBoxTests
{
    private static readonly Arbitrary<RotatedBox> Boxes = (
        from x in Gen.Choose(-2000, 2000)
        from y in Gen.Choose(-2000, 2000)
        from width in Gen.Choose(-800, 800)
        from height in Gen.Choose(-800, 800)
        from tenths in Gen.Choose(-1800, 1800)
        select new RotatedBox(x / 4.0, y / 4.0, width / 4.0, height / 4.0, tenths / 10.0)).ToArbitrary();

    private static readonly Arbitrary<RotatedBox> BoxesWithArea =
        Boxes.Generator.Where(box => box.Width != 0 && box.Height != 0).ToArbitrary();

    [Property]
    public Property Box_is_found_again_from_its_corners() => Prop.ForAll(Boxes, box =>
    {
        var normal = box.Normalize();
        var corners = normal.ToCorners();
        return RotatedBox.FromCorners(corners) is { } found && found.IsAt(corners, 1e-6);
    });

    [Property]
    public Property Normalising_keeps_the_area_covered_and_makes_sizes_positive() => Prop.ForAll(Boxes, box =>
    {
        var (before, after) = (box.ToCorners(), box.Normalize().ToCorners());
        return box.Normalize() is { Width: >= 0, Height: >= 0 }
            && before.All(corner => after.Any(other => other.DistanceTo(corner) < 1e-6));
    });

    // A box without an area has no order: its corners read as a line along its width or along its height.
    [Property]
    public Property Box_in_the_opposite_order_is_the_same_box() => Prop.ForAll(BoxesWithArea, box =>
    {
        var corners = box.Normalize().ToCorners();
        return RotatedBox.FromCorners([corners[0], corners[3], corners[2], corners[1]]) is { } found && found.IsAt(corners, 1e-6);
    });

    [Fact]
    public void Rotation_is_brought_into_range() => new RotatedBox(0, 0, 1, 1, 270).Normalize().Rotation.ShouldBe(-90);

    [Fact]
    public void Corners_that_are_no_rectangle_are_no_box() =>
        RotatedBox.FromCorners([new(0, 0), new(0, 10), new(10, 10), new(15, 0)]).ShouldBeNull();
}
