using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Limn.Client.Tests;

public sealed class ExportTests
{
    [Fact]
    public async Task Request_says_everything_a_task_export_can_say()
    {
        await using var hub = await StubHub.StartAsync((app, _) =>
            app.MapGet("/v2/export", () => StubHub.Success(new JsonObject { ["exportPath"] = "http://h/x.zip" })));
        using var client = hub.Client;

        var link = await client.RequestExportAsync(new ExportQuery
        {
            ProjectId = "p1",
            Stages = ["Complete", "Nachprüfung & mehr"],
            Batches = ["b1"],
            IncludeOnlyKeyFrames = true,
            UpdatedAfter = new DateTimeOffset(2024, 1, 1, 1, 0, 0, TimeSpan.FromHours(1)),
        });

        link.TaskCount.ShouldBeNull();
        Uri.UnescapeDataString(hub.Seen.Single().Query).ShouldBe(
            "?project=p1&format=ndjson&type=task&stage=[\"Complete\",\"Nachpr\\u00FCfung \\u0026 mehr\"]&batches=[\"b1\"]"
            + "&taskTypes=[\"default\"]&includeOnlyKeyFrames=true&includeMetadata=true&includeHistory=true"
            + "&includeIdleBlurDurations=false&sendEmail=false&doNotNotify=true&updatedAt={\"$gt\":\"2024-01-01T00:00:00.000000Z\"}");
    }

    [Fact]
    public async Task Issue_export_sends_no_stage()
    {
        await using var hub = await StubHub.StartAsync((app, _) =>
            app.MapGet("/v2/export", () => StubHub.Success(new JsonObject { ["exportPath"] = "http://h/x.zip" })));
        using var client = hub.Client;

        await client.RequestExportAsync(new ExportQuery { ProjectId = "p1", Kind = ExportKind.Issue, Stages = ["Complete"] });

        hub.Seen.Single().Query.ShouldStartWith("?project=p1&format=json&type=issue&include");
    }

    [Theory]
    [InlineData("{\"a\":1}\n{\"a\":2}\r\n{\"a\":3}", 3)]
    [InlineData("{\"a\":1}\n\n  \n{\"a\":2}\n", 2)]
    [InlineData(" [{\"a\":1},{\"a\":2}]", 2)]
    [InlineData("[]", 0)]
    [InlineData("", 0)]
    public async Task Records_come_from_lines_and_from_an_array(string content, int count)
    {
        await using var hub = await StubHub.StartAsync((app, hub) => MapExport(app, hub, () => Results.Bytes(Zip(content))));
        using var client = hub.Client;
        await using var export = await client.ExportAsync(new ExportQuery { ProjectId = "p1" });

        var first = await export.ReadRawAsync().Select(r => r.GetProperty("a").GetInt32()).ToListAsync();
        var second = await export.ReadRawAsync().Select(r => r.GetProperty("a").GetInt32()).ToListAsync();

        first.ShouldBe(Enumerable.Range(1, count));
        second.ShouldBe(first);
    }

    [Fact]
    public async Task Line_longer_than_any_buffer_is_read_whole()
    {
        var text = new string('x', 1_000_000);
        await using var hub = await StubHub.StartAsync((app, hub) =>
            MapExport(app, hub, () => Results.Bytes(Zip($$"""{"a":1}{{'\n'}}{"a":"{{text}}"}{{'\n'}}{"a":3}"""))));
        using var client = hub.Client;
        await using var export = await client.ExportAsync(new ExportQuery { ProjectId = "p1" });

        var records = await export.ReadRawAsync().ToListAsync();

        records.Count.ShouldBe(3);
        records[1].GetProperty("a").GetString().ShouldBe(text);
    }

    [Fact]
    public async Task What_is_no_zip_is_told()
    {
        await using var hub = await StubHub.StartAsync((app, hub) => MapExport(app, hub, () => Results.Text("<html>")));
        using var client = hub.Client;
        await using var export = await client.ExportAsync(new ExportQuery { ProjectId = "p1" });

        Should.Throw<InvalidDataException>(export.OpenRecords);
    }

    [Fact]
    public async Task Temporary_file_is_private_and_goes_away()
    {
        await using var hub = await StubHub.StartAsync((app, hub) => MapExport(app, hub, () => Results.Bytes(Zip(""))));
        using var client = hub.Client;

        await using (await client.ExportAsync(new ExportQuery { ProjectId = "p1" }))
        {
            var file = TemporaryFiles().ShouldHaveSingleItem();
            if (!OperatingSystem.IsWindows())
                file.UnixFileMode.ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        TemporaryFiles().ShouldBeEmpty();
    }

    [Fact]
    public async Task Failed_download_leaves_no_file()
    {
        await using var hub = await StubHub.StartAsync((app, hub) => MapExport(app, hub, () => Results.StatusCode(403)));
        using var client = hub.Client;

        await Should.ThrowAsync<LimnApiException>(() => client.ExportAsync(new ExportQuery { ProjectId = "p1" }));

        TemporaryFiles().ShouldBeEmpty();
    }

    private static FileInfo[] TemporaryFiles() => PrivateTemp.Folder.GetFiles("limn-*");

    internal static void MapExport(WebApplication app, StubHub hub, Func<IResult> file)
    {
        app.MapGet("/v2/export", () => StubHub.Success(new JsonObject { ["exportPath"] = $"{hub.Address}files/x.zip?t=1" }));
        app.MapGet("/files/x.zip", file);
    }

    private static byte[] Zip(string content)
    {
        using var target = new MemoryStream();
        using (var zip = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = zip.CreateEntry("export.ndjson").Open())
            entry.Write(Encoding.UTF8.GetBytes(content));
        return target.ToArray();
    }
}
