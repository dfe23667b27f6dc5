using System.Text;
using System.Text.Json;
using Limn.Formats.AngoExport;
using Limn.Formats.Coco;

namespace Limn.Formats.Tests.Coco;

/// <summary>The documented picture, with the values that the documentation gives for it.</summary>
public sealed class CocoExampleTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Segmentation_file_has_the_documented_geometry()
    {
        var file = await WriteAsync(CocoContent.Segmentation);

        Text(file.Of("v1"), "bbox").ShouldBe("[200,160,100,60]");
        Text(file.Of("v1"), "segmentation").ShouldBe("[[200,160,200,220,300,220,300,160]]");
        Text(file.Of("v1"), "area").ShouldBe("6000");
        Text(file.Of("s1"), "bbox").ShouldBe("[110,80,61.96,47.32]");
        Text(file.Of("s1"), "segmentation").ShouldBe("[[120,80,110,97.32,161.96,127.32,171.96,110]]");
        Text(file.Of("s1"), "area").ShouldBe("1200");
        Text(file.Of("p1"), "bbox").ShouldBe("[0,400,640,80]");
        Text(file.Of("p1"), "area").ShouldBe("51200");
        Text(file.Of("m1"), "bbox").ShouldBe("[100,300,100,100]");
        Text(file.Of("m1"), "area").ShouldBe("8400");
        Text(file.Of("m1"), "iscrowd").ShouldBe("0");
    }

    [Fact]
    public async Task Mask_with_a_hole_covers_exactly_its_pixels()
    {
        var file = await WriteAsync(CocoContent.Segmentation);

        var pixels = CocoDocument.Decode(file.Of("m1").GetProperty("segmentation"));

        CocoDocument.Count(pixels).ShouldBe(8400);
        for (var row = 0; row < 480; row++)
        {
            for (var column = 0; column < 640; column++)
            {
                var isInside = column is >= 100 and < 200 && row is >= 300 and < 400;
                var isInHole = column is >= 130 and < 170 && row is >= 330 and < 370;
                pixels[row, column].ShouldBe(isInside && !isInHole);
            }
        }
    }

    [Fact]
    public async Task Detection_file_has_boxes_only()
    {
        var file = await WriteAsync(CocoContent.Detection);

        file.Annotations.Select(item => Text(item, "segmentation")).Distinct().ShouldBe(["[]"]);
        file.Annotations.Select(file.NameOf).ShouldBe(["Vehicle", "Sign", "Road", "Person"]);
        Text(file.Of("m1"), "area").ShouldBe("8400");
    }

    [Fact]
    public async Task Keypoint_file_has_the_points_of_the_group()
    {
        var file = await WriteAsync(CocoContent.Keypoints);

        var instance = file.Annotations.ShouldHaveSingleItem();
        Text(instance, "keypoints").ShouldBe("[410.5,300.25,2,450,320,2]");
        Text(instance, "num_keypoints").ShouldBe("2");
        Text(instance, "bbox").ShouldBe("[410.5,300.25,39.5,19.75]");
        file.NameOf(instance).ShouldBe("Group");
        Text(file.Categories[0], "keypoints").ShouldBe("[\"Nose\",\"Tail\"]");
        Text(file.Categories[0], "skeleton").ShouldBe("[]");
    }

    [Fact]
    public async Task Picture_and_answers_are_described()
    {
        var file = await WriteAsync(CocoContent.Segmentation);

        var image = file.Images.ShouldHaveSingleItem();
        Text(image, "file_name").ShouldBe("\"street-001.jpg\"");
        Text(image, "coco_url").ShouldBe("\"https://limn.example.org/files/street-001.jpg?sig=abc\"");
        Text(image, "date_captured").ShouldBe("\"2024-05-02 09:20:00\"");
        (Text(image, "width"), Text(image, "height")).ShouldBe(("640", "480"));
        Text(image, "attributes").ShouldBe("""{"Scene":"Night","Tags":["Rain","Fog"],"Part":["Body","Body / Door"],"Color":["Black","White"]}""");
        Text(file.Of("v1"), "attributes").ShouldBe("""{"Type":"Other","Type > Other type":"Tram","Attributes":["Occluded"]}""");
        file.Root.GetProperty("licenses")[0].GetProperty("id").GetInt32().ShouldBe(image.GetProperty("license").GetInt32());
    }

    [Fact]
    public async Task Everything_left_out_is_reported()
    {
        var file = await WriteAsync(CocoContent.Segmentation);

        file.Report.Dropped.ShouldBe(
        [
            ("brush", "pixels of the mask were not supplied", 1),
            ("point", "points are in the keypoint file", 2),
            ("polyline", "COCO has no such shape", 1),
            ("relation", "COCO has no relations", 2),
        ]);
        var json = JsonDocument.Parse(file.Report.ToUtf8()).RootElement;
        (Text(json, "format"), Text(json, "records"), Text(json, "images"), Text(json, "annotations")).ShouldBe(("\"coco-segmentation\"", "1", "1", "4"));
        json.GetProperty("dropped")[1].GetProperty("count").GetInt64().ShouldBe(2);
    }

    private static async Task<CocoDocument> WriteAsync(CocoContent content)
    {
        using var file = new MemoryStream();
        using var writer = new ExportDocumentWriter(file, ExportFraming.Ndjson, new ExportOptions { Schema = Examples.Schema });
        await writer.WriteAsync(Examples.Image(), Cancel);
        await writer.CompleteAsync(Cancel);
        file.Position = 0;
        await foreach (var record in ExportRecordReader.ReadAsync(file, cancellationToken: Cancel))
            return await CocoDocument.WriteAsync(new CocoOptions { Schema = Examples.Schema, Content = content }, record);
        throw new InvalidDataException(Encoding.UTF8.GetString(file.ToArray()));
    }

    private static string Text(JsonElement owner, string name) => JsonSerializer.Serialize(owner.GetProperty(name), Relaxed);

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
