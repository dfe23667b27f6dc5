using System.Net;
using System.Text.Json;
using Limn.Server.Projects;
using Limn.Server.Tests.Assets;
using Limn.Server.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Tasks;

public sealed class TasksTests(LimnApplication limn)
{
    [Theory]
    [InlineData("")]
    [InlineData("?includeAnswer=False")]
    [InlineData("?includeAnswer=True")]
    public async Task Single_task_always_holds_its_answer_and_every_documented_key(string query)
    {
        var (owner, project) = await limn.AddProjectAsync();
        await owner.ImportAsync(project, "eye.png");
        var id = (await owner.TasksAsync(project))["eye.png"].IdOf();

        var task = (await owner.Api.GetAsync($"/v2/task/{id}{query}")).Data.GetProperty("task");

        string[] keys =
        [
            "_id", "project", "asset", "organization", "externalId", "stage", "status", "type", "assignee", "batches", "priority", "answer",
            "brushDataUrl", "medicalBrushDataUrl", "review", "reviewStatus", "isPreLabeled", "isSkipped", "isBenchmark", "isStar", "isFlag",
            "issues", "openIssuesCount", "stageHistory", "duration", "createdAt", "createdBy", "updatedAt", "updatedBy", "completedAt", "completedBy",
        ];
        keys.Except(task.EnumerateObject().Select(property => property.Name)).ShouldBeEmpty();
        task.GetProperty("project").GetString().ShouldBe(project.ToString());
        task.GetProperty("answer").GetRawText().ShouldBe(TestWorld.EmptyAnswer);
        task.GetProperty("asset").GetProperty("externalId").GetString().ShouldBe("eye.png");
        task.GetProperty("asset").GetProperty("data").GetString().ShouldBe("https://pictures.example.org/eye.png");
        task.GetProperty("status").GetString().ShouldBe("TODO");
        task.GetProperty("type").GetString().ShouldBe("default");
        task.GetProperty("review").GetProperty("status").GetString().ShouldBe("Todo");
        task.GetProperty("stageHistory")[0].GetProperty("stage").GetString().ShouldBe("Start");
        task.GetProperty("assignee").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task List_holds_the_keys_that_are_asked_for()
    {
        var (owner, project) = await limn.AddProjectAsync();
        await owner.ImportAsync(project, "a");

        var answerless = (await owner.TasksAsync(project, "includeAnswer=false"))["a"];
        answerless.TryGetProperty("answer", out _).ShouldBeFalse();
        answerless.GetProperty("updatedAt").ValueKind.ShouldBe(JsonValueKind.String);
        (await owner.TasksAsync(project, "includeAnswer=True"))["a"].GetProperty("answer").GetRawText().ShouldBe(TestWorld.EmptyAnswer);
        (await owner.TasksAsync(project, ""))["a"].TryGetProperty("answer", out _).ShouldBeTrue("old clients read it without asking");
        var some = (await owner.Api.GetAsync($"/v2/project/{project}/tasks?fields=asset,_id,stage,project&includeAnswer=true")).Data.GetProperty("tasks")[0];
        some.EnumerateObject().Select(property => property.Name).ShouldBe(["_id", "project", "asset", "stage"], ignoreOrder: true);
        var history = (await owner.Api.GetAsync($"/v2/project/{project}/tasks?fields=_id,answer,stageHistory")).Data.GetProperty("tasks")[0];
        history.GetProperty("stageHistory").GetArrayLength().ShouldBe(1);
        history.GetProperty("answer").ValueKind.ShouldBe(JsonValueKind.Object);
    }

    [Fact]
    public async Task Tasks_are_sorted_and_paged()
    {
        var (owner, project) = await limn.AddProjectAsync();
        await owner.ImportAsync(project, "b", "c", "a");
        await limn.InDatabaseAsync(db => db.Tasks.Where(task => task.ProjectId == project && task.ExternalId == "c")
            .ExecuteUpdateAsync(update => update.SetProperty(task => task.Priority, 5)));

        (await owner.TaskNamesAsync(project, "")).ShouldBe(["a", "c", "b"], "the newest first");
        (await owner.TaskNamesAsync(project, "sort=createdAt")).ShouldBe(["b", "c", "a"]);
        (await owner.TaskNamesAsync(project, "sort=externalId&limit=2&page=1")).ShouldBe(["a", "b"]);
        (await owner.TaskNamesAsync(project, "sort=externalId&limit=2&page=2")).ShouldBe(["c"]);
        (await owner.TaskNamesAsync(project, "sort=-priority,-externalId")).ShouldBe(["c", "b", "a"]);
        (await owner.Api.GetAsync($"/v2/project/{project}/tasks?page=9&limit=2")).Data.GetRawText().ShouldBe("""{"tasks":[],"total":3}""");
    }

    [Fact]
    public async Task Pages_by_the_last_id_meet_without_gap()
    {
        var (owner, project) = await limn.AddProjectAsync();
        await owner.ImportAsync(project, [.. Enumerable.Range(0, 7).Select(index => $"{index}")]);
        var seen = new List<string>();
        var after = "";
        while (true)
        {
            var data = (await owner.Api.GetAsync($"/v2/project/{project}/tasks?limit=3{after}")).Data;
            data.TryGetProperty("total", out _).ShouldBe(after.Length == 0, "only the first page is counted");
            if (data.GetProperty("tasks").GetArrayLength() == 0)
            {
                break;
            }

            seen.AddRange(data.GetProperty("tasks").EnumerateArray().Select(task => task.GetProperty("externalId").GetString()!));
            after = $"&after={data.GetProperty("tasks").EnumerateArray().Last().IdOf()}";
        }

        seen.ShouldBe(["6", "5", "4", "3", "2", "1", "0"]);
        (await owner.Api.GetAsync($"/v2/project/{project}/tasks?sort=priority{after}")).FailsWith(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Tasks_are_assigned_to_members_whom_the_stage_admits()
    {
        var (owner, project) = await limn.AddProjectAsync();
        var labeler = await limn.AddMemberAsync(owner.OrganizationId, project, ProjectRole.Labeler);
        await owner.ImportAsync(project, "label", "review");
        await limn.InDatabaseAsync(db => db.Tasks.Where(task => task.ProjectId == project && task.ExternalId == "review")
            .ExecuteUpdateAsync(update => update.SetProperty(task => task.StageId, "Review")));
        var ids = (await owner.TasksAsync(project)).Values.Select(task => task.IdOf()).ToList();

        (await owner.Api.PostAsync("/v2/task/assign", new { project, tasks = ids, user = labeler.Email.ToUpperInvariant() })).Data.GetRawText()
            .ShouldBe("""{"tasks":1,"message":"1 / 2 tasks assigned."}""", "a labeler does not review");
        (await owner.TasksAsync(project))["label"].GetProperty("assignee").GetString().ShouldBe(labeler.Email);
        (await owner.Api.PostAsync("/v2/task/assign", new { project, tasks = ids, user = owner.Email, stage = "Review" })).Data.GetProperty("tasks").GetInt32().ShouldBe(1);
        (await owner.TasksAsync(project))["label"].GetProperty("assignee").GetString().ShouldBe(labeler.Email, "it stands in another stage");
        (await owner.Api.PostAsync("/v2/task/assign", new { project, tasks = ids, user = "" })).Data.GetProperty("tasks").GetInt32().ShouldBe(2);
        (await owner.TasksAsync(project))["label"].GetProperty("assignee").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Task_that_somebody_has_open_stays_his()
    {
        var (owner, project) = await limn.AddProjectAsync();
        var labeler = await limn.AddMemberAsync(owner.OrganizationId, project, ProjectRole.Labeler);
        await owner.ImportAsync(project, "a");
        var until = TimeProvider.System.GetUtcNow().AddMinutes(5);
        await limn.InDatabaseAsync(db => db.Tasks.Where(task => task.ProjectId == project).ExecuteUpdateAsync(
            update => update.SetProperty(task => task.LeaseSession, "s").SetProperty(task => task.LeaseUserId, labeler.Id).SetProperty(task => task.LeaseExpiresAt, until)));
        var ids = new[] { (await owner.TasksAsync(project))["a"].IdOf() };

        (await owner.Api.PostAsync("/v2/task/assign", new { project, tasks = ids, user = owner.Email })).Data.GetProperty("tasks").GetInt32().ShouldBe(0);
        (await owner.Api.PostAsync("/v2/task/assign", new { project, tasks = ids, user = labeler.Email })).Data.GetProperty("tasks").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Wrong_assignment_is_refused()
    {
        var (owner, project) = await limn.AddProjectAsync();
        var outsider = await limn.AddUserAsync(owner.OrganizationId);
        var labeler = await limn.AddMemberAsync(owner.OrganizationId, project, ProjectRole.Labeler);
        var (stranger, foreign) = await limn.AddProjectAsync();
        await stranger.ImportAsync(foreign, "theirs");
        var theirs = (await stranger.TasksAsync(foreign))["theirs"].IdOf();
        var none = Array.Empty<string>();

        (await owner.Api.PostAsync("/v2/task/assign", new { project, tasks = none, user = outsider.Email })).FailsWith(HttpStatusCode.BadRequest).ShouldContain(outsider.Email);
        (await owner.Api.PostAsync("/v2/task/assign", new { project, tasks = none, user = "nobody@example.org" })).FailsWith(HttpStatusCode.BadRequest);
        (await owner.Api.PostAsync("/v2/task/assign", new { project, tasks = none, user = owner.Email, stage = "Nowhere" })).FailsWith(HttpStatusCode.BadRequest);
        (await owner.Api.PostAsync("/v2/task/assign", new { project, user = owner.Email })).FailsWith(HttpStatusCode.BadRequest);
        (await owner.Api.PostAsync("/v2/task/assign", new { project, tasks = "123".Split(), user = owner.Email })).FailsWith(HttpStatusCode.BadRequest);
        (await owner.Api.PostAsync("/v2/task/assign", new { project, tasks = new[] { theirs }, user = owner.Email })).Data.GetProperty("tasks").GetInt32().ShouldBe(0);
        (await labeler.Api.PostAsync("/v2/task/assign", new { project, tasks = none, user = labeler.Email })).FailsWith(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Labeler_reads_his_own_and_free_tasks_only()
    {
        var (owner, project) = await limn.AddProjectAsync();
        var labeler = await limn.AddMemberAsync(owner.OrganizationId, project, ProjectRole.Labeler);
        var reviewer = await limn.AddMemberAsync(owner.OrganizationId, project, ProjectRole.Reviewer);
        await owner.ImportAsync(project, "free", "taken");
        var tasks = await owner.TasksAsync(project);
        await owner.Api.PostAsync("/v2/task/assign", new { project, tasks = new[] { tasks["taken"].IdOf() }, user = owner.Email });

        (await labeler.Api.GetAsync($"/v2/task/{tasks["free"].IdOf()}")).Status.ShouldBe(HttpStatusCode.OK);
        (await labeler.Api.GetAsync($"/v2/task/{tasks["taken"].IdOf()}")).FailsWith(HttpStatusCode.NotFound);
        (await labeler.Api.GetAsync($"/v2/task/{tasks["taken"].IdOf()}/history")).FailsWith(HttpStatusCode.NotFound);
        (await labeler.Api.GetAsync($"/v2/project/{project}/tasks")).Data.GetProperty("total").GetInt32().ShouldBe(0);
        (await reviewer.Api.GetAsync($"/v2/project/{project}/tasks")).Data.GetProperty("total").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task History_holds_each_ended_visit_with_its_answer()
    {
        var (owner, project) = await limn.AddProjectAsync();
        var (stranger, _) = await limn.AddProjectAsync();
        await owner.ImportAsync(project, "a");
        var id = (await owner.TasksAsync(project))["a"].IdOf();

        var history = (await owner.Api.GetAsync($"/v2/task/{id}/history")).Data.GetProperty("taskHistory");

        var entry = history.EnumerateArray().Single();
        string[] keys =
        [
            "_id", "id", "labelTaskId", "project", "organization", "asset", "stage", "stageId", "stageType", "answer", "batches", "completedBy",
            "completedAt", "duration", "reviewStatus", "rework", "isSkipped", "deleted", "createdAt",
        ];
        keys.Except(entry.EnumerateObject().Select(property => property.Name)).ShouldBeEmpty();
        entry.GetProperty("labelTaskId").GetString().ShouldBe(id);
        entry.GetProperty("stageType").GetString().ShouldBe("Start");
        entry.GetProperty("answer").GetRawText().ShouldBe(TestWorld.EmptyAnswer);
        (await owner.Api.GetAsync($"/v2/taskHistory/{entry.IdOf()}")).Data.GetProperty("taskHistory").GetRawText().ShouldBe(entry.GetRawText());
        (await owner.Api.GetAsync($"/v2/task/{id}/history?page=2&limit=1")).Data.GetProperty("taskHistory").GetArrayLength().ShouldBe(0);
        (await stranger.Api.GetAsync($"/v2/taskHistory/{entry.IdOf()}")).FailsWith(HttpStatusCode.NotFound);
        (await stranger.Api.GetAsync($"/v2/task/{id}/history")).FailsWith(HttpStatusCode.NotFound);
        (await owner.Api.GetAsync("/v2/taskHistory/xyz")).FailsWith(HttpStatusCode.BadRequest);
        (await owner.Api.GetAsync("/v2/task/xyz")).FailsWith(HttpStatusCode.BadRequest).ShouldBe("Invalid task: xyz.");
    }
}
