using System.Text;
using System.Text.Json;
using Limn.Annotations.Answers;
using Limn.Formats.AngoExport;

namespace Limn.Formats.Tests.AngoExport;

public sealed class ExportRecordReaderTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData(" \n ")]
    [InlineData("\uFEFF")]
    public async Task Empty_export_has_no_records(string file) => (await ReadRawAsync(file, 3)).ShouldBeEmpty();

    [Theory]
    [InlineData("[{\"a\":[1,2]} , {\"b\":\"]\\\"\"}]")]
    [InlineData("{\"a\":[1,2]}\n{\"b\":\"]\\\"\"}")]
    [InlineData("\uFEFF{\"a\":[1,2]}\r\n\n{\"b\":\"]\\\"\"}\n")]
    public async Task Array_and_lines_give_the_same_records(string file)
    {
        foreach (var chunkLength in (int[])[1, 2, 7, 1000])
            (await ReadRawAsync(file, chunkLength)).ShouldBe(["{\"a\":[1,2]}", "{\"b\":\"]\\\"\"}"]);
    }

    [Theory]
    [InlineData("[{}", "Record 2 is broken: the list does not end.")]
    [InlineData("[{},", "Record 2 is broken: a value is missing.")]
    [InlineData("[{},{\"a", "Record 2 is broken: the file ends within it.")]
    [InlineData("[{},{x}]", "Record 2 is broken: it is no JSON near byte 2.")]
    [InlineData("[{},]", "Record 2 is broken: a value is missing.")]
    [InlineData("[{}]{}", "Record 2 is broken: something follows the list.")]
    [InlineData("[{} {}]", "Record 2 is broken: the list does not end.")]
    public async Task Broken_array_is_refused_with_the_records_number(string file, string message) =>
        (await Should.ThrowAsync<JsonException>(() => ReadRawAsync(file, 1))).Message.ShouldBe(message);

    [Theory]
    [InlineData("{\"a\":1")]
    [InlineData("{\"a\":1}\n{x}")]
    [InlineData("[1,2}")]
    public async Task Text_that_is_no_json_is_refused(string file) => await Should.ThrowAsync<JsonException>(() => ReadRawAsync(file, 2));

    [Fact]
    public async Task Record_over_the_limit_is_refused()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes($"[\"{new string('x', 100_000)}\"]"));

        await Should.ThrowAsync<InvalidDataException>(async () =>
        {
            await foreach (var _ in ExportRecordReader.ReadRawAsync(stream, maxRecordBytes: 70_000, Cancel))
                ;
        });
    }

    [Fact]
    public async Task Record_larger_than_the_first_buffer_is_read_whole()
    {
        var large = $"{{\"k\":\"{new string('x', 300_000)}\"}}";

        (await ReadRawAsync($"[{large},{large}]", 50_000)).ShouldBe([large, large]);
    }

    [Fact]
    public async Task Written_record_is_read_with_its_types()
    {
        using var file = new MemoryStream();
        using var writer = new ExportDocumentWriter(file, ExportFraming.Ndjson, new ExportOptions { Schema = Examples.Schema });
        await writer.WriteAsync(Examples.Image(), Cancel);
        await writer.WriteAsync(Examples.Pages(), Cancel);
        await writer.CompleteAsync(Cancel);
        file.Position = 0;

        var records = new List<ExportRecord>();
        await foreach (var record in ExportRecordReader.ReadAsync(file, cancellationToken: Cancel))
            records.Add(record);

        records.Select(record => record.ExternalId).ShouldBe(["street-001.jpg", "walk-around-7"]);
        records[0].Metadata.Width.ShouldBe(640);
        records[0].Batches.ShouldBe(["Pilot"]);
        records[0].Task.UpdatedAt.ShouldBe(Examples.At("2024-05-02T09:20:00Z"));
        records[0].Task.Tools.Select(tool => tool.Shape!.GetType()).ShouldBe(
            [typeof(BoundingBox), typeof(RotatedBoundingBox), typeof(Polygon), typeof(Polyline), typeof(Segmentation), typeof(Point), typeof(Point)]);
        records[0].Task.Tools[0].Classifications[0].Classifications[0].Answer!.Text.ShouldBe("Tram");
        records[0].Task.StageHistory!.Select(visit => visit.ReviewStatus).ShouldBe([null, null, "Accepted"]);
        records[1].Dataset!.Count.ShouldBe(2);
        records[1].Task.Relations[0].Group.ShouldBe(["a0", "a1"]);
    }

    [Fact]
    public async Task Nulls_and_unknown_keys_of_other_writers_are_read()
    {
        var file = """[{"externalId":"a","batches":["x",null],"metadata":{"width":"640","lens":"50mm"},"future":1,"task":{"tools":null,"stageHistory":null,"x":[]}}]""";

        var records = new List<ExportRecord>();
        await foreach (var record in ExportRecordReader.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(file)), cancellationToken: Cancel))
            records.Add(record);

        var read = records.ShouldHaveSingleItem();
        read.Batches.ShouldBe(["x"]);
        read.Metadata.Width.ShouldBe(640);
        read.Metadata.Extra!["lens"].GetString().ShouldBe("50mm");
        read.Extra!.Keys.ShouldBe(["future"]);
        read.Task.Tools.ShouldBeEmpty();
    }

    [Fact]
    public async Task Deeply_nested_context_data_is_read()
    {
        var file = Encoding.UTF8.GetBytes($$"""{"externalId":"a","contextData":{{new string('[', 100)}}{{new string(']', 100)}}}""");

        await foreach (var record in ExportRecordReader.ReadAsync(new MemoryStream(file), cancellationToken: Cancel))
            record.ContextData!.Value.GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Record_of_another_shape_is_refused_with_its_number()
    {
        var file = """[{"externalId":"a"},{"externalId":7}]"""u8.ToArray();

        var error = await Should.ThrowAsync<JsonException>(async () =>
        {
            await foreach (var _ in ExportRecordReader.ReadAsync(new MemoryStream(file), cancellationToken: Cancel))
                ;
        });

        error.Message.ShouldStartWith("Record 2 could not be read");
    }

    [Fact]
    public async Task Issue_export_is_read()
    {
        var file = """[{"_id":"1","labelTask":"2","asset":{"_id":"3","externalId":"a.jpg","batches":["Pilot"]},"status":"Open","stage":"Review","createdBy":"r@x","createdAt":"2024-05-02T09:10:11.120Z","content":"Box is loose","comments":[{"createdBy":"l@x","content":"Fixed"}],"page":0,"position":"[250, 190]"}]""";

        var issues = new List<IssueRecord>();
        await foreach (var issue in ExportRecordReader.ReadIssuesAsync(new MemoryStream(Encoding.UTF8.GetBytes(file)), cancellationToken: Cancel))
            issues.Add(issue);

        var read = issues.ShouldHaveSingleItem();
        (read.Id, read.LabelTask, read.Asset.ExternalId, read.Comments[0].Content, read.Page, read.Position)
            .ShouldBe(("1", "2", "a.jpg", "Fixed", 0, "[250, 190]"));
    }

    private static async Task<List<string>> ReadRawAsync(string file, int chunkLength)
    {
        var records = new List<string>();
        using var stream = new ChunkedStream(Encoding.UTF8.GetBytes(file), chunkLength);
        await foreach (var record in ExportRecordReader.ReadRawAsync(stream, cancellationToken: Cancel))
            records.Add(Encoding.UTF8.GetString(record.Span));
        return records;
    }
}
