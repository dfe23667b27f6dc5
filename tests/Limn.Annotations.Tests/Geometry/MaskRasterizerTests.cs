using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Limn.Annotations.Answers;
using Limn.Annotations.Geometry;

namespace Limn.Annotations.Tests.Geometry;

public sealed class MaskRasterizerTests
{
    [Property(MaxTest = 500)]
    public Property Pixel_is_set_when_its_centre_is_in_a_region_and_in_no_hole_of_it() => Prop.ForAll(Shapes.Zones, zones =>
    {
        var mask = MaskRasterizer.Rasterize(zones, Shapes.Width, Shapes.Height);
        var expected = (
            from column in Enumerable.Range(0, Shapes.Width)
            from row in Enumerable.Range(0, Shapes.Height)
            select IsCovered(zones, new ImagePoint(column + 0.5, row + 0.5))).ToArray();
        return expected.SequenceEqual(Pixels(mask));
    });

    [Property]
    public Property Runs_fill_the_image_and_only_the_first_may_be_empty() => Prop.ForAll(Shapes.Zones, zones =>
    {
        var mask = MaskRasterizer.Rasterize(zones, Shapes.Width, Shapes.Height);
        return mask.Counts.Sum() == Shapes.Width * Shapes.Height && mask.Counts.Skip(1).All(count => count > 0);
    });

    [Property]
    public Property Area_and_bounds_agree_with_the_pixels() => Prop.ForAll(Shapes.Zones, zones =>
    {
        var mask = MaskRasterizer.Rasterize(zones, Shapes.Width, Shapes.Height);
        var set = Pixels(mask).Select((isSet, index) => (isSet, X: index / Shapes.Height, Y: index % Shapes.Height)).Where(pixel => pixel.isSet).ToList();
        var bounds = set.Count == 0 ? default(ImageBox?) : new ImageBox(
            set.Min(p => p.X), set.Min(p => p.Y), set.Max(p => p.X) - set.Min(p => p.X) + 1, set.Max(p => p.Y) - set.Min(p => p.Y) + 1);
        return mask.Area == set.Count && mask.Bounds == bounds;
    });

    [Fact]
    public void Whole_pixels_are_counted_exactly()
    {
        var person = new Zone([new(100, 300), new(200, 300), new(200, 400), new(100, 400)])
        {
            Holes = [[new(130, 330), new(170, 330), new(170, 370), new(130, 370)]],
        };

        var mask = MaskRasterizer.Rasterize([person], 640, 480);

        mask.Area.ShouldBe(8400);
        mask.Bounds.ShouldBe(new ImageBox(100, 300, 100, 100));
    }

    [Fact]
    public void Ring_outside_the_image_gives_an_empty_mask()
    {
        var mask = MaskRasterizer.Rasterize([new Zone([new(-9, -9), new(-1, -9), new(-1, -1)])], 4, 3);

        mask.Counts.ShouldBe([12]);
        mask.Bounds.ShouldBeNull();
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(5, 0)]
    [InlineData(100_000, 100_000)]
    public void Impossible_size_is_refused(int width, int height) =>
        Should.Throw<ArgumentOutOfRangeException>(() => MaskRasterizer.Rasterize([], width, height));

    [Fact]
    public void Pixels_must_come_in_order()
    {
        var builder = new RunLengthBuilder(4, 3);
        builder.Add(1, 0, 2);

        Should.Throw<ArgumentException>(() => builder.Add(1, 1, 1));
        Should.Throw<ArgumentException>(() => builder.Add(2, 2, 2));
    }

    private static bool IsCovered(Zone[] zones, ImagePoint centre) => zones.Any(zone =>
        Rings.Contains([.. zone.Region], centre) && !zone.Holes.Any(hole => Rings.Contains([.. hole], centre)));

    private static bool[] Pixels(RunLengthMask mask) =>
        [.. mask.Counts.SelectMany((count, index) => Enumerable.Repeat(index % 2 == 1, count))];
}
