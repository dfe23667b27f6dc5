using System.Net;
using Limn.Server.Annotations;
using Limn.Server.Projects;
using Limn.Server.Tests.Hosting;
using Limn.Server.Tests.Workflow;
using Limn.Server.Workflow;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Annotations;

public sealed class AnnotateTests(LimnApplication limn)
{
    [Fact]
    public async Task Save_stores_the_answer_and_time_and_leaves_the_task_where_it_is()
    {
        var project = await TestProject.CreateAsync(limn);
        var task = await project.AddTaskAsync();

        var label = (await project.Owner.Api.PostAsync($"/v2/annotate/{task}?nextStage=false&isPlugin=false", new
        {
            answer = TestAnswers.Box(), brushDataUrl = (string?)null, medicalBrushDataUrl = (string?)null, duration = 8217,
        })).Data.GetProperty("label");

        label.GetProperty("_id").GetString().ShouldBe(task.ToString());
        label.GetProperty("project").GetString().ShouldBe(project.Id.ToString());
        label.GetProperty("stage").GetString().ShouldBe("Label");
        label.GetProperty("duration").GetInt64().ShouldBe(8217);
        label.GetProperty("revision").GetInt32().ShouldBe(1);
        var tool = label.GetProperty("answer").GetProperty("tools")[0];
        tool.GetProperty("title").GetString().ShouldBe("Car");
        tool.GetProperty("metadata").GetProperty("createdBy").GetString().ShouldBe(project.Owner.Email);
        tool.GetProperty("metadata").GetProperty("createdIn").GetString().ShouldBe("Label");
        (await project.HistoryAsync(task)).ShouldBeEmpty();
        (await project.ReadAsync(task)).IsDraft.ShouldBeTrue();
    }

    [Fact]
    public async Task Next_stage_adds_one_record_with_the_answer_and_moves_on()
    {
        var project = await TestProject.CreateAsync(limn);
        var task = await project.AddTaskAsync();

        var label = (await AnnotateAsync(project.Owner, task, TestAnswers.Box(), "?nextStage=True", duration: 1000)).Data.GetProperty("label");

        label.GetProperty("stage").GetString().ShouldBe("Review");
        label.GetProperty("duration").GetInt64().ShouldBe(0);
        label.GetProperty("totalDuration").GetInt64().ShouldBe(1000);
        var record = (await project.HistoryAsync(task)).ShouldHaveSingleItem();
        record.StageId.ShouldBe("Label");
        record.StageName.ShouldBe("Label");
        record.CompletedBy.ShouldBe(project.Owner.Email);
        record.Duration.ShouldBe(1000);
        record.Document.ToString().ShouldContain("bounding-box");
        record.ReviewStatus.ShouldBeNull();
    }

    [Fact]
    public async Task Body_with_a_bare_answer_and_no_options_works_as_old_scripts_send_it()
    {
        var project = await TestProject.CreateAsync(limn);
        var task = await project.AddTaskAsync();

        var answer = await project.Owner.Api.PostAsync(
            $"/v2/annotate/{task}?nextStage=true", new { answer = new { tools = Array.Empty<object>() }, duration = 0 });

        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.Data.GetProperty("label").GetProperty("answer").GetRawText().ShouldBe("""{"tools":[],"classifications":[],"relations":[]}""");
    }

    [Fact]
    public async Task Null_mask_keeps_the_stored_one()
    {
        var project = await TestProject.CreateAsync(limn);
        var task = await project.AddTaskAsync();
        await project.Owner.Api.PostAsync($"/v2/annotate/{task}", new { answer = TestAnswers.Empty, brushDataUrl = "http://x/mask.png" });

        var label = (await project.Owner.Api.PostAsync(
            $"/v2/annotate/{task}", new { answer = TestAnswers.Box(), brushDataUrl = (string?)null })).Data.GetProperty("label");

        label.GetProperty("brushDataUrl").GetString().ShouldBe("http://x/mask.png");
    }

    [Fact]
    public async Task Unchanged_answer_appends_no_revision()
    {
        var project = await TestProject.CreateAsync(limn);
        var task = await project.AddTaskAsync();
        var first = (await AnnotateAsync(project.Owner, task, TestAnswers.Box())).Data.GetProperty("label");

        var second = (await AnnotateAsync(project.Owner, task, TestAnswers.Box(), duration: 5)).Data.GetProperty("label");

        second.GetProperty("revision").GetInt32().ShouldBe(1);
        second.GetProperty("duration").GetInt64().ShouldBe(5);
        second.GetProperty("answer").GetRawText().ShouldBe(first.GetProperty("answer").GetRawText());
    }

    [Fact]
    public async Task Unknown_class_is_refused_with_its_place_and_changes_nothing()
    {
        var project = await TestProject.CreateAsync(limn);
        var task = await project.AddTaskAsync();
        var box = new Dictionary<string, object> { ["schemaId"] = "nope", ["bounding-box"] = new { x = 1, y = 1, width = 1, height = 1 } };

        var answer = await AnnotateAsync(project.Owner, task, new { objects = new[] { box } }, "?nextStage=true");

        answer.FailsWith(HttpStatusCode.BadRequest).ShouldContain("nope");
        var problem = answer.Json.GetProperty("error").GetProperty("problems")[0];
        problem.GetProperty("path").GetString().ShouldBe("objects[0]");
        problem.GetProperty("code").GetString().ShouldBe("C1");
        (await project.ReadAsync(task)).StageId.ShouldBe("Label");
    }

    [Theory]
    [InlineData("""{"duration":1}""", "answer")]
    [InlineData("""{"answer":{},"duration":-1}""", "duration")]
    public async Task Body_that_makes_no_sense_is_refused(string body, string message)
    {
        var project = await TestProject.CreateAsync(limn);
        var task = await project.AddTaskAsync();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        (await project.Owner.Api.PostAsync($"/v2/annotate/{task}", content)).FailsWith(HttpStatusCode.BadRequest).ShouldContain(message);
    }

    [Fact]
    public async Task Stale_revision_is_refused_with_the_one_in_force()
    {
        var project = await TestProject.CreateAsync(limn);
        var task = await project.AddTaskAsync();
        (await AnnotateAsync(project.Owner, task, TestAnswers.Box(1), revision: 0)).Status.ShouldBe(HttpStatusCode.OK);

        var stale = await AnnotateAsync(project.Owner, task, TestAnswers.Box(2), revision: 0);

        stale.FailsWith(HttpStatusCode.Conflict).ShouldContain("revision 0");
        stale.Json.GetProperty("error").GetProperty("revision").GetInt32().ShouldBe(1);
        (await AnnotateAsync(project.Owner, task, TestAnswers.Box(2), revision: 1)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Writers_at_the_same_task_lose_no_revision()
    {
        const int writers = 16;
        var project = await TestProject.CreateAsync(limn);
        var task = await project.AddTaskAsync();

        var answers = await Task.WhenAll(Enumerable.Range(1, writers).Select(x => AnnotateAsync(project.Owner, task, TestAnswers.Box(x), duration: 10)));

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK);
        answers.Select(answer => answer.Data.GetProperty("label").GetProperty("revision").GetInt32()).Order().ShouldBe(Enumerable.Range(1, writers));
        (await project.ReadAsync(task)).TotalDuration.ShouldBe(writers * 10);
        (await limn.InDatabaseAsync(db => RevisionLog.VerifyAsync(db, task, default))).ShouldBeNull();
    }

    [Fact]
    public async Task Stage_that_is_not_run_yet_refuses_the_whole_submit()
    {
        var project = await TestProject.CreateAsync(
            limn,
            """
            [{"id":"Start","type":"Start","next":["Label"]},{"id":"Label","type":"Label","next":["H"]},
             {"id":"H","type":"Hold","name":"Experts","next":["Complete"]},{"id":"Complete","type":"Complete"}]
            """);
        var task = await project.AddTaskAsync();

        var answer = await AnnotateAsync(project.Owner, task, TestAnswers.Box(), "?nextStage=true");

        answer.FailsWith(HttpStatusCode.Conflict).ShouldContain("\"Experts\" is of type Hold");
        var row = await project.ReadAsync(task);
        (row.StageId, row.Version).ShouldBe(("Label", 1));
        (await limn.InDatabaseAsync(db => db.Answers.AnyAsync(stored => stored.TaskId == task))).ShouldBeFalse();
    }

    [Fact]
    public async Task Unplugged_output_keeps_the_task_with_its_answer_and_the_reason()
    {
        var project = await TestProject.CreateAsync(
            limn, """[{"id":"Start","type":"Start","next":["Label"]},{"id":"Label","type":"Label","next":[null]},{"id":"Complete","type":"Complete"}]""");
        var task = await project.AddTaskAsync();

        var label = (await AnnotateAsync(project.Owner, task, TestAnswers.Box(), "?nextStage=true")).Data.GetProperty("label");

        label.GetProperty("stage").GetString().ShouldBe("Label");
        label.GetProperty("error").GetString().ShouldBe("Output 1 of \"Label\" is not connected.");
        label.GetProperty("answer").GetProperty("tools").GetArrayLength().ShouldBe(1);
        (await project.HistoryAsync(task)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Task_in_complete_stays_when_sent_on()
    {
        var project = await TestProject.CreateAsync(limn);
        var task = await project.AddTaskAsync("Complete");

        var label = (await AnnotateAsync(project.Owner, task, TestAnswers.Box(), "?nextStage=true")).Data.GetProperty("label");

        label.GetProperty("stage").GetString().ShouldBe("Complete");
        label.GetProperty("status").GetString().ShouldBe("Completed");
        label.GetProperty("answer").GetProperty("tools").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Start_task_that_is_sent_on_gets_a_record_that_nobody_signed()
    {
        var project = await TestProject.CreateAsync(limn);
        var task = await project.AddTaskAsync("Start");

        await AnnotateAsync(project.Owner, task, TestAnswers.Box(), "?nextStage=true");

        var record = (await project.HistoryAsync(task)).ShouldHaveSingleItem();
        record.StageType.ShouldBe(StageType.Start);
        record.CompletedBy.ShouldBeNull();
        (await project.ReadAsync(task)).StageId.ShouldBe("Label");
    }

    [Theory]
    [InlineData(ProjectRole.Labeler, "Label", false, HttpStatusCode.OK)]
    [InlineData(ProjectRole.Labeler, "Label", true, HttpStatusCode.Forbidden)]
    [InlineData(ProjectRole.Labeler, "Review", false, HttpStatusCode.Forbidden)]
    [InlineData(ProjectRole.Labeler, "Complete", false, HttpStatusCode.Forbidden)]
    [InlineData(ProjectRole.Reviewer, "Label", true, HttpStatusCode.OK)]
    [InlineData(ProjectRole.Reviewer, "Complete", false, HttpStatusCode.Forbidden)]
    [InlineData(ProjectRole.Lead, "Complete", false, HttpStatusCode.OK)]
    public async Task Save_needs_a_right_to_this_very_task(ProjectRole role, string stage, bool isOfAnother, HttpStatusCode status)
    {
        var project = await TestProject.CreateAsync(limn);
        var member = await project.AddMemberAsync(role);
        var task = await project.AddTaskAsync(stage, change: row => row.AssigneeId = isOfAnother ? project.Owner.Id : null);

        (await AnnotateAsync(member, task, TestAnswers.Box())).Status.ShouldBe(status);
    }

    [Fact]
    public async Task Word_of_being_a_plugin_gives_no_right()
    {
        var project = await TestProject.CreateAsync(limn);
        var labeler = await project.AddMemberAsync(ProjectRole.Labeler);
        var task = await project.AddTaskAsync("Complete");

        (await AnnotateAsync(labeler, task, TestAnswers.Box(), "?isPlugin=true")).FailsWith(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Foreign_and_unknown_tasks_answer_alike()
    {
        var project = await TestProject.CreateAsync(limn);
        var task = await project.AddTaskAsync();
        var stranger = await limn.AddOwnerAsync();

        (await AnnotateAsync(stranger, task, TestAnswers.Box())).FailsWith(HttpStatusCode.NotFound).ShouldBe($"Invalid task: {task}.");
        (await project.Owner.Api.PostAsync("/v2/annotate/123", new { answer = TestAnswers.Empty })).FailsWith(HttpStatusCode.BadRequest);
    }

    internal static Task<ApiAnswer> AnnotateAsync(
        TestUser user, TaskId task, object answer, string query = "", long duration = 0, int? revision = null) =>
        user.Api.PostAsync($"/v2/annotate/{task}{query}", new { answer, duration, revision });
}
