using System.Net;
using Limn.Server.Annotations;
using Limn.Server.Database;
using Limn.Server.Tests.Hosting;
using Limn.Server.Tests.Plugins;
using Limn.Server.Tests.Workflow;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Annotations;

/// <summary>Saving by the key of a run: what a plugin cannot help does not fail, because its process would end.</summary>
public sealed class PluginAnnotateTests(LimnApplication limn)
{
    [Fact]
    public async Task Answer_of_a_run_names_the_plugin_and_leaves_the_assignee()
    {
        var (scene, api, session) = await RunAsync();
        await UseSchemaAsync(scene);
        await limn.InDatabaseAsync(db => db.Tasks.Where(task => task.Id == scene.World.TaskId)
            .ExecuteUpdateAsync(update => update.SetProperty(task => task.AssigneeId, scene.Manager.Id)));

        var label = (await api.PostAsync($"/v2/annotate/{scene.World.TaskId}?nextStage=false&isPlugin=true", new
        {
            answer = TestAnswers.Box(), brushDataUrl = (string?)null, medicalBrushDataUrl = (string?)null, duration = 1000,
        })).Data.GetProperty("label");

        label.GetProperty("answer").GetProperty("tools")[0].GetProperty("metadata").GetProperty("createdBy").GetString().ShouldBe("Boxes");
        label.GetProperty("assignee").GetString().ShouldBe(scene.Manager.Email);
        label.GetProperty("totalDuration").GetInt64().ShouldBe(0, "a program's time is no person's");
        var revision = await limn.InDatabaseAsync(db => db.Revisions.SingleAsync(found => found.TaskId == scene.World.TaskId));
        (revision.Origin, revision.OriginId, revision.By).ShouldBe((RevisionOrigin.Plugin, session, scene.Manager.Email));
    }

    [Fact]
    public async Task Task_that_was_deleted_meanwhile_is_no_failure()
    {
        var (scene, api, session) = await RunAsync();
        await limn.InDatabaseAsync(db => db.Tasks.Where(task => task.Id == scene.World.TaskId)
            .ExecuteUpdateAsync(update => update.SetProperty(task => task.DeletedAt, TimeProvider.System.GetUtcNow())));

        var label = (await api.PostAsync($"/v2/annotate/{scene.World.TaskId}?nextStage=true&isPlugin=true", new { answer = TestAnswers.Empty }))
            .Data.GetProperty("label");

        label.GetProperty("deleted").GetBoolean().ShouldBeTrue();
        var lines = await limn.InDatabaseAsync(db => db.PluginLogs.Where(line => line.SessionId == Ids(session)).ToListAsync());
        lines.ShouldHaveSingleItem().Message.ShouldContain("was not stored");
    }

    [Fact]
    public async Task Task_that_stands_elsewhere_by_now_is_no_failure()
    {
        var (scene, api, _) = await RunAsync();
        await limn.InDatabaseAsync(db => db.Tasks.Where(task => task.Id == scene.World.TaskId)
            .ExecuteUpdateAsync(update => update.SetProperty(task => task.StageId, "Gone")));

        var label = (await api.PostAsync($"/v2/annotate/{scene.World.TaskId}?nextStage=true", new { answer = TestAnswers.Empty })).Data.GetProperty("label");

        label.GetProperty("stage").GetString().ShouldBe("Gone");
    }

    [Fact]
    public async Task Wrong_answer_is_the_plugin_s_fault()
    {
        var (scene, api, _) = await RunAsync();

        (await api.PostAsync($"/v2/annotate/{scene.World.TaskId}?nextStage=true", new { answer = TestAnswers.Box() }))
            .FailsWith(HttpStatusCode.BadRequest).ShouldContain("box1");
    }

    [Fact]
    public async Task Key_reaches_no_task_of_another_organization()
    {
        var (_, api, _) = await RunAsync();
        var other = await TestProject.CreateAsync(limn);
        var task = await other.AddTaskAsync();

        (await api.PostAsync($"/v2/annotate/{task}", new { answer = TestAnswers.Empty })).Status.ShouldBeOneOf(HttpStatusCode.NotFound, HttpStatusCode.Forbidden);
        (await limn.InDatabaseAsync(db => db.Answers.AnyAsync(answer => answer.TaskId == task))).ShouldBeFalse();
    }

    private static Id<Limn.Server.Plugins.PluginSession> Ids(string session) => Id<Limn.Server.Plugins.PluginSession>.Parse(session, null);

    private Task<int> UseSchemaAsync(PluginScene scene) => limn.InDatabaseAsync(db => db.Projects.Where(project => project.Id == scene.World.ProjectId)
        .ExecuteUpdateAsync(update => update.SetProperty(project => project.CategorySchema, RawJson.Parse(TestProject.Schema))
            .SetProperty(project => project.SchemaVersion, project => project.SchemaVersion + 1)));

    private async Task<(PluginScene Scene, ApiClient Api, string Session)> RunAsync()
    {
        var scene = await PluginScene.CreateAsync(limn);
        await scene.Admin.PostAsync($"/v2/plugins/{scene.Id}/install", new { grants = new { fullUserKey = true } });
        await using var plugin = await scene.ConnectAsync();
        var run = await scene.RunOnAsync(plugin);
        return (scene, scene.With(run.Key), run.Session);
    }
}
