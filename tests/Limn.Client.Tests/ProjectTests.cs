using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;

namespace Limn.Client.Tests;

public sealed class ProjectTests
{
    [Fact]
    public async Task List_is_read_page_by_page_until_the_total()
    {
        await using var hub = await StubHub.StartAsync((app, _) =>
            app.MapGet("/v2/listProjects", (int page, int limit) => StubHub.Success(new JsonObject
            {
                ["projects"] = new JsonArray([.. Enumerable.Range(0, 25).Skip((page - 1) * limit).Take(limit)
                    .Select(i => new JsonObject { ["_id"] = $"p{i}", ["name"] = "n" })]),
                ["total"] = 25,
            })));
        using var client = new LimnClient(new LimnClientOptions { Host = hub.Address, ApiKey = "k", PageSize = 10 });

        var ids = await client.ListProjectsAsync().Select(p => p.Id).ToListAsync();

        ids.ShouldBe(Enumerable.Range(0, 25).Select(i => $"p{i}"));
        hub.Seen.Count.ShouldBe(3);
    }

    [Fact]
    public async Task List_without_a_total_ends_with_an_empty_page()
    {
        await using var hub = await StubHub.StartAsync((app, _) =>
            app.MapGet("/v2/listProjects", (int page) => StubHub.Success(new JsonObject
            {
                ["projects"] = page < 3 ? new JsonArray(new JsonObject { ["_id"] = $"p{page}" }) : [],
            })));
        using var client = hub.Client;

        (await client.ListProjectsAsync().CountAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task Project_is_made_changed_and_deleted()
    {
        await using var hub = await StubHub.StartAsync((app, _) =>
        {
            app.MapPost("/v2/project", () => OneProject());
            app.MapPost("/v2/project/p1", () => OneProject());
            app.MapPost("/v2/project/p1/assigned", () => OneProject());
            app.MapDelete("/v2/project/p1", () => StubHub.Success(new JsonObject { ["message"] = "Project deleted." }));
        });
        using var client = hub.Client;

        (await client.CreateProjectAsync(new NewProject { Name = "N" })).Id.ShouldBe("p1");
        await client.UpdateCategorySchemaAsync("p1", JsonSerializer.SerializeToElement(new { tools = new[] { new { tool = "point" } } }));
        await client.UpdateStagesAsync("p1", [new Stage { Id = "Start", Type = "Start", Name = "Start", Next = ["Complete"] }]);
        await client.AddMembersAsync("p1", ["a@example.org"], ProjectRole.Reviewer);
        await client.DeleteProjectAsync("p1");

        hub.Seen.Select(r => $"{r.Method} {r.Path} {r.Body}").ShouldBe([
            """POST /v2/project {"name":"N","description":""}""",
            """POST /v2/project/p1 {"categorySchema":{"tools":[{"tool":"point"}]}}""",
            """POST /v2/project/p1 {"stages":[{"id":"Start","type":"Start","name":"Start","next":["Complete"]}]}""",
            """POST /v2/project/p1/assigned {"assignees":["a@example.org"],"role":"Reviewer"}""",
            "DELETE /v2/project/p1 ",
        ]);
    }

    [Fact]
    public async Task Stages_keep_what_this_client_does_not_know()
    {
        const string Stages = """[{"id":"L","type":"Logic","name":"L","next":["a","b"],"logic":{"conditions":[{"type":"Batch"}]}}]""";
        await using var hub = await StubHub.StartAsync((app, _) =>
        {
            app.MapGet("/v2/project/p1", () => StubHub.Success(JsonNode.Parse($$$"""{"project":{"_id":"p1","stages":{{{Stages}}}}}""")!));
            app.MapPost("/v2/project/p1", () => OneProject());
        });
        using var client = hub.Client;

        await client.UpdateStagesAsync("p1", (await client.GetProjectAsync("p1")).Stages);

        JsonNode.DeepEquals(hub.Seen.Last().Json["stages"], JsonNode.Parse(Stages)).ShouldBeTrue();
    }

    [Fact]
    public async Task New_batches_are_added_to_those_that_are_there()
    {
        var batches = """[{"_id":"b1","name":"Pilot","color":"red"}]""";
        await using var hub = await StubHub.StartAsync((app, _) =>
        {
            app.MapGet("/v2/project/p1", () => StubHub.Success(JsonNode.Parse($$$"""{"project":{"_id":"p1","batches":{{{batches}}}}}""")!));
            app.MapPost("/v2/batches/p1", (JsonObject body) =>
            {
                body["batches"]!.ToJsonString().ShouldBe("""[{"_id":"b1","name":"Pilot","color":"red"},{"name":"New"}]""");
                batches = """[{"_id":"b1","name":"Pilot"},{"_id":"b2","name":"New"}]""";
                return OneProject();
            });
        });
        using var client = hub.Client;

        var made = await client.CreateBatchesAsync("p1", ["New", "Pilot", "New"]);

        made.Select(b => b.Id).ShouldBe(["b2", "b1", "b2"]);
    }

    [Fact]
    public async Task Existing_batches_are_not_written_again()
    {
        await using var hub = await StubHub.StartAsync((app, _) =>
            app.MapGet("/v2/project/p1", () =>
                StubHub.Success(JsonNode.Parse("""{"project":{"_id":"p1","batches":[{"_id":"b1","name":"Pilot"}]}}""")!)));
        using var client = hub.Client;

        await client.CreateBatchesAsync("p1", ["Pilot"]);

        hub.Seen.ShouldAllBe(r => r.Method == "GET");
    }

    [Fact]
    public async Task Unknown_batch_is_refused_before_anything_is_registered()
    {
        await using var hub = await StubHub.StartAsync((app, _) => app.MapGet("/v2/project/p1", () => OneProject()));
        using var client = hub.Client;

        await Should.ThrowAsync<ArgumentException>(() =>
            client.ImportAssetsAsync("p1", [new NewAsset { Data = "http://x/a.png" }], new AssetImport { Batches = ["None"] }));
    }

    [Fact]
    public async Task Long_import_is_sent_in_chunks()
    {
        await using var hub = await StubHub.StartAsync((app, _) => app.MapPost("/v2/project/p1/cloud", (JsonObject body) =>
            StubHub.Success(new JsonObject
            {
                ["assets"] = new JsonObject { ["assetsCreated"] = body["assets"]!.AsArray().Count, ["tasksCreated"] = "3" },
            })));
        using var client = hub.Client;

        var result = await client.ImportAssetsAsync(
            "p1", Enumerable.Range(0, 250).Select(i => new NewAsset { Data = $"http://x/{i}.png" }), new AssetImport { ChunkSize = 100 });

        result.ShouldBe(new AssetImportResult { AssetsCreated = 250, TasksCreated = 9 });
        hub.Seen.First().Body.ShouldStartWith("""{"assets":[{"data":"http://x/0.png"},""");
    }

    [Fact]
    public async Task Filter_of_assets_is_escaped()
    {
        await using var hub = await StubHub.StartAsync((app, _) => app.MapGet("/v2/project/p1/assets", () =>
            StubHub.Success(JsonNode.Parse("""
                {"assets":[{"_id":"a1","externalId":"x","labelTasks":[{"_id":"t1","stageHistory":[{"stageId":"Start","duration":0}]}]}],
                 "total":1}
                """)!)));
        using var client = hub.Client;

        var asset = await client.ListAssetsAsync("p1", new AssetFilter { ExternalId = "a & b#1.png", Batches = ["b1"] }).SingleAsync();

        asset.LabelTasks[0].StageHistory[0].StageId.ShouldBe("Start");
        Uri.UnescapeDataString(hub.Seen.Single().Query).ShouldContain("""filters={"externalId":"a \u0026 b#1.png","batches":["b1"]}""");
    }

    [Fact]
    public async Task Assets_are_deleted_with_a_body()
    {
        await using var hub = await StubHub.StartAsync((app, _) =>
            app.MapDelete("/v2/project/p1/assets", () => StubHub.Success(new JsonObject { ["assets"] = 1 })));
        using var client = hub.Client;

        await client.DeleteAssetsAsync("p1", ["a1"]);

        hub.Seen.Single().Body.ShouldBe("""{"project":"p1","assets":["a1"]}""");
    }

    private static JsonObject OneProject() => StubHub.Success(JsonNode.Parse("""{"project":{"_id":"p1","name":"N"}}""")!);
}
