using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Limn.Annotations.Answers;
using Limn.Annotations.Geometry;
using Limn.Annotations.Schemas;
using Limn.Formats.AngoExport;
using Limn.Formats.Coco;

namespace Limn.Formats.Tests.Coco;

public sealed class CocoWriterTests
{
    private static readonly CategorySchema Schema = CategorySchema.Parse(Encoding.UTF8.GetBytes("""
        {"tools":[
          {"schemaId":"line","tool":"polyline","title":"Line"},
          {"schemaId":"box","tool":"bounding-box","title":"Thing"},
          {"schemaId":"ring","tool":"polygon","title":"Thing"},
          {"schemaId":"zones","tool":"segmentation","title":"Zones"},
          {"schemaId":"disc","tool":"circle","title":"Disc"},
          {"schemaId":"red","tool":"brush","title":"Red","color":"#ff0000"},
          {"schemaId":"blue","tool":"brush","title":"Blue","color":"#0000FF"},
          {"schemaId":"eye","tool":"point","title":"Eye"},
          {"schemaId":"ear","tool":"point","title":"Ear"}],
         "relations":[{"schemaId":"face","tool":"group","title":"Face"}]}
        """));

    private static readonly CocoOptions Options = new() { Schema = Schema };

    [Fact]
    public async Task Categories_follow_the_schema_and_equal_titles_are_told_apart()
    {
        var file = await CocoDocument.WriteAsync(Options);

        file.Categories.Select(item => (item.GetProperty("id").GetInt32(), item.GetProperty("name").GetString())).ShouldBe(
            [(1, "Thing (box)"), (2, "Thing (ring)"), (3, "Zones"), (4, "Disc"), (5, "Red"), (6, "Blue")]);
        file.Images.ShouldBeEmpty();
        file.Annotations.ShouldBeEmpty();
    }

    [Fact]
    public async Task Boxes_are_clipped_and_those_outside_are_reported()
    {
        var file = await CocoDocument.WriteAsync(Options, Record("a.jpg",
            Object("box", new BoundingBox(-10, 40, 30, 20)), Object("box", new BoundingBox(120, 60, -30, -30)), Object("box", new BoundingBox(100, 0, 5, 5))));

        file.Annotations.Select(item => item.GetProperty("bbox").GetRawText()).ShouldBe(["[0,40,20,10]", "[90,30,10,20]"]);
        file.Report.Dropped.ShouldBe([("bounding-box", "outside the picture", 1)]);
    }

    [Fact]
    public async Task Numbers_have_two_decimals_rounded_half_away_from_zero()
    {
        var file = await CocoDocument.WriteAsync(Options, Record("a.jpg", Object("box", new BoundingBox(0.125, 1.375, 10.0049, 3))));

        file.Annotations[0].GetProperty("bbox").GetRawText().ShouldBe("[0.13,1.38,10,3]");
        file.Annotations[0].GetProperty("area").GetRawText().ShouldBe("30.01");
    }

    [Fact]
    public async Task Zones_without_holes_are_one_annotation_with_a_ring_each()
    {
        var file = await CocoDocument.WriteAsync(Options, Record("a.jpg", Object("zones", new Segmentation(
            [new Zone([new(0, 0), new(10, 0), new(10, 10), new(0, 10)]), new Zone([]), new Zone([new(20, 20), new(30, 20), new(20, 30)])]))));

        var annotation = file.Annotations.ShouldHaveSingleItem();
        annotation.GetProperty("segmentation").GetRawText().ShouldBe("[[0,0,10,0,10,10,0,10],[20,20,30,20,20,30]]");
        annotation.GetProperty("area").GetDouble().ShouldBe(150);
        annotation.GetProperty("bbox").GetRawText().ShouldBe("[0,0,30,30]");
    }

    [Fact]
    public async Task Ring_that_crosses_itself_has_the_area_of_its_pixels()
    {
        var file = await CocoDocument.WriteAsync(Options, Record("a.jpg", Object("ring", new Polygon([new(0, 0), new(40, 40), new(40, 0), new(0, 40)]))));

        file.Annotations[0].GetProperty("area").GetDouble().ShouldBeInRange(760, 840);
    }

    [Fact]
    public async Task Circle_is_a_ring_of_32_points()
    {
        var file = await CocoDocument.WriteAsync(Options, Record("a.jpg", Object("disc", new Circle(50, 25, 10))));

        file.Annotations[0].GetProperty("segmentation")[0].GetArrayLength().ShouldBe(64);
        file.Annotations[0].GetProperty("bbox").GetRawText().ShouldBe("[40,15,20,20]");
        file.Annotations[0].GetProperty("area").GetDouble().ShouldBe(Math.Round(100 * 16 * Math.Sin(Math.PI / 16), 2));
    }

    [Fact]
    public async Task What_coco_cannot_hold_is_reported_by_kind_and_reason()
    {
        var file = await CocoDocument.WriteAsync(Options, Record("a.jpg",
            Object("line", new Polyline([new(0, 0), new(1, 1)])), Object("gone", new BoundingBox(0, 0, 1, 1)), Object("ring", new Polygon([new(0, 0), new(5, 5)])),
            Object("ring", new Polygon([new(0, 0), new(5, 5), new(9, 9)])), Object("ring", new Polygon([new(1e300, 0), new(5, 5), new(0, 9)])),
            Object("x", null), Object("box", new VolumeBox(1, 2, 3, 4, 5, 6))));

        file.Annotations.ShouldBeEmpty();
        file.Report.Dropped.ShouldBe(
        [
            ("bounding-box", "COCO has no such shape", 1),
            ("bounding-box", "class is not in the schema", 1),
            ("polygon", "coordinates out of range", 1),
            ("polygon", "fewer than 3 points", 1),
            ("polygon", "no area", 1),
            ("polyline", "COCO has no such shape", 1),
            ("unknown", "COCO has no such shape", 1),
        ], ignoreOrder: true);
    }

    [Fact]
    public async Task Picture_of_unknown_size_is_left_out_and_reported()
    {
        var file = await CocoDocument.WriteAsync(Options, Record("a.jpg") with { Metadata = new AssetMetadata() });

        file.Images.ShouldBeEmpty();
        file.Report.Dropped.ShouldBe([("asset", "size of the picture is unknown", 1)]);
    }

    [Fact]
    public async Task Names_are_safe_and_unique()
    {
        var names = new[] { "a.jpg", "a.jpg", "A.JPG", "../../etc/passwd", "/x//y.png", "c:\\w?.png", "d/a.jpg", "a.jpg" };

        var file = await CocoDocument.WriteAsync(Options, [.. names.Select((name, i) => Record(name) with { Task = Record(name).Task with { TaskId = $"t{i}" } })]);

        file.Images.Select(image => image.GetProperty("file_name").GetString()).ShouldBe(
            ["a.jpg", "a_t1.jpg", "A_t2.JPG", "_/_/etc/passwd", "_/x/_/y.png", "c__w_.png", "d/a.jpg", "a_t7.jpg"]);
        file.Images.Select(image => image.GetProperty("id").GetInt32()).ShouldBe([1, 2, 3, 4, 5, 6, 7, 8]);
    }

    [Fact]
    public async Task Each_page_with_annotations_is_a_picture()
    {
        var record = Record("walk.zip", Object("box", new BoundingBox(0, 0, 5, 5)) with { Page = 2 }, Object("box", new BoundingBox(0, 0, 5, 5)) with { Page = 0 });
        record = record with { Dataset = ["https://x/w/7-0.jpg?s=1", "https://x/w/7-1.jpg", "https://x/w/7-2.jpg"] };

        var file = await CocoDocument.WriteAsync(Options, record);

        file.Images.Select(image => (image.GetProperty("file_name").GetString(), image.GetProperty("coco_url").GetString()))
            .ShouldBe([("7-0.jpg", "https://x/w/7-0.jpg?s=1"), ("7-2.jpg", "https://x/w/7-2.jpg")]);
        file.Annotations.Select(item => item.GetProperty("image_id").GetInt32()).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Frames_of_a_video_are_named_by_number_and_stops_are_no_annotations()
    {
        var file = await CocoDocument.WriteAsync(Options, Record("clips/drive.mp4",
            Object("box", new BoundingBox(0, 0, 5, 5)) with { Page = 12, ObjectId = "t" },
            Object("box", new BoundingBox(0, 0, 5, 5)) with { Page = 20, ObjectId = "t", InterpolationStopped = true }));

        file.Images.Select(image => image.GetProperty("file_name").GetString()).ShouldBe(["drive_p00012", "drive_p00020"]);
        file.Annotations.ShouldHaveSingleItem().GetProperty("image_id").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Painted_mask_becomes_one_crowd_per_class()
    {
        var pixels = new byte[100 * 50 * 4];
        Paint(pixels, 3, 4, 0xFF0000);
        Paint(pixels, 3, 5, 0xFF0000);
        Paint(pixels, 99, 49, 0x0000FF);
        Paint(pixels, 0, 0, 0x00FF00);
        var record = Record("a.jpg", Object("red", new Brush()) with { ObjectId = "r", Classifications = [new Classification { Title = "Q", Answer = AnswerValue.FromText("A") }] });
        record = record with { Task = record.Task with { BrushDataUrl = "https://x/m.png" } };
        var asked = new List<BrushMaskRequest>();

        var file = await CocoDocument.WriteAsync(Options with { ReadMask = Read }, record);

        asked.ShouldBe([new BrushMaskRequest("https://x/m.png", "task", null)]);
        file.Annotations.Select(item => (file.NameOf(item), item.GetProperty("bbox").GetRawText(), item.GetProperty("iscrowd").GetInt32()))
            .ShouldBe([("Red", "[3,4,1,2]", 1), ("Blue", "[99,49,1,1]", 1)]);
        file.Annotations[0].GetProperty("attributes").GetRawText().ShouldBe("""{"Q":"A"}""");
        var decoded = CocoDocument.Decode(file.Annotations[0].GetProperty("segmentation"));
        (CocoDocument.Count(decoded), decoded[4, 3], decoded[5, 3]).ShouldBe((2, true, true));
        file.Report.Dropped.ShouldBe([("brush", "colour belongs to no brush class", 1)]);

        ValueTask<BrushMask?> Read(BrushMaskRequest request, CancellationToken cancellationToken)
        {
            asked.Add(request);
            return new(new BrushMask(100, 50, pixels));
        }
    }

    [Fact]
    public async Task Mask_of_another_size_is_reported()
    {
        var record = Record("a.jpg");
        record = record with { Task = record.Task with { BrushDataUrl = "u" } };

        var file = await CocoDocument.WriteAsync(Options with { ReadMask = (_, _) => new(new BrushMask(1, 1, new byte[4])) }, record);

        file.Report.Dropped.ShouldBe([("brush", "mask has another size than the picture", 1)]);
    }

    [Fact]
    public async Task Group_with_a_box_is_an_instance_with_that_box_and_absent_points_are_zero()
    {
        var record = Record("a.jpg", Object("box", new BoundingBox(10, 10, 20, 20)) with { ObjectId = "b" }, Object("ear", new Point(new(12.345, 15))) with { ObjectId = "e" });
        record = record with { Task = record.Task with { Relations = [new Relation { SchemaId = "face", ObjectId = "g", Group = ["b", "e", "gone"] }] } };

        var file = await CocoDocument.WriteAsync(Options with { Content = CocoContent.Keypoints }, record);

        var instance = file.Of("g");
        instance.GetProperty("keypoints").GetRawText().ShouldBe("[0,0,0,12.35,15,2]");
        instance.GetProperty("num_keypoints").GetInt32().ShouldBe(1);
        instance.GetProperty("bbox").GetRawText().ShouldBe("[10,10,20,20]");
        file.Report.Dropped.ShouldBeEmpty();
    }

    [Fact]
    public async Task Loose_points_are_one_instance_unless_a_class_repeats()
    {
        var options = Options with { Content = CocoContent.Keypoints };
        var eye = Object("eye", new Point(new(1, 2))) with { ObjectId = "1" };
        var ear = Object("ear", new Point(new(3, 4))) with { ObjectId = "2" };

        var once = await CocoDocument.WriteAsync(options, Record("a.jpg", eye, ear));
        var twice = await CocoDocument.WriteAsync(options, Record("a.jpg", eye, ear, eye with { ObjectId = "3" }));

        once.Annotations.ShouldHaveSingleItem().GetProperty("keypoints").GetRawText().ShouldBe("[1,2,2,3,4,2]");
        once.NameOf(once.Annotations[0]).ShouldBe("points");
        twice.Annotations.ShouldBeEmpty();
        twice.Report.Dropped.ShouldBe([("point", "in no group, and its class occurs several times", 3)]);
        twice.Categories.Count.ShouldBe(1);
    }

    [Property(MaxTest = 100)]
    public Property Mask_covers_the_pixels_whose_centres_are_inside() => Prop.ForAll(
        Gen.Choose(0, 60).ArrayOf(24).ToArbitrary(), numbers =>
        {
            var region = Ring(numbers, 0, 8);
            var hole = Ring(numbers, 16, 4);
            var zone = new Zone(region) { Holes = [hole] };
            var file = CocoDocument.WriteAsync(Options, Record("a.jpg", Object("zones", new Segmentation([zone])))).GetAwaiter().GetResult();
            var expected = new bool[50, 100];
            for (var row = 0; row < 50; row++)
            {
                for (var column = 0; column < 100; column++)
                    expected[row, column] = IsInside(region, column + 0.5, row + 0.5) && !IsInside(hole, column + 0.5, row + 0.5);
            }
            if (CocoDocument.Count(expected) == 0)
                return file.Annotations.Count == 0;
            var annotation = file.Annotations[0];
            return CocoDocument.Decode(annotation.GetProperty("segmentation")).Cast<bool>().SequenceEqual(expected.Cast<bool>())
                && annotation.GetProperty("area").GetInt32() == CocoDocument.Count(expected);
        });

    private static ExportRecord Record(string externalId, params AnnotationObject[] objects) => new()
    {
        Asset = "https://x/" + externalId,
        ExternalId = externalId,
        Metadata = new AssetMetadata { Width = 100, Height = 50 },
        Task = new ExportTask { TaskId = "task", Tools = objects },
    };

    private static AnnotationObject Object(string schemaId, Shape? shape) => new() { SchemaId = schemaId, Shape = shape };

    // Off the grid: on which side of a line its own points are is a matter of taste.
    private static ImagePoint[] Ring(int[] numbers, int start, int points) => [.. Enumerable.Range(0, points)
        .Select(i => new ImagePoint(numbers[(start + 2 * i) % 24] * 1.7513 + 0.0137, numbers[(start + 2 * i + 1) % 24] * 0.8517 + 0.0173))];

    // Written on its own, by the crossings to the right of the point.
    private static bool IsInside(ImagePoint[] ring, double x, double y)
    {
        var isInside = false;
        for (var i = 0; i < ring.Length; i++)
        {
            var (a, b) = (ring[i], ring[(i + 1) % ring.Length]);
            if (a.Y > y != b.Y > y && x < (b.X - a.X) * (y - a.Y) / (b.Y - a.Y) + a.X)
                isInside = !isInside;
        }
        return isInside;
    }

    private static void Paint(byte[] pixels, int column, int row, int color)
    {
        var at = (row * 100 + column) * 4;
        (pixels[at], pixels[at + 1], pixels[at + 2], pixels[at + 3]) = ((byte)(color >> 16), (byte)(color >> 8), (byte)color, 255);
    }
}
