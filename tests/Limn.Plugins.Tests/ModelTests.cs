using System.Text.Json.Nodes;
using Limn.Annotations.Answers;
using Limn.Plugins.Testing;

namespace Limn.Plugins.Tests;

public sealed class ModelTests
{
    private const string Existing = """
        {"task":{"_id":"t1","project":"p","answer":{
          "tools":[{"schemaId":"old","objectId":"o1","title":"Old","classifications":[],"point":[1,2]}],
          "classifications":[{"schemaId":"c1","answer":"kept","classifications":[]},
                             {"schemaId":"c2","answer":"replaced","classifications":[]}],
          "relations":[]}}}
        """;

    [Fact]
    public async Task Editor_gets_the_three_lists()
    {
        await using var hub = await FakeHub.StartAsync();
        await using var plugin = RunningPlugin.Start(Plugin(hub, (run, _) => Task.FromResult(Found(run.Classes?["car"] ?? ""))));

        var run = await RunAsync(hub, new JsonObject { ["categorySchema"] = JsonNode.Parse("""[{"schemaId":"s1","modelClass":"car"}]""") });

        var response = (await run.Response)["response"]!.AsObject();
        response.Select(m => m.Key).ShouldBe(["objects", "classifications", "relations"]);
        response["objects"]![0]!["schemaId"]!.GetValue<string>().ShouldBe("s1");
        response["objects"]![0]!["bounding-box"]!["width"]!.GetValue<double>().ShouldBe(3);
        run.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("[]")]
    public async Task Nothing_mapped_is_no_map(string? schema)
    {
        await using var hub = await FakeHub.StartAsync();
        var hasMap = true;
        await using var plugin = RunningPlugin.Start(Plugin(hub, (run, _) =>
        {
            hasMap = run.Classes is not null;
            return Task.FromResult(Found(""));
        }));

        await RunAsync(hub, new JsonObject { ["categorySchema"] = schema is null ? null : JsonNode.Parse(schema) });

        hasMap.ShouldBeFalse();
    }

    [Fact]
    public async Task Labels_are_added_to_what_is_there_when_not_overwriting()
    {
        await using var hub = await FakeHub.StartAsync();
        hub.Answer("GET", "/v2/task/t1", _ => JsonNode.Parse(Existing)!);
        await using var plugin = RunningPlugin.Start(Plugin(hub, (_, _) => Task.FromResult(new AnnotationPayload
        {
            Answer = Found("s1").Answer with
            {
                Classifications = [new Classification { SchemaId = "c2", Answer = AnswerValue.FromText("new") }],
            },
        })));

        var run = await RunAsync(hub, new JsonObject { ["overwrite"] = false });

        var response = (await run.Response)["response"]!;
        response["objects"]!.AsArray().Select(o => o!["schemaId"]!.GetValue<string>()).ShouldBe(["s1", "old"]);
        response["classifications"]!.AsArray().Select(c => c!["answer"]!.GetValue<string>()).ShouldBe(["new", "kept"]);
    }

    [Fact]
    public async Task Stage_is_acknowledged_at_once_and_ended_by_the_stored_labels()
    {
        await using var hub = await FakeHub.StartAsync();
        var stored = new TaskCompletionSource<JsonNode>();
        hub.Answer("POST", "/v2/annotate/t1", body =>
        {
            stored.SetResult(body!);
            return JsonNode.Parse("""{"label":{"_id":"t1"}}""")!;
        });
        var release = new TaskCompletionSource();
        await using var plugin = RunningPlugin.Start(Plugin(hub, async (_, ct) =>
        {
            await release.Task.WaitAsync(ct);
            return Found("s1");
        }));

        var run = await hub.StartRunAsync(Sample.Id, Input(new JsonObject { ["workflow"] = true }));
        await run.Acknowledged.WaitAsync(Wait.Limit);
        stored.Task.IsCompleted.ShouldBeFalse();
        release.SetResult();
        var body = await stored.Task.WaitAsync(Wait.Limit);

        body["answer"]!["objects"]![0]!["schemaId"]!.GetValue<string>().ShouldBe("s1");
        run.Calls.Single().Query.ShouldBe("?nextStage=true&isPlugin=true");
        run.Responses.ShouldBeEmpty();
    }

    [Fact]
    public async Task Failing_task_is_reported_and_the_worker_lives_on()
    {
        await using var hub = await FakeHub.StartAsync();
        var done = new List<string>();
        for (var i = 0; i < 20; i++)
        {
            var task = $"t{i}";
            hub.Answer("POST", $"/v2/annotate/{task}", _ =>
            {
                lock (done)
                    done.Add(task);
                return JsonNode.Parse("""{"label":{"_id":"t"}}""")!;
            });
        }

        var count = 0;
        await using var plugin = RunningPlugin.Start(Plugin(hub, (_, _) =>
            ++count % 7 == 0 ? throw new InvalidOperationException("seventh") : Task.FromResult(Found("s"))));

        var runs = new List<FakeRun>();
        for (var i = 0; i < 20; i++)
            runs.Add(await hub.StartRunAsync(Sample.Id, Input(new JsonObject { ["workflow"] = true, ["taskId"] = $"t{i}" })));
        await Wait.UntilAsync(() => done.Count + runs.Sum(r => r.Responses.Count) == 20, "all tasks are done or reported");

        done.ShouldBe(Enumerable.Range(0, 20).Where(i => (i + 1) % 7 != 0).Select(i => $"t{i}"));
        foreach (var failed in runs.Where((_, i) => (i + 1) % 7 == 0))
            (await failed.Response)["message"]!.GetValue<string>().ShouldBe("seventh");
    }

    [Fact]
    public async Task Numbers_that_are_not_finite_are_left_out_with_a_warning()
    {
        await using var hub = await FakeHub.StartAsync();
        await using var plugin = RunningPlugin.Start(Plugin(hub, (_, _) => Task.FromResult(new AnnotationPayload
        {
            Answer = new Answer
            {
                Tools =
                [
                    new AnnotationObject { Title = "Bad", Shape = new BoundingBox(double.NaN, 2, 3, 4) },
                    new AnnotationObject { Title = "Good", Shape = new BoundingBox(1, 2, 3, 4) },
                    new AnnotationObject { Title = "Worse", Shape = new BoundingBox(1, 2, double.PositiveInfinity, 4) },
                ],
            },
        })));

        var run = await RunAsync(hub, []);

        (await run.Response)["response"]!["objects"]!.AsArray().ShouldHaveSingleItem()!["title"]!.GetValue<string>().ShouldBe("Good");
        run.LogTexts.ShouldBe([
            "WARNING A number of the object of class \"Bad\" is not finite; it was left out.",
            "WARNING A number of the object of class \"Worse\" is not finite; it was left out.",
        ]);
    }

    [Fact]
    public async Task Asset_is_downloaded_and_mask_uploaded()
    {
        await using var hub = await FakeHub.StartAsync();
        await using var plugin = RunningPlugin.Start(Plugin(hub, async (run, ct) =>
        {
            await using var asset = await run.OpenAssetAsync(ct);
            var mask = await run.UploadBrushAsync("mask.png", asset, cancellationToken: ct);
            return new AnnotationPayload { BrushDataUrl = mask };
        }));
        var stored = new TaskCompletionSource<JsonNode>();
        hub.Answer("POST", "/v2/annotate/t1", body =>
        {
            stored.SetResult(body!);
            return JsonNode.Parse("""{"label":{"_id":"t1"}}""")!;
        });
        var content = await hub.StartRunAsync(Sample.Id, Input(new JsonObject { ["dataURL"] = $"{hub.Address}missing" }));
        await content.EndAsync();
        (await content.Response)["message"]!.GetValue<string>().ShouldContain("404");

        var asset = hub.Serve("/asset", "the asset"u8.ToArray());
        var run = await hub.StartRunAsync(Sample.Id, Input(new JsonObject { ["dataURL"] = asset.AbsoluteUri, ["workflow"] = true }));
        var body = await stored.Task.WaitAsync(Wait.Limit);

        body["brushDataUrl"]!.GetValue<string>().ShouldBe($"{hub.Address}files/{run.Session}/mask.png");
        (await File.ReadAllTextAsync(run.ResultPath!)).ShouldBe("the asset");
        run.Calls[0].Query.ShouldContain("type=brushes");
    }

    private static ModelPlugin Plugin(FakeHub hub, Func<ModelContext, CancellationToken, Task<AnnotationPayload>> predict) =>
        new(hub.Plugin(Sample.Id, Sample.Secret), predict);

    private static AnnotationPayload Found(string schemaId) => new()
    {
        Answer = new Answer { Tools = [new AnnotationObject { SchemaId = schemaId, Shape = new BoundingBox(1, 2, 3, 4) }] },
    };

    private static async Task<FakeRun> RunAsync(FakeHub hub, JsonObject input)
    {
        var run = await hub.StartRunAsync(Sample.Id, Input(input));
        await run.EndAsync();
        return run;
    }

    private static JsonObject Input(JsonObject input)
    {
        input["assetId"] = "a1";
        if (!input.ContainsKey("taskId"))
            input["taskId"] = "t1";
        return input;
    }
}
