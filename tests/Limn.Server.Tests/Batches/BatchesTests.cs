using System.Net;
using System.Text.Json;
using Limn.Server.Projects;
using Limn.Server.Tasks;
using Limn.Server.Tests.Assets;
using Limn.Server.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Batches;

public sealed class BatchesTests(LimnApplication limn)
{
    [Fact]
    public async Task List_is_replaced_and_ids_and_unknown_keys_are_kept()
    {
        var (owner, project) = await limn.AddProjectAsync();
        var first = (await SetAsync(owner, project, new { name = "Pilot", description = "One", color = "#FF5733" }, new { name = "Second" }));

        var second = await SetAsync(owner, project, new { name = "New" }, new { _id = first[0].IdOf(), name = "Renamed", color = "#FF5733" });

        Names(second).ShouldBe(["New", "Renamed"]);
        second[1].IdOf().ShouldBe(first[0].IdOf());
        second[1].GetProperty("color").GetString().ShouldBe("#FF5733");
        Names((await owner.Api.GetAsync($"/v2/project/{project}")).Data.GetProperty("project").GetProperty("batches")).ShouldBe(["New", "Renamed"]);
    }

    [Fact]
    public async Task Batch_of_a_known_name_is_the_one_that_is_there()
    {
        var (owner, project) = await limn.AddProjectAsync();
        var first = await SetAsync(owner, project, new { name = "Pilot" });

        var second = await SetAsync(owner, project, new { name = "Pilot" }, new { name = "Pilot" });

        second.EnumerateArray().Single().IdOf().ShouldBe(first[0].IdOf());
    }

    [Fact]
    public async Task Names_can_be_exchanged()
    {
        var (owner, project) = await limn.AddProjectAsync();
        var first = await SetAsync(owner, project, new { name = "A" }, new { name = "B" }, new { name = "C" });

        var second = await SetAsync(owner, project, new { _id = first[0].IdOf(), name = "B" }, new { _id = first[1].IdOf(), name = "A" }, new { name = "D" });

        Names(second).ShouldBe(["B", "A", "D"]);
        second[0].IdOf().ShouldBe(first[0].IdOf());
    }

    [Theory]
    [InlineData("""{"batches":[{"name":""}]}""")]
    [InlineData("""{"batches":[{"_id":"65b0d1dfa17e9516ff1c2035","name":"x"}]}""")]
    [InlineData("""{"batches":[null]}""")]
    [InlineData("{}")]
    public async Task List_with_a_nameless_or_foreign_batch_is_refused(string body)
    {
        var (owner, project) = await limn.AddProjectAsync();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        (await owner.Api.PostAsync($"/v2/batches/{project}", content)).FailsWith(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Batches_added_at_once_all_stay()
    {
        var (owner, project) = await limn.AddProjectAsync();

        var added = await Task.WhenAll(Enumerable.Range(0, 12).Select(index => owner.Api.PostAsync($"/v2/project/{project}/batches", new { name = $"Batch {index % 6}" })));

        added.ShouldAllBe(answer => answer.Status == HttpStatusCode.Created);
        var batches = (await owner.Api.GetAsync($"/v2/project/{project}")).Data.GetProperty("project").GetProperty("batches");
        Names(batches).ShouldBe(Enumerable.Range(0, 6).Select(index => $"Batch {index}"), ignoreOrder: true);
    }

    [Fact]
    public async Task Assets_are_put_into_batches_by_id_or_name()
    {
        var (owner, project) = await limn.AddProjectAsync();
        var batches = await SetAsync(owner, project, new { name = "A" }, new { name = "B" }, new { name = "C" });
        await owner.ImportAsync(project, "1", "2", "3");
        var assets = await owner.AssetsAsync(project);

        var answer = await owner.Api.PostAsync(
            "/v2/assignBatches", new { projectId = project, assets = new[] { assets["1"].IdOf(), assets["2"].IdOf() }, batches = new[] { batches[2].IdOf(), "B" } });
        answer.Data.GetProperty("assets").GetInt32().ShouldBe(2);
        await owner.AssignBatchesAsync([assets["2"].IdOf()], "A");

        assets = await owner.AssetsAsync(project);
        BatchIds(assets["1"]).ShouldBe([batches[1].IdOf(), batches[2].IdOf()]);
        BatchIds(assets["2"]).ShouldBe([batches[0].IdOf()], "the list replaces those that it had");
        BatchIds(assets["3"]).ShouldBeEmpty();
    }

    [Fact]
    public async Task Unknown_batch_and_foreign_assets_change_nothing()
    {
        var (owner, project) = await limn.AddProjectAsync();
        var (stranger, foreign) = await limn.AddProjectAsync();
        await SetAsync(owner, project, new { name = "A" });
        await stranger.ImportAsync(foreign, "1");
        var asset = (await stranger.AssetsAsync(foreign))["1"].IdOf();

        string[] known = ["A"], unknown = ["A", "Z"];
        (await owner.Api.PostAsync("/v2/assignBatches", new { projectId = project, assets = new[] { asset }, batches = known }))
            .Data.GetProperty("assets").GetInt32().ShouldBe(0);
        (await owner.Api.PostAsync("/v2/assignBatches", new { projectId = project, assets = new[] { asset }, batches = unknown }))
            .FailsWith(HttpStatusCode.BadRequest).ShouldContain("Z");
        (await owner.AssignBatchesAsync([asset], "A")).FailsWith(HttpStatusCode.NotFound);
        BatchIds((await stranger.AssetsAsync(foreign))["1"]).ShouldBeEmpty();
    }

    [Fact]
    public async Task Queue_order_follows_the_order_of_the_batches()
    {
        var (owner, project) = await limn.AddProjectAsync();
        var batches = await SetAsync(owner, project, new { name = "A" }, new { name = "B" });
        await owner.ImportAsync(project, "both", "b", "none");
        var assets = await owner.AssetsAsync(project);
        await owner.AssignBatchesAsync([assets["both"].IdOf()], "A", "B");
        await owner.AssignBatchesAsync([assets["b"].IdOf()], "B");
        (await RanksAsync(project)).ShouldBe(new Dictionary<string, int> { ["both"] = 0, ["b"] = 1, ["none"] = AnnotationTask.NoBatchRank }, ignoreOrder: true);

        await SetAsync(owner, project, batches[1], new { name = "New" }, batches[0]);
        (await RanksAsync(project)).ShouldBe(new Dictionary<string, int> { ["both"] = 0, ["b"] = 0, ["none"] = AnnotationTask.NoBatchRank }, ignoreOrder: true);

        await SetAsync(owner, project, new { name = "New" }, batches[0]);
        (await RanksAsync(project)).ShouldBe(
            new Dictionary<string, int> { ["both"] = 1, ["b"] = AnnotationTask.NoBatchRank, ["none"] = AnnotationTask.NoBatchRank }, ignoreOrder: true);
        BatchIds((await owner.AssetsAsync(project))["both"]).ShouldBe([batches[0].IdOf()]);
    }

    [Fact]
    public async Task Labeler_changes_no_batches()
    {
        var (owner, project) = await limn.AddProjectAsync();
        var labeler = await limn.AddMemberAsync(owner.OrganizationId, project, ProjectRole.Labeler);

        (await labeler.Api.PostAsync($"/v2/batches/{project}", new { batches = Array.Empty<object>() })).FailsWith(HttpStatusCode.Forbidden);
        (await labeler.Api.PostAsync($"/v2/project/{project}/batches", new { name = "x" })).FailsWith(HttpStatusCode.Forbidden);
    }

    private static async Task<JsonElement> SetAsync(TestUser user, ProjectId project, params object[] batches) =>
        (await user.Api.PostAsync($"/v2/batches/{project}", new { batches })).Data.GetProperty("project").GetProperty("batches");

    private static IEnumerable<string?> Names(JsonElement batches) => batches.EnumerateArray().Select(batch => batch.GetProperty("name").GetString());

    private static IEnumerable<string?> BatchIds(JsonElement asset) => asset.GetProperty("batches").EnumerateArray().Select(batch => batch.GetString());

    private Task<Dictionary<string, int>> RanksAsync(ProjectId project) =>
        limn.InDatabaseAsync(db => db.Tasks.Where(task => task.ProjectId == project).ToDictionaryAsync(task => task.ExternalId, task => task.BatchRank));
}
