using System.Net;
using System.Text.Json;
using Limn.Server.Annotations;
using Limn.Server.Projects;
using Limn.Server.Tests.Hosting;
using Limn.Server.Tests.Queues;
using Limn.Server.Tests.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using static Limn.Server.Tests.Annotations.TestEditor;

namespace Limn.Server.Tests.Annotations;

public sealed class OperationsTests(LimnApplication limn)
{
    private static readonly double[][] Triangle = [[0, 0], [1, 1], [1, 0]];

    [Fact]
    public async Task Each_request_is_one_revision_and_leaves_the_task_where_it_stands()
    {
        var (project, task, editor) = await OpenAsync();

        (await editor.SaveAsync(AddBox("a"), AddBox("b"))).GetProperty("revision").GetInt32().ShouldBe(1);
        var reply = await editor.SaveAsync(SetBox("a", 20), Remove("b"));

        reply.GetProperty("revision").GetInt32().ShouldBe(2);
        reply.GetProperty("applied").EnumerateArray().Select(id => id.GetString()).ShouldBe(["editor-2"]);
        reply.GetProperty("conflicts").GetArrayLength().ShouldBe(0);
        reply.GetProperty("since").GetArrayLength().ShouldBe(0);
        var tool = (await ToolsAsync(project, task)).ShouldHaveSingleItem();
        tool.GetProperty("bounding-box").GetProperty("x").GetDouble().ShouldBe(20);
        tool.GetProperty("metadata").GetProperty("updatedBy").GetString().ShouldBe(project.Owner.Email);
        var row = await project.ReadAsync(task);
        (row.StageId, row.IsDraft).ShouldBe(("Label", true));
        (await VerifyAsync(task)).ShouldBeNull();
    }

    [Fact]
    public async Task Batch_that_is_sent_again_changes_nothing_and_is_answered_the_same()
    {
        var (project, task, editor) = await OpenAsync();
        await editor.SendBatchAsync("one", AddBox("a"), Remove("nothing"));

        var again = (await editor.SendBatchesAsync(("one", [AddBox("a"), Remove("nothing")]), ("two", [SetBox("a", 30)]))).Data;

        again.GetProperty("revision").GetInt32().ShouldBe(2);
        again.GetProperty("applied").EnumerateArray().Select(id => id.GetString()).ShouldBe(["one", "two"]);
        var conflict = again.GetProperty("conflicts").EnumerateArray().ShouldHaveSingleItem();
        conflict.GetProperty("reason").GetString().ShouldBe("missing");
        again.GetProperty("since").GetArrayLength().ShouldBe(0, "what the session did itself is no change of others");
        (await ToolsAsync(project, task)).ShouldHaveSingleItem().GetProperty("bounding-box").GetProperty("x").GetDouble().ShouldBe(30);
    }

    [Fact]
    public async Task Eight_copies_of_one_request_are_stored_once()
    {
        var (project, task, editor) = await OpenAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => editor.SendBatchAsync("same", AddBox("a"))));

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK);
        answers.ShouldAllBe(answer => answer.Data.GetProperty("revision").GetInt32() == 1);
        (await ToolsAsync(project, task)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Work_of_others_is_merged_and_told()
    {
        var (project, task, editor) = await OpenAsync();
        await editor.SaveAsync(AddBox("a"), AddBox("b"));
        await AnnotateTests.AnnotateAsync(project.Owner, task, TestAnswers.Boxes(("a", 99), ("b", 10), ("c", 1)));

        var reply = await editor.SaveAsync(SetBox("a", 50), Set("b", "lock", true));

        reply.GetProperty("revision").GetInt32().ShouldBe(3);
        var conflict = reply.GetProperty("conflicts").EnumerateArray().ShouldHaveSingleItem();
        (conflict.GetProperty("operation").GetInt32(), conflict.GetProperty("reason").GetString()).ShouldBe((0, "changed"));
        conflict.GetProperty("theirs").GetProperty("x").GetDouble().ShouldBe(99);
        var since = reply.GetProperty("since").EnumerateArray().ShouldHaveSingleItem();
        since.GetProperty("id").GetString().ShouldBe("revision:2");
        since.GetProperty("operations").EnumerateArray().Select(operation => operation.GetProperty("kind").GetString()).ShouldContain("add");
        var tools = await ToolsAsync(project, task);
        tools.ConvertAll(tool => tool.GetProperty("bounding-box").GetProperty("x").GetDouble()).ShouldBe([99, 10, 1]);
        tools[1].GetProperty("lock").GetBoolean().ShouldBeTrue();
        (await VerifyAsync(task)).ShouldBeNull();
    }

    [Fact]
    public async Task Lost_lease_is_told_by_a_code_and_nothing_is_stored()
    {
        var (project, task, editor) = await OpenAsync();
        var other = await TestEditor.OpenAsync(project.Owner, task, "other", takeOver: true);

        CodeOf(await editor.SendAsync(AddBox("a"))).ShouldBe("leaseHeld");
        await other.SaveAsync(AddBox("b"));
        await project.ChangeAsync(task, row => (row.LeaseSession, row.LeaseExpiresAt) = (null, null));
        CodeOf(await editor.SendAsync(AddBox("a"))).ShouldBe("leaseLost");

        (await ToolsAsync(project, task)).ShouldHaveSingleItem().GetProperty("objectId").GetString().ShouldBe("b");
    }

    [Fact]
    public async Task Acknowledgement_that_was_lost_is_given_again_though_the_lease_is_gone()
    {
        var (project, task, editor) = await OpenAsync();
        await editor.SendBatchAsync("one", AddBox("a"));
        await LeaseTests.SubmitAsync(project.Owner, task, "editor", TestAnswers.Boxes(("a", 10)));

        var again = (await editor.SendBatchAsync("one", AddBox("a"))).Data;

        again.GetProperty("applied").EnumerateArray().ShouldHaveSingleItem().GetString().ShouldBe("one");
        CodeOf(await editor.SendBatchAsync("two", AddBox("b"))).ShouldBe("leaseLost");
    }

    [Theory]
    [InlineData("""{"kind":"set","list":"objects","key":"a","field":"bounding-box","value":{"x":1}}""")]
    [InlineData("""{"kind":"set","list":"objects","key":"a","field":"polygon","value":[[0,0],[1,1],[1,0]]}""")]
    [InlineData("""{"kind":"set","list":"objects","key":"a","field":"bounding-box","value":{"x":1e999,"y":0,"width":1,"height":1}}""")]
    [InlineData("""{"kind":"add","list":"objects","member":{"schemaId":"box1"}}""")]
    [InlineData("""{"kind":"teleport","list":"objects","key":"a"}""")]
    public async Task What_cannot_be_stored_refuses_the_whole_request_by_its_place(string operation)
    {
        var (project, task, editor) = await OpenAsync();
        await editor.SaveAsync(AddBox("a"));

        var answer = await editor.SendAsync(SetBox("a", 77), JsonSerializer.Deserialize<JsonElement>(operation));

        answer.FailsWith(HttpStatusCode.UnprocessableEntity).ShouldStartWith("Nothing was stored");
        answer.Json.GetProperty("error").GetProperty("problems")[0].GetProperty("path").GetString()!.ShouldStartWith("batches");
        (await ToolsAsync(project, task))[0].GetProperty("bounding-box").GetProperty("x").GetDouble().ShouldBe(10);
    }

    [Fact]
    public async Task Body_that_is_no_JSON_or_has_NaN_is_refused()
    {
        var (project, task, _) = await OpenAsync();
        using var body = new StringContent("""{"session":"editor","revision":0,"batches":[{"id":"x","operations":[NaN]}]}""", null, "application/json");

        (await project.Owner.Api.SendAsync(HttpMethod.Post, $"/v2/task/{task}/operations", body)).FailsWith(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Class_that_was_deleted_meanwhile_keeps_its_objects_and_the_rest_is_stored()
    {
        var (project, task, editor) = await OpenAsync();
        await editor.SaveAsync(AddBox("a"));
        await project.Owner.Api.PostAsync($"/v2/project/{project.Id}", new
        {
            categorySchema = new { tools = new[] { new { schemaId = "poly1", title = "Road", tool = "polygon" } }, classifications = Array.Empty<object>(), relations = Array.Empty<object>() },
        });

        var reply = await editor.SaveAsync(
            SetBox("a", 20),
            new { kind = "add", list = "objects", member = new { schemaId = "poly1", objectId = "p", polygon = Triangle } },
            new { kind = "add", list = "objects", member = new { schemaId = "never", objectId = "n", polygon = Triangle } });

        var conflict = reply.GetProperty("conflicts").EnumerateArray().ShouldHaveSingleItem();
        (conflict.GetProperty("operation").GetInt32(), conflict.GetProperty("reason").GetString()).ShouldBe((2, "unknownClass"));
        var tools = await ToolsAsync(project, task);
        tools.ConvertAll(tool => tool.GetProperty("title").GetString()).ShouldBe(["Car", "Road"]);
        tools[0].GetProperty("bounding-box").GetProperty("x").GetDouble().ShouldBe(20);
    }

    [Fact]
    public async Task Right_that_was_revoked_in_mid_task_ends_the_saving()
    {
        var project = await TestProject.CreateAsync(limn);
        var labeler = await project.AddMemberAsync(ProjectRole.Labeler);
        var task = await project.AddTaskAsync();
        var editor = await TestEditor.OpenAsync(labeler, task);
        await editor.SaveAsync(AddBox("a"));

        await project.RemoveMemberAsync(labeler);

        (await editor.SendAsync(AddBox("b"))).FailsWith(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Task_of_somebody_else_and_read_only_review_refuse()
    {
        var project = await TestProject.CreateAsync(limn);
        var labeler = await project.AddMemberAsync(ProjectRole.Labeler);
        var task = await project.AddTaskAsync();
        var editor = await TestEditor.OpenAsync(labeler, task);
        await project.ChangeAsync(task, row => row.AssigneeId = project.Owner.Id);

        (await editor.SendAsync(AddBox("a"))).FailsWith(HttpStatusCode.Forbidden);
        (await project.Owner.Api.PostAsync($"/v2/task/{task}/operations", new { batches = Array.Empty<object>() })).FailsWith(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Revision_that_the_server_does_not_know_is_a_conflict_that_tells_its_own()
    {
        var (_, _, editor) = await OpenAsync();
        editor.Revision = 7;

        var answer = await editor.SendAsync(AddBox("a"));

        answer.FailsWith(HttpStatusCode.Conflict);
        answer.Json.GetProperty("error").GetProperty("revision").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task Required_answers_are_not_asked_of_a_draft()
    {
        var (project, task, editor) = await OpenAsync();

        await editor.SaveAsync(AddBox("a"));
        await editor.SaveAsync(Remove("a"));

        (await ToolsAsync(project, task)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Ten_thousand_objects_in_one_request_are_stored()
    {
        var (project, task, editor) = await OpenAsync();

        await editor.SaveAsync([.. Enumerable.Range(0, 10_000).Select(index => AddBox($"o{index}", index))]);
        await editor.SaveAsync(SetBox("o9999", 1));

        var tools = await ToolsAsync(project, task);
        tools.Count.ShouldBe(10_000);
        tools[^1].GetProperty("bounding-box").GetProperty("x").GetDouble().ShouldBe(1);
    }

    [Fact]
    public async Task Old_batches_are_forgotten()
    {
        var (_, task, editor) = await OpenAsync();
        await editor.SaveAsync(AddBox("a"));
        await editor.SaveAsync(AddBox("b"));
        var old = TimeProvider.System.GetUtcNow().AddDays(-60);
        await limn.InDatabaseAsync(db => db.AppliedBatches.Where(batch => batch.TaskId == task && batch.BatchId == "editor-1")
            .ExecuteUpdateAsync(update => update.SetProperty(batch => batch.At, old)));

        await limn.Services.GetRequiredService<BatchRetention>().CleanAsync(CancellationToken.None);

        (await limn.InDatabaseAsync(db => db.AppliedBatches.Where(batch => batch.TaskId == task).Select(batch => batch.BatchId).ToListAsync()))
            .ShouldHaveSingleItem().ShouldBe("editor-2");
    }

    private static string CodeOf(ApiAnswer answer)
    {
        answer.FailsWith(HttpStatusCode.Conflict);
        return answer.Json.GetProperty("error").GetProperty("problems")[0].GetProperty("code").GetString()!;
    }

    private Task<string?> VerifyAsync(TaskId task) => limn.InDatabaseAsync(db => RevisionLog.VerifyAsync(db, task, CancellationToken.None));

    private static async Task<List<JsonElement>> ToolsAsync(TestProject project, TaskId task) =>
        [.. (await project.Owner.Api.GetAsync($"/v2/task/{task}")).Data.GetProperty("task").GetProperty("answer").GetProperty("tools").EnumerateArray()];

    private async Task<(TestProject Project, TaskId Task, TestEditor Editor)> OpenAsync()
    {
        var project = await TestProject.CreateAsync(limn);
        var task = await project.AddTaskAsync();
        return (project, task, await TestEditor.OpenAsync(project.Owner, task));
    }
}
