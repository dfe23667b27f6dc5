using System.Text.Json.Nodes;
using Limn.Annotations.Answers;
using Microsoft.AspNetCore.Builder;

namespace Limn.Client.Tests;

public sealed class TaskTests
{
    private const string TaskJson = """
        {"_id":"t1","project":"p1","asset":{"_id":"a1","externalId":"eye.png","data":"http://h/eye.png","metadata":{}},"stage":"Label",
         "priority":"5","duration":43120.0,"brandNew":1,
         "answer":{"tools":[{"schemaId":"s","objectId":"o","title":"Car","classifications":[],
                             "bounding-box":{"x":1,"y":2,"width":3,"height":4}}],
                   "classifications":[],"relations":[]}}
        """;

    [Fact]
    public async Task Task_is_read_with_its_answer()
    {
        await using var hub = await StubHub.StartAsync((app, _) => app.MapGet("/v2/task/t1", () => OneTask("task")));
        using var client = hub.Client;

        var task = await client.GetTaskAsync("t1");

        task.Asset.ShouldBe(new TaskAsset { Id = "a1", ExternalId = "eye.png", Data = "http://h/eye.png" });
        (task.Priority, task.Duration).ShouldBe((5, 43120));
        var box = task.Answer!.Tools.Single().Shape.ShouldBeOfType<BoundingBox>();
        (box.X, box.Width).ShouldBe((1, 3));
        task.Extra["brandNew"].GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Asset_of_a_task_may_be_its_id_alone()
    {
        await using var hub = await StubHub.StartAsync((app, _) =>
            app.MapGet("/v2/task/t1", () => StubHub.Success(JsonNode.Parse("""{"task":{"_id":"t1","asset":"a1"}}""")!)));
        using var client = hub.Client;

        (await client.GetTaskAsync("t1")).Asset.ShouldBe(new TaskAsset { Id = "a1" });
    }

    [Fact]
    public async Task Task_list_says_what_is_wanted()
    {
        await using var hub = await StubHub.StartAsync((app, _) =>
            app.MapGet("/v2/project/p1/tasks", () => StubHub.Success(JsonNode.Parse($$$"""{"tasks":[{{{TaskJson}}}],"total":1}""")!)));
        using var client = hub.Client;

        var query = new TaskQuery { Stages = ["Complete", "R 2"], Batches = ["Pilot"], Status = "Completed", Assignee = "a+b@x.org" };
        (await client.ListTasksAsync("p1", query).SingleAsync()).Id.ShouldBe("t1");

        hub.Seen.Single().Query.ShouldBe(
            "?includeAnswer=false&filter=%7B%22stage%22%3A%5B%22Complete%22%2C%22R%202%22%5D%7D&status%5Beq%5D=Completed"
            + "&batches=%5B%22Pilot%22%5D&assignee=a%2Bb%40x.org&sort=createdAt&page=1&limit=100");
    }

    [Fact]
    public async Task Answer_goes_in_as_objects()
    {
        await using var hub = await StubHub.StartAsync((app, _) => app.MapPost("/v2/annotate/t1", () => OneTask("label")));
        using var client = hub.Client;
        var answer = new Answer { Tools = [new AnnotationObject { SchemaId = "s", Shape = new BoundingBox(1, 2, 3, 4) }] };

        var task = await client.AnnotateAsync("t1", answer, new AnnotateOptions
        {
            NextStage = true,
            IsPlugin = true,
            Duration = TimeSpan.FromSeconds(1.5),
            BrushDataUrl = "http://h/m.png",
        });

        task.Id.ShouldBe("t1");
        var seen = hub.Seen.Single();
        seen.Query.ShouldBe("?nextStage=true&isPlugin=true");
        seen.Json["answer"]!.AsObject().Select(m => m.Key).ShouldBe(["objects", "classifications", "relations"], ignoreOrder: true);
        seen.Json["answer"]!["objects"]![0]!["bounding-box"]!["width"]!.GetValue<double>().ShouldBe(3);
        (seen.Json["duration"]!.GetValue<int>(), seen.Json["brushDataUrl"]!.GetValue<string>()).ShouldBe((1500, "http://h/m.png"));
        seen.Json.AsObject().ContainsKey("medicalBrushDataUrl").ShouldBeTrue();
    }

    [Fact]
    public async Task Verdict_of_a_reviewer_is_sent()
    {
        await using var hub = await StubHub.StartAsync((app, _) => app.MapPost("/v2/review/t1", () => OneTask("task")));
        using var client = hub.Client;

        await client.ReviewAsync("t1", ReviewStatus.Rejected);

        hub.Seen.Single().Body.ShouldBe("""{"reviewStatus":"Rejected"}""");
    }

    private static JsonObject OneTask(string name) => StubHub.Success(new JsonObject { [name] = JsonNode.Parse(TaskJson) });
}
