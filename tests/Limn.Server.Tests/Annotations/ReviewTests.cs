using System.Net;
using Limn.Server.Projects;
using Limn.Server.Tasks;
using Limn.Server.Tests.Hosting;
using Limn.Server.Tests.Workflow;
using Limn.Server.Workflow;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Annotations;

public sealed class ReviewTests(LimnApplication limn)
{
    [Fact]
    public async Task Accepted_task_goes_to_complete_with_a_record()
    {
        var project = await TestProject.CreateAsync(limn);
        var reviewer = await project.AddMemberAsync(ProjectRole.Reviewer);
        var task = await project.AddTaskAsync("Review");

        var reply = (await reviewer.Api.PostAsync($"/v2/review/{task}", new { reviewStatus = "Accepted", duration = 5120 })).Data.GetProperty("task");

        reply.GetProperty("stage").GetString().ShouldBe("Complete");
        reply.GetProperty("review").GetProperty("status").GetString().ShouldBe("Accepted");
        reply.GetProperty("completedBy").GetString().ShouldBe(reviewer.Email);
        var record = (await project.HistoryAsync(task)).ShouldHaveSingleItem();
        (record.StageType, record.ReviewStatus, record.Duration).ShouldBe((StageType.Review, ReviewStatus.Accepted, 5120));
    }

    [Fact]
    public async Task Rejected_task_returns_to_the_same_labeler_as_rework()
    {
        var project = await TestProject.CreateAsync(limn);
        var labeler = await project.AddMemberAsync(ProjectRole.Labeler);
        var task = await LabelledByAsync(project, labeler);

        var reply = (await ReviewAsync(project.Owner, task, "Rejected")).Data.GetProperty("task");

        reply.GetProperty("stage").GetString().ShouldBe("Label");
        reply.GetProperty("assignee").GetString().ShouldBe(labeler.Email);
        reply.GetProperty("rework").GetBoolean().ShouldBeTrue();
        reply.GetProperty("reviewStatus").GetString().ShouldBe("Rejected");
    }

    [Fact]
    public async Task Rejected_task_is_open_to_all_when_its_labeler_has_left_the_project()
    {
        var project = await TestProject.CreateAsync(limn);
        var labeler = await project.AddMemberAsync(ProjectRole.Labeler);
        var task = await LabelledByAsync(project, labeler);
        await project.RemoveMemberAsync(labeler);

        var reply = (await ReviewAsync(project.Owner, task, "Rejected")).Data.GetProperty("task");

        reply.GetProperty("stage").GetString().ShouldBe("Label");
        reply.GetProperty("assignee").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task Task_that_comes_back_goes_to_the_same_reviewer_too()
    {
        var project = await TestProject.CreateAsync(limn);
        var labeler = await project.AddMemberAsync(ProjectRole.Labeler);
        var reviewer = await project.AddMemberAsync(ProjectRole.Reviewer);
        var task = await LabelledByAsync(project, labeler);
        await ReviewAsync(reviewer, task, "Rejected");

        await AnnotateTests.AnnotateAsync(labeler, task, TestAnswers.Box(99), "?nextStage=true");

        var row = await project.ReadAsync(task);
        (row.StageId, row.AssigneeId, row.IsRework, row.ReviewStatus).ShouldBe(("Review", reviewer.Id, true, ReviewStatus.Todo));
    }

    [Fact]
    public async Task Reviewer_who_may_not_change_objects_judges_them_and_that_fixes_nothing()
    {
        const string Stages =
            """
            [{"id":"Label","type":"Label","next":["Review"]},{"id":"Review","type":"Review","readOnly":true,"next":["Complete","Label"]},
             {"id":"Start","type":"Start","next":["Label"]},{"id":"Complete","type":"Complete"}]
            """;
        var project = await TestProject.CreateAsync(limn, Stages);
        var reviewer = await project.AddMemberAsync(ProjectRole.Reviewer);
        var task = await project.AddTaskAsync();
        await AnnotateTests.AnnotateAsync(project.Owner, task, TestAnswers.Boxes(("b1", 1)), "?nextStage=true");
        var editor = await TestEditor.OpenAsync(reviewer, task);

        (await editor.SendAsync(TestEditor.SetBox("b1", 9))).FailsWith(HttpStatusCode.Forbidden);
        (await editor.SendAsync(TestEditor.Set("b1", "verdict", "accepted"), TestEditor.SetBox("b1", 9))).FailsWith(HttpStatusCode.Forbidden);
        await editor.SaveAsync(TestEditor.Set("b1", "verdict", "accepted"));
        var accepted = await reviewer.Api.PostAsync($"/v2/review/{task}", new { reviewStatus = "Accepted", session = "editor" });

        accepted.Data.GetProperty("task").GetProperty("reviewStatus").GetString().ShouldBe("Accepted");
        accepted.Data.GetProperty("task").GetProperty("answer").GetProperty("tools")[0].GetProperty("verdict").GetString().ShouldBe("accepted");
    }

    [Fact]
    public async Task Acceptance_after_the_reviewer_changed_the_answer_is_a_fix()
    {
        var project = await TestProject.CreateAsync(limn);
        var reviewer = await project.AddMemberAsync(ProjectRole.Reviewer);
        var now = await project.AddTaskAsync("Review");
        var before = await project.AddTaskAsync("Review");

        var fixedNow = await reviewer.Api.PostAsync($"/v2/review/{now}", new { reviewStatus = "Accepted", answer = TestAnswers.Box() });
        await AnnotateTests.AnnotateAsync(reviewer, before, TestAnswers.Box());
        var fixedBefore = await ReviewAsync(reviewer, before, "Accepted");

        fixedNow.Data.GetProperty("task").GetProperty("reviewStatus").GetString().ShouldBe("Fixed");
        fixedBefore.Data.GetProperty("task").GetProperty("reviewStatus").GetString().ShouldBe("Fixed");
        (await project.HistoryAsync(now))[0].Document.ToString().ShouldContain("bounding-box");
    }

    [Fact]
    public async Task Read_only_stage_lets_reviewers_decide_and_not_change()
    {
        var project = await TestProject.CreateAsync(limn, Stages("""{"id":"R","type":"Review","next":["Complete",null],"readOnly":true}"""));
        var reviewer = await project.AddMemberAsync(ProjectRole.Reviewer);
        var task = await project.AddTaskAsync("R");

        (await reviewer.Api.PostAsync($"/v2/review/{task}", new { reviewStatus = "Accepted", answer = TestAnswers.Box() }))
            .FailsWith(HttpStatusCode.Forbidden);
        (await AnnotateTests.AnnotateAsync(reviewer, task, TestAnswers.Box())).FailsWith(HttpStatusCode.Forbidden);
        (await ReviewAsync(reviewer, task, "Accepted")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Nobody_reviews_his_own_labels_unless_the_stage_allows_it()
    {
        var strict = await TestProject.CreateAsync(limn);
        var open = await TestProject.CreateAsync(limn, Stages("""{"id":"R","type":"Review","next":["Complete",null],"preventSelfReview":false}"""));
        var own = await LabelledByAsync(strict, strict.Owner);
        var allowed = await LabelledByAsync(open, open.Owner);

        (await ReviewAsync(strict.Owner, own, "Accepted")).FailsWith(HttpStatusCode.Forbidden).ShouldContain("preventSelfReview");
        (await AnnotateTests.AnnotateAsync(strict.Owner, own, TestAnswers.Empty, "?nextStage=true&isPlugin=true")).FailsWith(HttpStatusCode.Forbidden);
        (await ReviewAsync(open.Owner, allowed, "Accepted")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Rejection_without_an_output_keeps_the_task_with_the_reason()
    {
        var project = await TestProject.CreateAsync(limn, Stages("""{"id":"R","type":"Review","name":"Check","next":["Complete",null]}"""));
        var task = await project.AddTaskAsync("R");

        var reply = (await ReviewAsync(project.Owner, task, "Rejected")).Data.GetProperty("task");

        reply.GetProperty("stage").GetString().ShouldBe("R");
        reply.GetProperty("error").GetString().ShouldBe("Output 2 of \"Check\" is not connected.");
    }

    [Theory]
    [InlineData("Label", "Accepted")]
    [InlineData("Review", "Todo")]
    [InlineData("Review", null)]
    public async Task Review_that_makes_no_sense_is_refused(string stage, string? decision)
    {
        var project = await TestProject.CreateAsync(limn);
        var task = await project.AddTaskAsync(stage);

        (await ReviewAsync(project.Owner, task, decision)).FailsWith(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Labeler_reviewing_gets_403()
    {
        var project = await TestProject.CreateAsync(limn);
        var labeler = await project.AddMemberAsync(ProjectRole.Labeler);
        var task = await project.AddTaskAsync("Review");

        (await ReviewAsync(labeler, task, "Accepted")).FailsWith(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Repeat_of_a_review_under_the_same_token_changes_nothing()
    {
        var project = await TestProject.CreateAsync(limn);
        var task = await project.AddTaskAsync("Review");
        var body = new { reviewStatus = "Rejected", token = "t-1", duration = 7 };

        var first = (await project.Owner.Api.PostAsync($"/v2/review/{task}", body)).Data.GetProperty("task").GetRawText();
        var second = (await project.Owner.Api.PostAsync($"/v2/review/{task}", body)).Data.GetProperty("task").GetRawText();

        second.ShouldBe(first);
        (await project.HistoryAsync(task)).ShouldHaveSingleItem();
    }

    private static string Stages(string review) =>
        $$"""
        [{"id":"Start","type":"Start","next":["Label"]},{"id":"Label","type":"Label","next":["R"]},{{review}},{"id":"Complete","type":"Complete"}]
        """;

    private static async Task<TaskId> LabelledByAsync(TestProject project, TestUser labeler)
    {
        var task = await project.AddTaskAsync();
        (await AnnotateTests.AnnotateAsync(labeler, task, TestAnswers.Box(), "?nextStage=true")).Status.ShouldBe(HttpStatusCode.OK);
        return task;
    }

    private static Task<ApiAnswer> ReviewAsync(TestUser user, TaskId task, string? decision) =>
        user.Api.PostAsync($"/v2/review/{task}", new { reviewStatus = decision });
}
