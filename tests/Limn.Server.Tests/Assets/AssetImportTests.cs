using System.Net;
using System.Text;
using System.Text.Json;
using Limn.Server.Projects;
using Limn.Server.Tests.Hosting;
using Limn.Server.Workflow;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using SkiaSharp;
using Xunit;

namespace Limn.Server.Tests.Assets;

public sealed class AssetImportTests(LimnApplication limn)
{
    [Fact]
    public async Task Each_asset_gets_a_task_that_moved_on_from_start()
    {
        var (owner, project) = await limn.AddProjectAsync();

        var answer = await owner.Api.PostAsync(
            $"/v2/project/{project}/cloud",
            Body("""{"assets":[{"data":"https://example.org/a%20b.png","contextData":{"site":"B"},"metadata":{"width":12.50}},{"data":"<b>Text</b>","externalId":"text"}],"uploadLocal":null,"priority":0}"""));

        answer.Status.ShouldBe(HttpStatusCode.Created);
        answer.Data.GetProperty("assets").GetRawText().ShouldBe("""{"assetsCreated":2,"tasksCreated":2,"preLabelsCount":0,"validPreLabelsCount":0}""");
        var assets = await owner.AssetsAsync(project);
        assets.Keys.ShouldBe(["a b.png", "text"], ignoreOrder: true);
        var asset = assets["a b.png"];
        asset.GetProperty("data").GetString().ShouldBe("https://example.org/a%20b.png");
        asset.GetProperty("contextData").GetRawText().ShouldBe("""{"site":"B"}""");
        asset.GetProperty("metadata").GetRawText().ShouldBe("""{"width":12.50}""");
        asset.GetProperty("createdBy").GetString().ShouldBe(owner.Email);
        var task = asset.GetProperty("labelTasks").EnumerateArray().Single();
        task.GetProperty("stage").GetString().ShouldBe("Label");
        task.GetProperty("status").GetString().ShouldBe("TODO");
        var visit = task.GetProperty("stageHistory").EnumerateArray().Single();
        visit.GetProperty("stageId").GetString().ShouldBe("Start");
        visit.GetProperty("completedBy").ValueKind.ShouldBe(JsonValueKind.Null);
        visit.GetProperty("completedAt").GetString().ShouldEndWith("Z");
        var stored = await limn.InDatabaseAsync(db => db.Answers.Where(row => row.ProjectId == project).ToListAsync());
        stored.Count.ShouldBe(2);
        stored.ShouldAllBe(row => row.Revision == 0 && row.Document.ToString() == TestWorld.EmptyAnswer);
    }

    [Fact]
    public async Task Task_waits_in_start_without_auto_forward()
    {
        var (owner, project) = await limn.AddProjectAsync();
        await SetStagesAsync(owner, project, "\"autoForward\":true", "\"autoForward\":false");

        await owner.ImportAsync(project, "a");

        var task = (await owner.AssetsAsync(project))["a"].GetProperty("labelTasks")[0];
        task.GetProperty("stage").GetString().ShouldBe("Start");
        task.GetProperty("stageHistory").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Task_that_cannot_leave_start_says_why()
    {
        var (owner, project) = await limn.AddProjectAsync();
        await SetStagesAsync(owner, project, "\"next\":[\"Label\"]", "\"next\":[null]");

        await owner.ImportAsync(project, "a");

        var task = (await owner.TasksAsync(project))["a"];
        task.GetProperty("stage").GetString().ShouldBe("Start");
        task.GetProperty("error").GetString()!.ShouldContain("not connected");
    }

    [Fact]
    public async Task Asset_of_its_own_batches_ignores_those_of_the_import()
    {
        var (owner, project) = await limn.AddProjectAsync();
        var batches = (await owner.Api.PostAsync($"/v2/batches/{project}", new { batches = new[] { new { name = "A" }, new { name = "B" } } }))
            .Data.GetProperty("project").GetProperty("batches");
        var (a, b) = (batches[0].IdOf(), batches[1].IdOf());

        await owner.Api.PostAsync(
            $"/v2/project/{project}/cloud?batches={Uri.EscapeDataString($"[\"{a}\"]")}",
            Body($$"""{"assets":[{"data":"1","externalId":"1"},{"data":"2","externalId":"2","batches":["{{b}}","A"]},{"data":"3","externalId":"3","batches":[]}],"priority":7}"""));

        var assets = await owner.AssetsAsync(project);
        Texts(assets["1"], "batches").ShouldBe([a]);
        Texts(assets["2"], "batches").ShouldBe([a, b]);
        Texts(assets["3"], "batches").ShouldBeEmpty();
        assets["1"].GetProperty("priority").GetInt32().ShouldBe(7);
        var ranks = await limn.InDatabaseAsync(db => db.Tasks.Where(task => task.ProjectId == project).OrderBy(task => task.ExternalId).Select(task => task.BatchRank).ToListAsync());
        ranks.ShouldBe([0, 0, int.MaxValue]);
    }

    [Fact]
    public async Task One_bad_entry_imports_nothing_and_every_problem_is_told()
    {
        var (owner, project) = await limn.AddProjectAsync();

        var answer = await owner.Api.PostAsync(
            $"/v2/project/{project}/cloud",
            Body("""{"assets":[{"data":"fine"},{"externalId":"x"},{"data":"y","metadata":[],"priority":1.5,"batches":["Nope"],"attachments":[{"type":"SOUND","value":"z"}]},7,{"data":"z","storage":"65b0d1dfa17e9516ff1c2035"}]}"""));

        answer.FailsWith(HttpStatusCode.BadRequest).ShouldContain("assets[1].data");
        answer.Json.GetProperty("error").GetProperty("problems").EnumerateArray().Select(problem => problem.GetProperty("path").GetString()).ShouldBe(
            ["assets[1].data", "assets[2].metadata", "assets[2].priority", "assets[2].batches", "assets[2].attachments", "assets[3]", "assets[4].storage"],
            ignoreOrder: true);
        (await owner.AssetsAsync(project)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"assets":[{"data":"a","metadata":{"x":NaN}}]}""", "not valid JSON: line 1, position 40")]
    [InlineData("""{"assets":[{"data":"a"}""", "not valid JSON")]
    [InlineData("""{"assets":{}}""", "assets")]
    [InlineData("""[]""", "object")]
    [InlineData("""{}""", "assets")]
    [InlineData("", "not valid JSON")]
    [InlineData("""{"assets":[],"priority":20000}""", "priority")]
    public async Task Body_of_another_form_is_refused(string body, string message)
    {
        var (owner, project) = await limn.AddProjectAsync();

        (await owner.Api.PostAsync($"/v2/project/{project}/cloud", Body(body))).FailsWith(HttpStatusCode.BadRequest).ShouldContain(message);
    }

    [Fact]
    public async Task Unknown_batch_of_the_import_is_refused()
    {
        var (owner, project) = await limn.AddProjectAsync();

        (await owner.Api.PostAsync($"/v2/project/{project}/cloud?batches=[\"Nope\"]", Body("""{"assets":[]}"""))).FailsWith(HttpStatusCode.BadRequest).ShouldContain("Nope");
        (await owner.Api.PostAsync($"/v2/project/{project}/cloud?batches=[1]", Body("""{"assets":[]}"""))).FailsWith(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Asset_comes_with_labels_that_are_checked_against_the_schema()
    {
        var (owner, project) = await limn.AddProjectAsync();
        await owner.Api.PostAsync($"/v2/project/{project}", Body(
            """
            {"categorySchema":{"tools":[{"tool":"bounding-box","title":"Cell","schemaId":"cell"}],
             "classifications":[{"tool":"radio","title":"Grade","schemaId":"grade","options":[{"value":"mild","schemaId":"o1"}]}],"relations":[]}}
            """));

        var answer = await owner.Api.PostAsync($"/v2/project/{project}/cloud", Body(
            """
            {"assets":[
             {"data":"1","externalId":"good","objects":[{"schemaId":"cell","bounding-box":{"x":1,"y":2,"width":3,"height":4}}],
              "classifications":[{"schemaId":"grade","answer":"mild"}]},
             {"data":"2","externalId":"bad","objects":[{"schemaId":"cell","bounding-box":{"x":1,"y":2,"width":3,"height":4}},{"schemaId":"nothing","point":[1,2]}]},
             {"data":"3","externalId":"plain","objects":[]}]}
            """));

        var counts = answer.Data.GetProperty("assets");
        counts.GetProperty("assetsCreated").GetInt32().ShouldBe(3);
        counts.GetProperty("preLabelsCount").GetInt32().ShouldBe(4);
        counts.GetProperty("validPreLabelsCount").GetInt32().ShouldBe(2);
        counts.GetProperty("preLabelProblems").EnumerateArray().Single().GetProperty("path").GetString().ShouldBe("assets[1].objects[1]");
        var assets = await owner.AssetsAsync(project);
        assets["good"].GetProperty("isPreLabeled").GetBoolean().ShouldBeTrue();
        assets["bad"].GetProperty("isPreLabeled").GetBoolean().ShouldBeFalse();
        var task = (await owner.Api.GetAsync($"/v2/task/{assets["good"].GetProperty("labelTasks")[0].IdOf()}")).Data.GetProperty("task");
        task.GetProperty("stage").GetString().ShouldBe("Label");
        task.GetProperty("isPreLabeled").GetBoolean().ShouldBeTrue();
        task.GetProperty("revision").GetInt32().ShouldBe(1);
        var tool = task.GetProperty("answer").GetProperty("tools").EnumerateArray().Single();
        tool.GetProperty("bounding-box").GetProperty("width").GetInt32().ShouldBe(3);
        tool.GetProperty("metadata").GetProperty("createdBy").GetString().ShouldBe("import");
        var visit = (await owner.Api.GetAsync($"/v2/task/{task.IdOf()}/history")).Data.GetProperty("taskHistory")[0];
        visit.GetProperty("answer").GetProperty("tools").GetArrayLength().ShouldBe(1, "it left Start with its labels");
        var revision = await limn.InDatabaseAsync(db => db.Revisions.SingleAsync(row => row.ProjectId == project));
        revision.StageId.ShouldBe("Start");
        revision.By.ShouldBe(owner.Email);
    }

    [Fact]
    public async Task Uploaded_picture_becomes_an_asset_with_its_size()
    {
        var (owner, project) = await limn.AddProjectAsync();
        using var bitmap = new SKBitmap(40, 30);
        using var png = bitmap.Encode(SKEncodedImageFormat.Png, 90);
        var url = await UploadAsync(owner, project, "eye.png", png.ToArray());

        await owner.Api.PostAsync(
            $"/v2/project/{project}/cloud",
            new
            {
                uploadLocal = "true",
                assets = new object[]
                {
                    new { data = url, externalId = "eye.png" },
                    new { data = url, externalId = "given", metadata = new { width = 1, note = "x" } },
                },
            });

        var assets = await owner.AssetsAsync(project);
        assets["eye.png"].GetProperty("data").GetString().ShouldBe(url);
        assets["eye.png"].GetProperty("metadata").GetRawText().ShouldBe("""{"width":40,"height":30}""");
        assets["given"].GetProperty("metadata").GetRawText().ShouldBe("""{"width":1,"note":"x"}""");
        (await limn.InDatabaseAsync(db => db.Assets.Where(asset => asset.ProjectId == project).Select(asset => asset.FileKey).Distinct().CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task Address_to_which_nothing_was_uploaded_is_refused()
    {
        var (owner, project) = await limn.AddProjectAsync();
        var url = (await owner.Api.GetAsync($"/v2/getUploadUrl?name=a.png&project={project}&type=assets")).Data.GetProperty("uploadUrl").GetString()!;

        (await owner.Api.PostAsync($"/v2/project/{project}/cloud", new { assets = new[] { new { data = url.Split('?')[0] } } }))
            .FailsWith(HttpStatusCode.BadRequest).ShouldContain("assets[0].data");
    }

    [Fact]
    public async Task File_of_another_project_does_not_become_readable()
    {
        var (owner, project) = await limn.AddProjectAsync();
        var (stranger, foreign) = await limn.AddProjectAsync();
        var url = await UploadAsync(owner, project, "secret.png", [1, 2, 3]);

        await stranger.Api.PostAsync($"/v2/project/{foreign}/cloud", new { assets = new[] { new { data = url, externalId = "theirs" } } });

        var asset = await limn.InDatabaseAsync(db => db.Assets.SingleAsync(asset => asset.ProjectId == foreign));
        asset.FileKey.ShouldBeNull();
        (await stranger.Api.GetAsync($"/v2/getSignedUrl?name={url}&project={foreign}")).FailsWith(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Thousands_of_assets_are_imported_at_once()
    {
        const int Count = 25_000;
        var (owner, project) = await limn.AddProjectAsync();
        var body = new StringBuilder("{\"assets\":[");
        body.AppendJoin(',', Enumerable.Range(0, Count).Select(index => $$$"""{"data":"https://example.org/{{{index}}}.png","externalId":"{{{index}}}","contextData":{"n":{{{index}}}}}"""));
        body.Append("]}");

        var answer = await owner.Api.PostAsync($"/v2/project/{project}/cloud", Body(body.ToString()));

        answer.Data.GetProperty("assets").GetProperty("tasksCreated").GetInt32().ShouldBe(Count);
        (await owner.Api.GetAsync($"/v2/project/{project}/tasks?limit=1")).Data.GetProperty("total").GetInt32().ShouldBe(Count);
        await Eventually.ShouldAsync(async () =>
            (await owner.Api.GetAsync($"/v2/project/{project}")).Data.GetProperty("project").GetProperty("assetCount").GetInt32().ShouldBe(Count));
    }

    [Fact]
    public async Task Reviewer_imports_nothing()
    {
        var (owner, project) = await limn.AddProjectAsync();
        var reviewer = await limn.AddMemberAsync(owner.OrganizationId, project, ProjectRole.Reviewer);

        (await reviewer.Api.PostAsync($"/v2/project/{project}/cloud", Body("""{"assets":[]}"""))).FailsWith(HttpStatusCode.Forbidden);
    }

    private static async Task SetStagesAsync(TestUser user, ProjectId project, string from, string to)
    {
        var stages = StageGraph.Default.ToString().Replace(from, to, StringComparison.Ordinal);
        (await user.Api.PostAsync($"/v2/project/{project}", Body($$"""{"stages":{{stages}}}"""))).Status.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<string> UploadAsync(TestUser user, ProjectId project, string name, byte[] bytes)
    {
        var url = (await user.Api.GetAsync($"/v2/getUploadUrl?name={name}&project={project}&type=assets")).Data.GetProperty("uploadUrl").GetString()!;
        using var content = new ByteArrayContent(bytes);
        (await user.Api.Http.PutAsync(new Uri(url), content)).StatusCode.ShouldBe(HttpStatusCode.OK);
        return url.Split('?')[0];
    }

    private static StringContent Body(string json) => new(json, Encoding.UTF8, "application/json");

    private static IEnumerable<string?> Texts(JsonElement asset, string key) => asset.GetProperty(key).EnumerateArray().Select(text => text.GetString());
}
