using System.Net;
using System.Text;
using Limn.Server.Projects;
using Limn.Server.Tasks;
using Limn.Server.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Assets;

public sealed class AssetsTests(LimnApplication limn)
{
    [Fact]
    public async Task Assets_are_filtered_as_documented()
    {
        var (owner, project) = await limn.AddProjectAsync();
        await owner.ImportAsync(project, "a b/c.png", "x", "x2");
        var assets = await owner.AssetsAsync(project);
        await owner.Api.PostAsync($"/v2/batches/{project}", new { batches = new[] { new { name = "A" }, new { name = "B" } } });
        await owner.AssignBatchesAsync([assets["x"].IdOf(), assets["x2"].IdOf()], "A");
        await owner.AssignBatchesAsync([assets["x2"].IdOf()], "A", "B");

        (await NamesAsync(owner, project, "filters=%7B%22externalId%22:%20%22a%20b/c.png%22%7D")).ShouldBe(["a b/c.png"]);
        (await NamesAsync(owner, project, "filters=%7B%7D")).Count.ShouldBe(3);
        (await NamesAsync(owner, project, Filters($$"""{"_id":"{{assets["x"].IdOf()}}"}"""))).ShouldBe(["x"]);
        (await NamesAsync(owner, project, Filters("""{"isPreLabeled":true}"""))).ShouldBeEmpty();
        (await NamesAsync(owner, project, Filters("""{"isPreLabeled":false}"""))).Count.ShouldBe(3);
        (await NamesAsync(owner, project, Filters("""{"batches":["A"]}"""))).ShouldBe(["x", "x2"], ignoreOrder: true);
        (await NamesAsync(owner, project, Filters("""{"batches":["A","B"]}"""))).ShouldBe(["x2"], "an asset is in all of them");
        (await NamesAsync(owner, project, $"_id={assets["x"].IdOf()}")).ShouldBe(["x"]);
        (await NamesAsync(owner, project, "externalId=x2")).ShouldBe(["x2"]);
        (await NamesAsync(owner, project, "batches=B")).ShouldBe(["x2"]);
    }

    [Theory]
    [InlineData("filters={broken")]
    [InlineData("filters=[]")]
    [InlineData("filters={\"passwordHash\":\"a\"}")]
    [InlineData("filters={\"_id\":\"123\"}")]
    [InlineData("filters={\"isPreLabeled\":\"yes\"}")]
    [InlineData("filters={\"batches\":[\"Nope\"]}")]
    [InlineData("sort=contextData")]
    [InlineData("page=two")]
    public async Task Wrong_filter_is_refused(string query)
    {
        var (owner, project) = await limn.AddProjectAsync();

        (await owner.Api.GetAsync($"/v2/project/{project}/assets?{query}")).FailsWith(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Pages_are_complete_and_end()
    {
        var (owner, project) = await limn.AddProjectAsync();
        await owner.ImportAsync(project, [.. Enumerable.Range(0, 25).Select(index => $"{index:00}")]);
        var seen = new List<string>();
        for (var page = 1; ; page++)
        {
            var data = (await owner.Api.GetAsync($"/v2/project/{project}/assets?page={page}&limit=10&sort=externalId")).Data;
            data.GetProperty("total").GetInt32().ShouldBe(25);
            var names = data.GetProperty("assets").EnumerateArray().Select(asset => asset.GetProperty("externalId").GetString()!).ToList();
            if (names.Count == 0)
            {
                break;
            }

            seen.AddRange(names);
        }

        seen.ShouldBe(Enumerable.Range(0, 25).Select(index => $"{index:00}"));
        (await owner.Api.GetAsync($"/v2/project/{project}/assets")).Data.GetProperty("assets").GetArrayLength().ShouldBe(10);
        (await owner.Api.GetAsync($"/v2/project/{project}/assets?limit=5000&page=0")).Data.GetProperty("assets").GetArrayLength().ShouldBe(25);
    }

    [Fact]
    public async Task Deleted_assets_are_gone_with_their_tasks()
    {
        var (owner, project) = await limn.AddProjectAsync();
        var (stranger, foreign) = await limn.AddProjectAsync();
        await owner.ImportAsync(project, "1", "2", "3");
        await stranger.ImportAsync(foreign, "theirs");
        var assets = await owner.AssetsAsync(project);
        var theirs = (await stranger.AssetsAsync(foreign))["theirs"].IdOf();
        var body = new { project, assets = new[] { assets["1"].IdOf(), assets["2"].IdOf(), theirs, "65b0d1dfa17e9516ff1c2035" } };

        (await owner.Api.DeleteAsync($"/v2/project/{project}/assets", body)).Data.GetProperty("assets").GetInt32().ShouldBe(2);

        (await owner.AssetsAsync(project)).Keys.ShouldBe(["3"]);
        (await owner.TasksAsync(project)).Keys.ShouldBe(["3"]);
        (await stranger.AssetsAsync(foreign)).Count.ShouldBe(1);
        (await owner.Api.GetAsync($"/v2/task/{assets["1"].GetProperty("labelTasks")[0].IdOf()}")).FailsWith(HttpStatusCode.NotFound);
        await Eventually.ShouldAsync(async () =>
            (await owner.Api.GetAsync($"/v2/project/{project}/statistics")).Data.GetProperty("total").GetInt32().ShouldBe(1));
        (await owner.Api.DeleteAsync($"/v2/project/{project}/assets", new { })).FailsWith(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Attachments_go_to_every_asset_of_the_external_id()
    {
        var (owner, project) = await limn.AddProjectAsync();
        await owner.ImportAsync(project, "a", "b");
        var b = (await owner.AssetsAsync(project))["b"].IdOf();
        await owner.Api.PostAsync($"/v2/project/{project}/cloud", Body("""{"assets":[{"data":"other","externalId":"a","attachments":[{"type":"TEXT","value":"0"}]}]}"""));

        var answer = await owner.Api.PostAsync("/v2/attachments", Body(
            $$"""
            {"project":"{{project}}","attachments":[
              {"externalId":"a","attachments":[{"type":"image","value":"https://x.org/i.jpg"},{"type":"TEXT","value":"1"}]},
              {"externalId":"a","data":"other","attachments":[{"type":"TEXT","value":"2"}]},
              {"assetId":"{{b}}","attachmentUrl":"https://x.org/v.mp4","attachmentType":"VIDEO"},
              {"externalId":"unknown","attachments":[{"type":"TEXT","value":"3"}]}]}
            """));

        answer.Data.GetProperty("project").GetRawText().ShouldBe("""{"attachmentsImported":6,"assetsUpdated":3}""");
        var attached = await limn.InDatabaseAsync(db => db.Assets.Where(asset => asset.ProjectId == project).ToDictionaryAsync(asset => asset.Data, asset => asset.Attachments.ToString()));
        attached["other"].ShouldBe("""[{"type":"TEXT","value":"0"},{"type":"IMAGE","value":"https://x.org/i.jpg"},{"type":"TEXT","value":"1"},{"type":"TEXT","value":"2"}]""");
        attached["https://pictures.example.org/b"].ShouldBe("""[{"type":"VIDEO","value":"https://x.org/v.mp4"}]""");
    }

    [Theory]
    [InlineData("""[{"attachments":[{"type":"TEXT","value":"x"}]}]""")]
    [InlineData("""[{"externalId":"a","attachments":[{"type":"SOUND","value":"x"}]}]""")]
    [InlineData("""[{"externalId":"a","attachments":[{"type":"TEXT"}]}]""")]
    [InlineData("""[null]""")]
    [InlineData("null")]
    public async Task Wrong_attachment_is_refused(string attachments)
    {
        var (owner, project) = await limn.AddProjectAsync();

        (await owner.Api.PostAsync("/v2/attachments", Body($$"""{"project":"{{project}}","attachments":{{attachments}}}"""))).FailsWith(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Labeler_sees_the_assets_of_his_own_tasks()
    {
        var (owner, project) = await limn.AddProjectAsync();
        var labeler = await limn.AddMemberAsync(owner.OrganizationId, project, ProjectRole.Labeler);
        await owner.ImportAsync(project, "assigned", "done", "free");
        var tasks = await owner.TasksAsync(project);
        await owner.Api.PostAsync("/v2/task/assign", new { project, tasks = new[] { tasks["assigned"].IdOf() }, user = labeler.Email });
        await limn.InDatabaseAsync(db =>
        {
            db.StageAssignees.Add(new StageAssignee { TaskId = TaskId.Parse(tasks["done"].IdOf(), null), StageId = "Label", UserId = labeler.Id });
            return db.SaveChangesAsync();
        });

        (await labeler.AssetsAsync(project)).Keys.ShouldBe(["assigned", "done"], ignoreOrder: true);
        (await labeler.TasksAsync(project)).Keys.ShouldBe(["assigned", "done"], ignoreOrder: true);
    }

    private static string Filters(string filters) => $"limit=1000&filters={Uri.EscapeDataString(filters)}";

    private static async Task<List<string>> NamesAsync(TestUser user, ProjectId project, string query) => [.. (await user.AssetsAsync(project, query)).Keys];

    private static StringContent Body(string json) => new(json, Encoding.UTF8, "application/json");
}
