using System.Net;
using System.Text.Json;
using Limn.Server.Annotations;
using Limn.Server.Projects;
using Limn.Server.Tests.Hosting;
using Limn.Server.Tests.Workflow;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using static Limn.Server.Tests.Annotations.TestEditor;

namespace Limn.Server.Tests.Annotations;

public sealed class RestoreTests(LimnApplication limn)
{
    private static readonly string[] OnlyB = ["b"];

    [Fact]
    public async Task Earlier_state_comes_back_as_a_new_revision()
    {
        var (project, task, _) = await ThreeStepsAsync();

        var reply = await RestoreAsync(project, task, new { revision = 1 });

        reply.Data.GetProperty("revision").GetInt32().ShouldBe(4);
        (await XsAsync(project, task)).ShouldBe("a10 b10 c10");
        var revision = (await project.Owner.Api.GetAsync($"/v2/task/{task}/revisions/4")).Data.GetProperty("revision").GetProperty("revision");
        (revision.GetProperty("origin").GetString(), revision.GetProperty("originId").GetString()).ShouldBe(("Restore", "1"));
        (await limn.InDatabaseAsync(db => RevisionLog.VerifyAsync(db, task, CancellationToken.None))).ShouldBeNull();
        (await RestoreAsync(project, task, new { revision = 4 })).Data.GetProperty("revision").GetInt32().ShouldBe(4, "nothing changed");
        (await RestoreAsync(project, task, new { revision = 0 })).Data.GetProperty("revision").GetInt32().ShouldBe(5);
        (await XsAsync(project, task)).ShouldBe("");
    }

    [Fact]
    public async Task Single_objects_come_back_to_their_place()
    {
        var (project, task, _) = await ThreeStepsAsync();

        await RestoreAsync(project, task, new { revision = 1, objectIds = OnlyB });

        (await XsAsync(project, task)).ShouldBe("a30 b10 c10");
    }

    [Fact]
    public async Task What_a_plugin_run_did_is_taken_back_and_the_rest_stays()
    {
        var (project, task, editor) = await ThreeStepsAsync();
        await limn.InDatabaseAsync(db => db.Revisions.Where(revision => revision.TaskId == task && revision.Number == 2)
            .ExecuteUpdateAsync(update => update.SetProperty(revision => revision.OriginId, "run1").SetProperty(revision => revision.Origin, RevisionOrigin.Plugin)));
        await editor.SaveAsync(Set("c", "lock", true));

        var reply = (await RestoreAsync(project, task, new { originId = "run1" })).Data;

        (await XsAsync(project, task)).ShouldBe("a30 c10 b10");
        reply.GetProperty("kept").EnumerateArray().ShouldHaveSingleItem().GetString().ShouldBe("a");
        (await RestoreAsync(project, task, new { originId = "run2" })).FailsWith(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Restore_obeys_the_lock_and_says_what_is_missing()
    {
        var (project, task, _) = await ThreeStepsAsync();
        var labeler = await project.AddMemberAsync(ProjectRole.Labeler);

        (await RestoreAsync(project, task, new { revision = 1, session = "other" })).FailsWith(HttpStatusCode.Conflict);
        (await RestoreAsync(project, task, new { revision = 9 })).FailsWith(HttpStatusCode.NotFound);
        (await RestoreAsync(project, task, new { })).FailsWith(HttpStatusCode.BadRequest);
        (await RestoreAsync(project, task, new { revision = 1, originId = "x" })).FailsWith(HttpStatusCode.BadRequest);
        await project.ChangeAsync(task, row => row.AssigneeId = project.Owner.Id);
        (await labeler.Api.PostAsync($"/v2/task/{task}/restore", new { revision = 1 })).FailsWith(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Class_that_was_deleted_since_comes_back_unknown()
    {
        var (project, task, editor) = await ThreeStepsAsync();
        await editor.SaveAsync(Remove("a"), Remove("c"));
        await project.Owner.Api.PostAsync($"/v2/project/{project.Id}", new
        {
            categorySchema = new { tools = Array.Empty<object>(), classifications = Array.Empty<object>(), relations = Array.Empty<object>() },
        });

        (await RestoreAsync(project, task, new { revision = 1 })).Status.ShouldBe(HttpStatusCode.OK);

        (await XsAsync(project, task)).ShouldBe("a10 b10 c10");
    }

    [Fact]
    public async Task History_of_an_object_tells_each_change_and_goes_on()
    {
        var (project, task, editor) = await ThreeStepsAsync();
        await editor.SaveAsync(Remove("a"));

        var page = (await project.Owner.Api.GetAsync($"/v2/task/{task}/objects/a/history?limit=2")).Data;
        var rest = (await project.Owner.Api.GetAsync($"/v2/task/{task}/objects/a/history?before={page.GetProperty("next").GetInt32()}")).Data;
        var untouched = (await project.Owner.Api.GetAsync($"/v2/task/{task}/objects/c/history")).Data;

        KindsOf(page).ShouldBe(["4 removed", "3 changed"]);
        KindsOf(rest).ShouldBe(["2 changed", "1 added"]);
        rest.GetProperty("next").ValueKind.ShouldBe(JsonValueKind.Null);
        KindsOf(untouched).ShouldBe(["1 added"]);
        page.GetProperty("history")[1].GetProperty("changes")[0].GetProperty("member").GetProperty("bounding-box").GetProperty("x").GetInt32().ShouldBe(30);
    }

    private static IEnumerable<string> KindsOf(JsonElement page) => page.GetProperty("history").EnumerateArray().Select(entry =>
        $"{entry.GetProperty("revision").GetProperty("number").GetInt32()} {entry.GetProperty("changes")[0].GetProperty("kind").GetString()}");

    private static Task<ApiAnswer> RestoreAsync(TestProject project, TaskId task, object body) =>
        project.Owner.Api.PostAsync($"/v2/task/{task}/restore", body);

    private static async Task<string> XsAsync(TestProject project, TaskId task)
    {
        var tools = (await project.Owner.Api.GetAsync($"/v2/task/{task}")).Data.GetProperty("task").GetProperty("answer").GetProperty("tools");
        return string.Join(' ', tools.EnumerateArray().Select(tool => $"{tool.GetProperty("objectId").GetString()}{tool.GetProperty("bounding-box").GetProperty("x").GetInt32()}"));
    }

    /// <summary>Adds a, b, c; moves a and removes b; moves a again.</summary>
    private async Task<(TestProject Project, TaskId Task, TestEditor Editor)> ThreeStepsAsync()
    {
        var project = await TestProject.CreateAsync(limn);
        var task = await project.AddTaskAsync();
        var editor = await TestEditor.OpenAsync(project.Owner, task);
        await editor.SaveAsync(AddBox("a"), AddBox("b"), AddBox("c"));
        await editor.SaveAsync(SetBox("a", 20), Remove("b"));
        await editor.SaveAsync(SetBox("a", 30));
        return (project, task, editor);
    }
}
