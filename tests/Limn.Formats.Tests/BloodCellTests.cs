using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Limn.Annotations.Schemas;
using Limn.Annotations.Validation;
using Limn.Formats.AngoExport;
using Limn.Formats.Coco;
using Limn.Formats.Tests.Coco;

namespace Limn.Formats.Tests;

/// <summary>
/// 364 real pictures with about 4,900 boxes: from their own files through import, storage and export to COCO, nothing is lost or moved.
/// </summary>
public sealed class BloodCellTests
{
    private const string Folder = "LIMN_SAMPLE_DATA";

    private static readonly string[] Names = ["RBC", "WBC", "Platelets"];

    [Fact]
    public async Task Boxes_of_real_pictures_arrive_in_coco_as_they_were_drawn()
    {
        var root = Environment.GetEnvironmentVariable(Folder);
        Assert.SkipWhen(string.IsNullOrEmpty(root), $"Set {Folder} to the folder that holds bccd.");
        var cancel = TestContext.Current.CancellationToken;
        var schema = CategorySchema.Parse(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new
        {
            tools = Names.Select(name => new { schemaId = "id_" + name, title = name, tool = "bounding-box" }),
        })));
        var pictures = Directory.EnumerateFiles(Path.Combine(root, "bccd", "Annotations"), "*.xml").Order().Select(Read).ToList();
        using var export = new MemoryStream();
        using var writer = new ExportDocumentWriter(export, ExportFraming.Ndjson, new ExportOptions { Schema = schema });
        foreach (var picture in pictures)
            await writer.WriteAsync(Store(picture, schema), cancel);
        await writer.CompleteAsync(cancel);
        export.Position = 0;
        var records = new List<ExportRecord>();
        await foreach (var record in ExportRecordReader.ReadAsync(export, cancellationToken: cancel))
            records.Add(record);

        var coco = await CocoDocument.WriteAsync(new CocoOptions { Schema = schema, Content = CocoContent.Detection }, [.. records]);

        coco.Images.Count.ShouldBe(pictures.Count);
        var fileNames = coco.Images.ToDictionary(image => image.GetProperty("id").GetInt64(), image => image.GetProperty("file_name").GetString());
        var found = coco.Annotations.Select(item => (fileNames[item.GetProperty("image_id").GetInt64()], coco.NameOf(item), item.GetProperty("bbox").GetRawText()));
        var drawn = pictures.SelectMany(picture => picture.Boxes.Where(IsVisible(picture)).Select(box => ((string?)picture.Name, box.Name, Text(Clip(box, picture)))));
        found.Order().ShouldBe(drawn.Order());
        coco.Annotations.Count.ShouldBeGreaterThan(4800);
    }

    private static ExportRecordInput Store(Picture picture, CategorySchema schema)
    {
        var line = JsonSerializer.SerializeToUtf8Bytes(new
        {
            externalId = picture.Name,
            objects = picture.Boxes.Select(box => new Dictionary<string, object>
            {
                ["title"] = box.Name,
                ["bounding-box"] = new { x = box.Right, y = box.Bottom, width = box.Left - box.Right, height = box.Top - box.Bottom },
            }),
        });
        var stored = AnswerNormalizer.Import(LabelLine.Parse(line), new ImportContext { Schema = schema, Layout = PageLayout.Single });
        stored.Errors.ShouldBeEmpty();
        return new ExportRecordInput
        {
            Asset = picture.Name,
            AssetId = picture.Name,
            ExternalId = picture.Name,
            Metadata = JsonSerializer.SerializeToUtf8Bytes(new { width = picture.Width, height = picture.Height }),
            Task = new ExportTaskInput
            {
                TaskId = picture.Name,
                Stage = "Complete",
                StageId = "Complete",
                UpdatedAt = DateTimeOffset.UnixEpoch,
                Answer = new ExportAnswer(stored.Utf8, stored.Form, schema),
            },
        };
    }

    private static Picture Read(string path)
    {
        var root = XDocument.Load(path).Root!;
        var size = root.Element("size")!;
        return new Picture(root.Element("filename")!.Value, Number(size, "width"), Number(size, "height"),
        [
            .. root.Elements("object").Select(item => (item.Element("name")!.Value, Box: item.Element("bndbox")!))
                .Select(item => new Box(item.Value, Number(item.Box, "xmin"), Number(item.Box, "ymin"), Number(item.Box, "xmax"), Number(item.Box, "ymax"))),
        ]);
    }

    private static int Number(XElement owner, string name) => int.Parse(owner.Element(name)!.Value, CultureInfo.InvariantCulture);

    private static Func<Box, bool> IsVisible(Picture picture) => box => Clip(box, picture) is var (_, left, top, right, bottom) && right > left && bottom > top;

    private static Box Clip(Box box, Picture picture) => new(box.Name,
        Math.Clamp(box.Left, 0, picture.Width), Math.Clamp(box.Top, 0, picture.Height), Math.Clamp(box.Right, 0, picture.Width), Math.Clamp(box.Bottom, 0, picture.Height));

    private static string Text(Box box) => $"[{box.Left},{box.Top},{box.Right - box.Left},{box.Bottom - box.Top}]";

    private sealed record Picture(string Name, int Width, int Height, IReadOnlyList<Box> Boxes);

    private sealed record Box(string Name, int Left, int Top, int Right, int Bottom);
}
