using System.Net;
using Limn.Server.Database;
using Limn.Server.Projects;
using Limn.Server.Tests.Annotations;
using Limn.Server.Tests.Hosting;
using Limn.Server.Tests.Workflow;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Queues;

public sealed class SubmitTests(LimnApplication limn)
{
    [Fact]
    public async Task Submit_stores_records_and_moves_and_the_next_task_comes()
    {
        var project = await TestProject.CreateAsync(limn);
        var labeler = await project.AddMemberAsync(ProjectRole.Labeler);
        var tasks = await project.AddTasksAsync(2);
        var session = QueueTests.SessionOf(await QueueTests.NextAsync(labeler, project));

        var reply = (await LeaseTests.SubmitAsync(labeler, tasks[0], session)).Data.GetProperty("task");

        reply.GetProperty("stage").GetString().ShouldBe("Review");
        reply.GetProperty("assignee").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await project.HistoryAsync(tasks[0])).ShouldHaveSingleItem().CompletedBy.ShouldBe(labeler.Email);
        var next = await QueueTests.NextAsync(labeler, project, new { kind = "label", session });
        QueueTests.TaskOf(next).ShouldBe(tasks[1].ToString());
        QueueTests.SessionOf(next).ShouldBe(session);
    }

    [Fact]
    public async Task Repeat_under_the_same_token_gives_the_first_result()
    {
        var project = await TestProject.CreateAsync(limn);
        var task = await project.AddTaskAsync();
        await LeaseTests.OpenAsync(project.Owner, task, "s");

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => LeaseTests.SubmitAsync(project.Owner, task, "s", token: "once")));

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK);
        answers.Select(answer => answer.Data.GetProperty("task").GetProperty("totalDuration").GetInt64()).Distinct().ShouldBe([10]);
        (await project.HistoryAsync(task)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Task_without_an_answer_in_the_body_is_submitted_as_it_is_stored()
    {
        var project = await TestProject.CreateAsync(limn);
        var task = await project.AddTaskAsync();
        await LeaseTests.OpenAsync(project.Owner, task, "s");
        await project.Owner.Api.PostAsync($"/v2/annotate/{task}", new { answer = TestAnswers.Box(7) });

        var reply = (await project.Owner.Api.PostAsync($"/v2/task/{task}/submit", new { session = "s" })).Data.GetProperty("task");

        reply.GetProperty("answer").GetProperty("tools").GetArrayLength().ShouldBe(1);
        reply.GetProperty("stage").GetString().ShouldBe("Review");
    }

    [Fact]
    public async Task What_the_schema_demands_must_be_there()
    {
        var project = await TestProject.CreateAsync(limn);
        await limn.InDatabaseAsync(db => db.Projects.Where(row => row.Id == project.Id).ExecuteUpdateAsync(update => update.SetProperty(
            row => row.CategorySchema,
            RawJson.Parse(
                """
                {"tools":[{"schemaId":"box1","title":"Car","tool":"bounding-box","required":true,"classifications":[
                   {"schemaId":"plate","title":"Plate","tool":"text","required":true,"classifications":[]}]}],
                 "classifications":[{"schemaId":"radio1","title":"Weather","tool":"radio","required":true,
                   "options":[{"schemaId":"o1","value":"Sunny"},{"schemaId":"o2","value":"Rainy"}],
                   "classifications":[{"schemaId":"wet","title":"How wet","tool":"text","required":true,"parentOptionId":"o2","classifications":[]}]}],
                 "relations":[]}
                """))));
        var task = await project.AddTaskAsync();
        await LeaseTests.OpenAsync(project.Owner, task, "s");
        var rainy = new { schemaId = "radio1", answer = "Rainy" };

        Missing(await LeaseTests.SubmitAsync(project.Owner, task, "s", TestAnswers.Empty)).ShouldBe(["objects required box1", "classifications required radio1"]);
        Missing(await LeaseTests.SubmitAsync(project.Owner, task, "s", new { tools = BoxesOf(TestAnswers.Box()), classifications = new[] { rainy } }))
            .ShouldBe(["objects required plate", "classifications required wet"]);
        (await project.ReadAsync(task)).StageId.ShouldBe("Label");
        var whole = new
        {
            tools = new object[]
            {
                new Dictionary<string, object>
                {
                    ["schemaId"] = "box1", ["bounding-box"] = new { x = 1, y = 1, width = 1, height = 1 },
                    ["classifications"] = new[] { new { schemaId = "plate", answer = "B-1" } },
                },
            },
            classifications = new[] { new { schemaId = "radio1", answer = "Sunny" } },
        };
        (await LeaseTests.SubmitAsync(project.Owner, task, "s", whole)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Only_label_stages_are_submitted_and_only_by_the_holder()
    {
        var project = await TestProject.CreateAsync(limn);
        var review = await project.AddTaskAsync("Review");
        var label = await project.AddTaskAsync();
        await LeaseTests.OpenAsync(project.Owner, review, "s");

        (await LeaseTests.SubmitAsync(project.Owner, review, "s")).FailsWith(HttpStatusCode.Conflict).ShouldContain("Review");
        (await LeaseTests.SubmitAsync(project.Owner, label, "s")).FailsWith(HttpStatusCode.Conflict).ShouldContain("Open it again");
        (await project.Owner.Api.PostAsync($"/v2/task/{label}/submit", new { answer = TestAnswers.Box() })).FailsWith(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Reviewer_decides_with_the_session_that_holds_the_task()
    {
        var project = await TestProject.CreateAsync(limn);
        var reviewer = await project.AddMemberAsync(ProjectRole.Reviewer);
        var task = await project.AddTaskAsync("Review");
        var session = QueueTests.SessionOf(await QueueTests.NextAsync(reviewer, project, new { kind = "review" }));

        (await reviewer.Api.PostAsync($"/v2/review/{task}", new { reviewStatus = "Accepted", session = "other" })).FailsWith(HttpStatusCode.Conflict);
        (await reviewer.Api.PostAsync($"/v2/review/{task}", new { reviewStatus = "Accepted", session })).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Broken_rules_are_told_by_object_and_only_when_the_task_is_handed_over()
    {
        var (project, task) = await CreateStrictAsync("{}");
        var editor = await TestEditor.OpenAsync(project.Owner, task, "s");

        await editor.SaveAsync(TestEditor.AddBox("a"), TestEditor.AddBox("b", -40));
        var answer = await project.Owner.Api.PostAsync($"/v2/task/{task}/submit", new { session = "s" });

        answer.FailsWith(HttpStatusCode.BadRequest);
        var problems = answer.Json.GetProperty("error").GetProperty("problems").EnumerateArray().ToList();
        problems.ConvertAll(problem => $"{problem.GetProperty("code").GetString()} {problem.GetProperty("objectId").GetString()}")
            .ShouldBe(["minWidth a", "minWidth b", "insideImage b"], ignoreOrder: true);
        (await project.ReadAsync(task)).StageId.ShouldBe("Label");
    }

    [Fact]
    public async Task Project_may_let_unfinished_tasks_pass()
    {
        var (project, task) = await CreateStrictAsync("""{"preventSubmissionWithError":false}""");
        var editor = await TestEditor.OpenAsync(project.Owner, task, "s");
        await editor.SaveAsync(TestEditor.AddBox("a"));

        (await project.Owner.Api.PostAsync($"/v2/task/{task}/submit", new { session = "s" })).Data.GetProperty("task").GetProperty("stage").GetString().ShouldBe("Review");
    }

    [Fact]
    public async Task What_a_reviewer_changed_must_be_finished_when_he_accepts_it()
    {
        var (project, task) = await CreateStrictAsync("{}");
        await project.ChangeAsync(task, row => row.StageId = "Review");
        var editor = await TestEditor.OpenAsync(project.Owner, task, "s");
        await editor.SaveAsync(TestEditor.AddBox("a"));

        (await project.Owner.Api.PostAsync($"/v2/review/{task}", new { reviewStatus = "Accepted", session = "s" })).FailsWith(HttpStatusCode.BadRequest);
        (await project.Owner.Api.PostAsync($"/v2/review/{task}", new { reviewStatus = "Rejected", session = "s" })).Status.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>Boxes are at least 10 pixels wide and lie within a picture of 100 x 100.</summary>
    private async Task<(TestProject Project, TaskId Task)> CreateStrictAsync(string settings)
    {
        var project = await TestProject.CreateAsync(limn, settings: settings);
        await limn.InDatabaseAsync(db => db.Projects.Where(row => row.Id == project.Id).ExecuteUpdateAsync(update => update.SetProperty(
            row => row.CategorySchema,
            RawJson.Parse("""
                {"tools":[{"schemaId":"box1","title":"Car","tool":"bounding-box","minWidth":10,"insideImage":true}],"classifications":[],"relations":[]}
                """))));
        var task = await project.AddTaskAsync();
        await limn.InDatabaseAsync(db => db.Assets.Where(asset => db.Tasks.Any(row => row.Id == task && row.AssetId == asset.Id))
            .ExecuteUpdateAsync(update => update.SetProperty(asset => asset.Metadata, RawJson.Parse("""{"width":100,"height":100}"""))));
        return (project, task);
    }

    private static object BoxesOf(object answer) => answer.GetType().GetProperty("objects")!.GetValue(answer)!;

    private static IEnumerable<string?> Missing(ApiAnswer answer)
    {
        answer.FailsWith(HttpStatusCode.BadRequest).ShouldStartWith("The task is not finished");
        return answer.Json.GetProperty("error").GetProperty("problems").EnumerateArray()
            .Select(problem => $"{problem.GetProperty("path").GetString()} {problem.GetProperty("code").GetString()} {problem.GetProperty("schemaId").GetString()}");
    }
}
