using System.Net;
using Limn.Server.Projects;
using Limn.Server.Tests.Hosting;
using Limn.Server.Tests.Workflow;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Queues;

public sealed class SkipTests(LimnApplication limn)
{
    [Fact]
    public async Task Skipped_task_stays_with_its_labeler_and_comes_back_in_the_next_round()
    {
        var project = await TestProject.CreateAsync(limn);
        var labeler = await project.AddMemberAsync(ProjectRole.Labeler);
        var task = await project.AddTaskAsync();
        var session = QueueTests.SessionOf(await QueueTests.NextAsync(labeler, project));

        (await SkipAsync(labeler, task, session, duration: 900)).Status.ShouldBe(HttpStatusCode.OK);

        var row = await project.ReadAsync(task);
        (row.AssigneeId, row.IsSkipped, row.TotalDuration, row.LeaseSession).ShouldBe((labeler.Id, true, 900, null));
        (await project.HistoryAsync(task)).ShouldBeEmpty();
        QueueTests.ReasonsOf(await QueueTests.NextAsync(labeler, project)).ShouldBe(["skipped"]);
        QueueTests.TaskOf(await QueueTests.NextAsync(labeler, project, new { kind = "label", restart = true })).ShouldBe(task.ToString());
    }

    [Fact]
    public async Task Skipped_task_goes_to_others_where_the_project_says_so()
    {
        var project = await TestProject.CreateAsync(limn, settings: """{"unassignSkippedTask":true}""");
        var labeler = await project.AddMemberAsync(ProjectRole.Labeler);
        var other = await project.AddMemberAsync(ProjectRole.Labeler);
        var task = await project.AddTaskAsync();
        var session = QueueTests.SessionOf(await QueueTests.NextAsync(labeler, project));

        await SkipAsync(labeler, task, session);

        QueueTests.ReasonsOf(await QueueTests.NextAsync(labeler, project)).ShouldBe(["skipped"]);
        QueueTests.TaskOf(await QueueTests.NextAsync(other, project)).ShouldBe(task.ToString());
    }

    [Fact]
    public async Task Task_that_left_and_came_back_is_no_longer_skipped()
    {
        var project = await TestProject.CreateAsync(limn);
        var labeler = await project.AddMemberAsync(ProjectRole.Labeler);
        var task = await project.AddTaskAsync();
        var session = QueueTests.SessionOf(await QueueTests.NextAsync(labeler, project));
        await SkipAsync(labeler, task, session);
        await project.Owner.Api.PostAsync($"/v2/annotate/{task}?nextStage=true", new { answer = TestAnswers.Box() });

        await project.ChangeAsync(task, row => row.StageId = "Label");

        (await project.ReadAsync(task)).IsSkipped.ShouldBeFalse();
        QueueTests.TaskOf(await QueueTests.NextAsync(labeler, project)).ShouldBe(task.ToString());
    }

    [Fact]
    public async Task Skipping_can_be_switched_off()
    {
        var project = await TestProject.CreateAsync(limn, settings: """{"taskSkipEnabled":false}""");
        var task = await project.AddTaskAsync();
        var session = QueueTests.SessionOf(await QueueTests.NextAsync(project.Owner, project));

        (await SkipAsync(project.Owner, task, session)).FailsWith(HttpStatusCode.Forbidden).ShouldContain("switched off");
    }

    [Fact]
    public async Task Only_the_holder_skips_and_only_in_stages_with_a_queue()
    {
        var project = await TestProject.CreateAsync(limn);
        var task = await project.AddTaskAsync();
        var done = await project.AddTaskAsync("Complete");
        await LeaseTests.OpenAsync(project.Owner, done, "s");

        (await SkipAsync(project.Owner, task, "s")).FailsWith(HttpStatusCode.Conflict);
        (await SkipAsync(project.Owner, done, "s")).FailsWith(HttpStatusCode.Conflict);
    }

    private static Task<ApiAnswer> SkipAsync(TestUser user, TaskId task, string session, long duration = 0) =>
        user.Api.PostAsync($"/v2/task/{task}/skip", new { session, duration });
}
