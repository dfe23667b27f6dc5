using System.Text;
using System.Text.Json.Nodes;
using Limn.Annotations.Validation;
using Limn.Formats.AngoExport;

namespace Limn.Formats.Tests.AngoExport;

public sealed class ExportDocumentWriterTests
{
    [Theory]
    [InlineData(ExportFraming.Json, 0, "[]")]
    [InlineData(ExportFraming.Ndjson, 0, "")]
    [InlineData(ExportFraming.Json, 2, "[X,X]")]
    [InlineData(ExportFraming.Ndjson, 2, "X\nX")]
    public async Task Records_are_framed_without_anything_after_the_last(ExportFraming framing, int count, string expected)
    {
        var one = await WriteAsync(ExportFraming.Ndjson, Examples.Chat());

        var file = await WriteAsync(framing, [.. Enumerable.Repeat(Examples.Chat(), count)]);

        file.ShouldBe(expected.Replace("X", one));
    }

    [Fact]
    public async Task No_line_of_ndjson_can_be_split_by_odd_line_breaks()
    {
        var breaks = "a\u0085b\u2028c\u2029d\ne";
        var answer = Import($$"""{"externalId":"x","objects":[{"schemaId":"t_nose","point":[1,2],"note":"{{breaks.Replace("\n", "\\n")}}"}]}""");
        var record = Examples.Chat() with
        {
            ExternalId = breaks,
            ContextData = Encoding.UTF8.GetBytes("{\n \"k\u2028\": \"a\u0085\"\r\n}"),
            Task = Examples.Chat().Task with { Answer = answer },
        };

        var line = await WriteAsync(ExportFraming.Ndjson, record);

        line.ShouldNotContain('\n');
        line.ShouldNotContain('\r');
        line.IndexOfAny(['\u0085', '\u2028', '\u2029']).ShouldBe(-1);
        var read = JsonNode.Parse(line)!;
        read["externalId"]!.GetValue<string>().ShouldBe(breaks);
        read["contextData"]!["k\u2028"]!.GetValue<string>().ShouldBe("a\u0085");
        read["task"]!["tools"]![0]!["note"]!.GetValue<string>().ShouldBe(breaks);
    }

    [Fact]
    public async Task Answer_that_needs_no_rewriting_is_copied_byte_for_byte()
    {
        var record = Examples.Video();

        var line = await WriteAsync(ExportFraming.Ndjson, record);

        line.ShouldContain(Encoding.UTF8.GetString(record.Task.Answer.Utf8.Span[1..^1]));
    }

    [Fact]
    public async Task Metadata_of_annotations_is_left_out_at_every_depth_and_that_of_the_asset_stays()
    {
        var line = await WriteAsync(ExportFraming.Ndjson, new ExportOptions { Schema = Examples.Schema, IncludeMetadata = false }, Examples.Image());

        line.ShouldNotContain("createdBy");
        JsonNode.Parse(line)!["metadata"]!["width"]!.GetValue<int>().ShouldBe(640);
    }

    [Fact]
    public async Task History_assets_and_idle_times_are_options()
    {
        var options = new ExportOptions { Schema = Examples.Schema, IncludeHistory = false, IncludeAssets = false, IncludeIdleBlurDurations = true };

        var record = JsonNode.Parse(await WriteAsync(ExportFraming.Ndjson, options, Examples.Pages()))!;

        record["asset"].ShouldBeNull();
        record["dataset"].ShouldBeNull();
        record["task"]!["stageHistory"].ShouldBeNull();
        record["task"]!["totalIdleDuration"]!.GetValue<long>().ShouldBe(0);
    }

    [Fact]
    public async Task Interpolated_frames_can_be_left_out()
    {
        var answer = Import("""{"externalId":"x","objects":[{"schemaId":"t_nose","point":[1,2],"page":0,"objectId":"a"},{"schemaId":"t_nose","point":[1,2],"page":1,"objectId":"a","isKeyFrame":false}]}""", PageLayout.Frames);
        var record = Examples.Video() with { Task = Examples.Video().Task with { Answer = answer } };

        var all = JsonNode.Parse(await WriteAsync(ExportFraming.Ndjson, record))!;
        var keys = JsonNode.Parse(await WriteAsync(ExportFraming.Ndjson, new ExportOptions { Schema = Examples.Schema, OnlyKeyFrames = true }, record))!;

        all["task"]!["tools"]!.AsArray().Count.ShouldBe(2);
        keys["task"]!["tools"]!.AsArray().ShouldHaveSingleItem()!["page"]!.GetValue<int>().ShouldBe(0);
    }

    [Fact]
    public async Task Rendered_masks_are_linked_when_asked_for()
    {
        var options = new ExportOptions { Schema = Examples.Schema, MaskUrl = (task, item) => $"https://x/v2/mask?annotation={item}&task={task}" };

        var tools = JsonNode.Parse(await WriteAsync(ExportFraming.Ndjson, options, Examples.Image()))!["task"]!["tools"]!.AsArray();

        tools.Where(tool => tool!["masks"] is not null).Select(tool => tool!["masks"]!.ToJsonString()).ShouldBe(
        [
            """["https://x/v2/mask?annotation=p1\u0026task=65f0c1a2b3c4d5e6f7a8b901"]""",
            """["https://x/v2/mask?annotation=m1\u0026task=65f0c1a2b3c4d5e6f7a8b901"]""",
        ]);
    }

    [Fact]
    public async Task Consensus_scores_and_page_masks_are_written()
    {
        var record = Examples.Chat();
        record = record with
        {
            Attachments = [new ExportAttachment("TEXT", "look")],
            Task = record.Task with { ConsensusAverage = 87, ConsensusDetailed = [new ConsensusScore("c", "C", 87.5)], BrushDataUrls = [new PageMask(2, "u")] },
        };

        var read = JsonNode.Parse(await WriteAsync(ExportFraming.Ndjson, record))!;

        read["attachments"]!.ToJsonString().ShouldBe("""[{"type":"TEXT","value":"look"}]""");
        read["task"]!["consensusAverage"]!.GetValue<int>().ShouldBe(87);
        read["task"]!["consensusDetailed"]!.ToJsonString().ShouldBe("""[{"schemaId":"c","title":"C","score":87.5}]""");
        read["task"]!["brushDataUrls"]!.ToJsonString().ShouldBe("""[{"page":2,"url":"u"}]""");
    }

    [Fact]
    public async Task Nothing_can_be_written_after_the_end()
    {
        using var writer = new ExportDocumentWriter(new MemoryStream(), ExportFraming.Json, new ExportOptions { Schema = Examples.Schema });
        await writer.CompleteAsync(TestContext.Current.CancellationToken);

        await Should.ThrowAsync<InvalidOperationException>(async () => await writer.WriteAsync(Examples.Chat()));
    }

    private static ExportAnswer Import(string line, PageLayout layout = PageLayout.Single)
    {
        var answer = AnswerNormalizer.Import(LabelLine.Parse(Encoding.UTF8.GetBytes(line)), new ImportContext { Schema = Examples.Schema, Layout = layout });
        answer.Errors.ShouldBeEmpty();
        return answer.ToExport();
    }

    private static Task<string> WriteAsync(ExportFraming framing, params ExportRecordInput[] records) =>
        WriteAsync(framing, new ExportOptions { Schema = Examples.Schema }, records);

    private static async Task<string> WriteAsync(ExportFraming framing, ExportOptions options, params ExportRecordInput[] records)
    {
        using var file = new MemoryStream();
        using var writer = new ExportDocumentWriter(file, framing, options);
        foreach (var record in records)
            await writer.WriteAsync(record);
        await writer.CompleteAsync();
        writer.Count.ShouldBe(records.Length);
        return Encoding.UTF8.GetString(file.ToArray());
    }
}
