using System.Text;
using System.Text.Json.Nodes;
using Limn.Plugins.Testing;

namespace Limn.Plugins.Tests;

public sealed class ExportFlowTests
{
    [Fact]
    public async Task Export_runs_from_the_event_to_the_acknowledgement()
    {
        await using var hub = await FakeHub.StartAsync();
        await using var plugin = RunningPlugin.Start(Sample.Plugin(hub, Sample.BoxesAsync));

        var run = await hub.RunExportAsync(Sample.Id, new ExportInput { Records = Sample.Records(3) });

        run.ReadText("boxes.csv").ShouldBe("1.png,Car,1,2\n2.png,Car,2,2\n3.png,Car,3,2\n");
        var response = await run.Response;
        response["export"]!.GetValue<bool>().ShouldBeTrue();
        response["session"]!.GetValue<string>().ShouldBe(run.Session);
        response["response"]!.GetValue<string>().ShouldEndWith("?t=download");
        await run.Acknowledged.WaitAsync(Wait.Limit);
        run.LogTexts.ShouldBe(["INFO started"]);
        run.Calls.Select(c => c.Path).ShouldBe(["/v2/export", "/v2/getUploadUrl", "/v2/getSignedUrl"]);
    }

    [Theory]
    [InlineData("[]", "")]
    [InlineData("""["Complete","r1"]""", """&stage=["Complete","r1"]""")]
    [InlineData(null, """&stage=["Complete"]""")]
    public async Task Stage_filter_goes_on_to_the_export(string? stage, string sent)
    {
        await using var hub = await FakeHub.StartAsync();
        await using var plugin = RunningPlugin.Start(Sample.Plugin(hub, Sample.BoxesAsync));
        var stages = stage is null ? null : JsonNode.Parse(stage)!.AsArray().Select(s => s!.GetValue<string>()).ToList();

        var run = await hub.RunExportAsync(Sample.Id, new ExportInput { Stages = stages, Batches = ["b1"], ProjectId = "p7" });

        Uri.UnescapeDataString(run.Calls[0].Query).ShouldBe(
            $"?project=p7&format=ndjson&type=task{sent}&batches=[\"b1\"]&taskTypes=[\"default\"]&includeOnlyKeyFrames=false"
            + "&includeMetadata=true&includeHistory=true&includeIdleBlurDurations=false&sendEmail=false&doNotNotify=true");
    }

    [Fact]
    public async Task Key_frames_are_asked_for_by_the_configuration()
    {
        await using var hub = await FakeHub.StartAsync();
        var seen = false;
        await using var plugin = RunningPlugin.Start(Sample.Plugin(hub, (run, ct) =>
        {
            seen = run.IncludeKeyFramesOnly;
            return Sample.BoxesAsync(run, ct);
        }));

        var run = await hub.RunExportAsync(Sample.Id, new ExportInput { Config = """{"include_key_frames_only":true}""" });

        run.Calls[0].Query.ShouldContain("includeOnlyKeyFrames=true");
        seen.ShouldBeTrue();
    }

    [Theory]
    [InlineData(true, 3, 3, 3)]
    [InlineData(false, 3, null, 3)]
    [InlineData(true, 0, 0, 0)]
    [InlineData(false, 0, null, 0)]
    public async Task Tasks_are_counted_by_the_hub_or_by_the_first_reading(bool tells, int count, int? before, int? after)
    {
        await using var hub = await FakeHub.StartAsync();
        var counts = new List<int?>();
        await using var plugin = RunningPlugin.Start(Sample.Plugin(hub, async (run, ct) =>
        {
            counts.Add(run.TaskCount);
            await run.ReadTasksAsync(ct).CountAsync(ct);
            counts.Add(run.TaskCount);
            return await Sample.BoxesAsync(run, ct);
        }));

        var run = await hub.RunExportAsync(Sample.Id, new ExportInput { Records = Sample.Records(count), TellsTaskCount = tells });

        counts.ShouldBe([before, after]);
        run.ReadText("boxes.csv").Count(c => c == '\n').ShouldBe(count);
    }

    [Fact]
    public async Task Tasks_can_be_read_again_and_as_they_came()
    {
        await using var hub = await FakeHub.StartAsync();
        var read = new List<string>();
        await using var plugin = RunningPlugin.Start(Sample.Plugin(hub, async (run, ct) =>
        {
            await foreach (var record in run.ReadTasksAsync(ct))
                read.Add(record.ExternalId);
            await foreach (var record in run.ReadRawAsync(ct))
                read.Add(record.GetProperty("task").GetProperty("taskId").GetString()!);
            await foreach (var record in run.ReadTasksAsync(ct))
                read.Add(record.Batches.Single());
            return ExportResult.FromStream(new MemoryStream(), "x");
        }));

        await hub.RunExportAsync(Sample.Id, new ExportInput { Records = Sample.Records(2) });

        read.ShouldBe(["1.png", "2.png", "t1", "t2", "Pilot", "Pilot"]);
    }

    [Fact]
    public async Task Run_tells_where_it_belongs()
    {
        await using var hub = await FakeHub.StartAsync();
        ExportContext? context = null;
        await using var plugin = RunningPlugin.Start(Sample.Plugin(hub, (run, ct) =>
        {
            context = run;
            return Sample.BoxesAsync(run, ct);
        }));

        var run = await hub.RunExportAsync(Sample.Id, new ExportInput { ProjectId = "p7", Batches = ["b1", "b2"], Stages = ["Complete"] });

        (context!.ProjectId, context.SessionId, context.OrganizationId, context.RunBy)
            .ShouldBe(("p7", run.Session, run.Payload["orgId"]!.GetValue<string>(), run.Payload["runBy"]!.GetValue<string>()));
        context.BatchIds.ShouldBe(["b1", "b2"]);
        context.Stages.ShouldBe(["Complete"]);
        context.Raw["tags"]!.AsArray().Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("plain.zip", "plain.zip")]
    [InlineData("my export [v 1].zip", "my export [v 1].zip")]
    [InlineData("a&b#c?d%41+e.zip", "a_b_c_d_41_e.zip")]
    [InlineData("../../etc/pass\\wd\n.zip", ".._.._etc_pass_wd_.zip")]
    [InlineData("größe 中.zip", "größe 中.zip")]
    public async Task File_name_is_safe_in_the_address_and_whole_for_the_user(string name, string asked)
    {
        await using var hub = await FakeHub.StartAsync();
        await using var plugin = RunningPlugin.Start(Sample.Plugin(hub, (_, _) =>
            Task.FromResult(ExportResult.FromStream(new MemoryStream("x"u8.ToArray()), name))));

        var run = await hub.RunExportAsync(Sample.Id, new ExportInput());

        run.StoredName.ShouldBe(asked);
        (await run.Response)["fileName"]!.GetValue<string>().ShouldBe(name);
        (await File.ReadAllTextAsync(run.ResultPath!)).ShouldBe("x");
    }

    [Fact]
    public async Task Result_goes_to_the_storage_the_author_names()
    {
        await using var hub = await FakeHub.StartAsync();
        await using var plugin = RunningPlugin.Start(Sample.Plugin(hub, (_, _) =>
            Task.FromResult(ExportResult.FromStream(new MemoryStream(), "x.zip", storageId: "st1"))));

        var run = await hub.RunExportAsync(Sample.Id, new ExportInput());

        run.Calls.Skip(1).ShouldAllBe(call => call.Query.EndsWith("&type=exports&storageId=st1"));
    }

    [Fact]
    public async Task Result_may_be_a_file_or_any_stream()
    {
        var path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, "from a file");
        await using var hub = await FakeHub.StartAsync();
        await using var plugin = RunningPlugin.Start(Sample.Plugin(hub, (run, _) => Task.FromResult(
            run.Config["kind"]!.GetValue<string>() == "file"
                ? ExportResult.FromFile(path, "a.txt")
                : ExportResult.FromStream(new UnmeasuredStream("from a stream"), "b.txt"))));

        var first = await hub.RunExportAsync(Sample.Id, new ExportInput { Config = """{"kind":"file"}""" });
        var second = await hub.RunExportAsync(Sample.Id, new ExportInput { Config = """{"kind":"stream"}""" });

        (await File.ReadAllTextAsync(first.ResultPath!)).ShouldBe("from a file");
        (await File.ReadAllTextAsync(second.ResultPath!)).ShouldBe("from a stream");
        File.Exists(path).ShouldBeTrue();
        File.Delete(path);
    }

    [Fact]
    public async Task Issues_can_be_read_beside_the_tasks()
    {
        await using var hub = await FakeHub.StartAsync();
        await using var plugin = RunningPlugin.Start(Sample.Plugin(hub, async (run, ct) =>
        {
            var issues = await run.ReadIssuesAsync(ct);
            return ExportResult.FromStream(new MemoryStream(Encoding.UTF8.GetBytes(issues.Single().Content!)), "issues.txt");
        }));

        const string Issue = """{"_id":"i1","labelTask":"t1","createdAt":"2026-01-15T10:30:00.000Z","content":"Box is loose"}""";
        var run = await hub.RunExportAsync(Sample.Id, new ExportInput { Records = [Issue] });

        (await File.ReadAllTextAsync(run.ResultPath!)).ShouldBe("Box is loose");
        run.Calls[1].Query.ShouldContain("type=issue");
    }

    private sealed class UnmeasuredStream(string content) : MemoryStream(Encoding.UTF8.GetBytes(content))
    {
        public override bool CanSeek => false;
    }
}
