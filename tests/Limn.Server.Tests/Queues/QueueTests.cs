using System.Net;
using System.Text.Json;
using Limn.Server.Projects;
using Limn.Server.Tests.Annotations;
using Limn.Server.Tests.Hosting;
using Limn.Server.Tests.Workflow;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Queues;

public sealed class QueueTests(LimnApplication limn)
{
    private static readonly string[] Kinds = ["label", "review"];

    [Fact]
    public async Task Fifty_clients_share_thirty_tasks_and_none_gets_anothers()
    {
        var project = await TestProject.CreateAsync(limn);
        var tasks = await project.AddTasksAsync(30);
        var labelers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => project.AddMemberAsync(ProjectRole.Labeler)));

        var replies = await Task.WhenAll(labelers.Select(labeler => NextAsync(labeler, project)));

        var given = replies.Select(TaskOf).OfType<string>().ToList();
        given.Order().ShouldBe(tasks.Select(task => task.ToString()).Order());
        replies.Count(reply => TaskOf(reply) is null).ShouldBe(20);
    }

    [Fact]
    public async Task Next_assigns_the_task_with_a_lease_of_two_minutes()
    {
        var project = await TestProject.CreateAsync(limn);
        var labeler = await project.AddMemberAsync(ProjectRole.Labeler);
        await project.AddTaskAsync();

        var reply = await NextAsync(labeler, project);

        var task = reply.GetProperty("task");
        task.GetProperty("assignee").GetString().ShouldBe(labeler.Email);
        task.GetProperty("answer").GetProperty("tools").GetArrayLength().ShouldBe(0);
        reply.GetProperty("lease").GetProperty("session").GetString().ShouldNotBeNullOrEmpty();
        var left = reply.GetProperty("lease").GetProperty("expiresAt").GetDateTimeOffset() - TimeProvider.System.GetUtcNow();
        left.ShouldBeInRange(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(121));
        reply.GetProperty("reasons").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Order_is_batch_then_priority_then_rework_then_creation()
    {
        var project = await TestProject.CreateAsync(limn);
        var created = await project.AddTaskAsync();
        var later = await project.AddTaskAsync();
        var rework = await project.AddTaskAsync(change: task => task.IsRework = true);
        var urgent = await project.AddTaskAsync(change: task => task.Priority = 5);
        var lazy = await project.AddTaskAsync(change: task => task.Priority = -5);
        var secondBatch = await project.AddTaskAsync(change: task => task.BatchRank = 1);
        var firstBatch = await project.AddTaskAsync(change: task => (task.BatchRank, task.Priority) = (0, -9));

        (await DrainAsync(project)).ShouldBe([firstBatch, secondBatch, urgent, rework, created, later, lazy]);
    }

    [Fact]
    public async Task Stages_share_one_order()
    {
        var project = await TestProject.CreateAsync(
            limn,
            """
            [{"id":"Start","type":"Start","next":["A"]},{"id":"A","type":"Label","next":["B"]},{"id":"B","type":"Label","next":["Complete"]},
             {"id":"Complete","type":"Complete"}]
            """);
        var first = await project.AddTaskAsync("B");
        var second = await project.AddTaskAsync("A");
        var urgent = await project.AddTaskAsync("B", change: task => task.Priority = 1);

        (await DrainAsync(project)).ShouldBe([urgent, first, second]);
    }

    [Fact]
    public async Task Only_the_chosen_stage_is_served()
    {
        var project = await TestProject.CreateAsync(limn, TwoLabelStages);
        await project.AddTaskAsync("A");
        var wanted = await project.AddTaskAsync("B");
        var labeler = await project.AddMemberAsync(ProjectRole.Labeler);

        TaskOf(await NextAsync(labeler, project, new { kind = "label", stage = "B" })).ShouldBe(wanted.ToString());
        (await labeler.Api.PostAsync(Path(project), new { kind = "label", stage = "Nowhere" })).FailsWith(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Stage_serves_only_those_whom_it_names()
    {
        var project = await TestProject.CreateAsync(limn);
        var chosen = await project.AddMemberAsync(ProjectRole.Labeler);
        var other = await project.AddMemberAsync(ProjectRole.Labeler);
        await project.SetStagesAsync(
            $$"""
            [{"id":"Start","type":"Start","next":["Label"]},{"id":"Label","type":"Label","next":["Complete"],"assignedTo":["{{chosen.Email.ToUpperInvariant()}}"]},
             {"id":"Complete","type":"Complete"}]
            """);
        var task = await project.AddTaskAsync();

        ReasonsOf(await NextAsync(other, project)).ShouldBe(["noStage"]);
        (await other.Api.PostAsync(Path(project), new { kind = "label", stage = "Label" })).FailsWith(HttpStatusCode.Forbidden);
        TaskOf(await NextAsync(chosen, project)).ShouldBe(task.ToString());
    }

    [Fact]
    public async Task Open_task_is_given_again_to_its_session_and_after_its_end_to_its_owner()
    {
        var project = await TestProject.CreateAsync(limn);
        var labeler = await project.AddMemberAsync(ProjectRole.Labeler);
        var tasks = await project.AddTasksAsync(2);
        var session = SessionOf(await NextAsync(labeler, project));

        TaskOf(await NextAsync(labeler, project, new { kind = "label", session })).ShouldBe(tasks[0].ToString());
        TaskOf(await NextAsync(labeler, project)).ShouldBe(tasks[1].ToString(), "another window works on another task");
        await project.ChangeAsync(tasks[0], task => task.LeaseExpiresAt = TimeProvider.System.GetUtcNow().AddSeconds(-1));
        TaskOf(await NextAsync(labeler, project)).ShouldBe(tasks[0].ToString());
    }

    [Fact]
    public async Task Closed_task_comes_first_again()
    {
        var project = await TestProject.CreateAsync(limn);
        var labeler = await project.AddMemberAsync(ProjectRole.Labeler);
        var tasks = await project.AddTasksAsync(2);
        await project.ChangeAsync(tasks[0], task => task.AssigneeId = labeler.Id);
        await project.ChangeAsync(tasks[1], task => task.AssigneeId = labeler.Id);
        var session = SessionOf(await NextAsync(labeler, project));
        await labeler.Api.DeleteAsync($"/v2/task/{tasks[0]}/lease?session={session}");
        await labeler.Api.PostAsync($"/v2/task/{tasks[1]}/lease", new { session = "two" });
        await labeler.Api.DeleteAsync($"/v2/task/{tasks[1]}/lease?session=two");

        TaskOf(await NextAsync(labeler, project)).ShouldBe(tasks[1].ToString(), "the one that was touched last");
    }

    [Fact]
    public async Task Task_that_cannot_leave_its_stage_is_not_served()
    {
        var project = await TestProject.CreateAsync(limn);
        await project.AddTaskAsync(change: task => task.Error = "Output 1 is not connected.");

        ReasonsOf(await NextAsync(project.Owner, project)).ShouldBe(["empty"]);
    }

    [Fact]
    public async Task Reasons_tell_why_there_is_nothing()
    {
        var project = await TestProject.CreateAsync(limn);
        var labeler = await project.AddMemberAsync(ProjectRole.Labeler);
        await project.AddTaskAsync(change: task => task.AssigneeId = project.Owner.Id);

        ReasonsOf(await NextAsync(labeler, project)).ShouldBe(["assignedToOthers"]);
        ReasonsOf(await NextAsync(project.Owner, project, new { kind = "review" })).ShouldBe(["empty"]);
        (await labeler.Api.PostAsync(Path(project), new { kind = "review" })).FailsWith(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Own_labels_are_not_offered_for_review()
    {
        var project = await TestProject.CreateAsync(limn);
        var reviewer = await project.AddMemberAsync(ProjectRole.Reviewer);
        var task = await project.AddTaskAsync();
        await AnnotateTests.AnnotateAsync(reviewer, task, TestAnswers.Box(), "?nextStage=true");

        ReasonsOf(await NextAsync(reviewer, project, new { kind = "review" })).ShouldBe(["ownWork"]);
        TaskOf(await NextAsync(project.Owner, project, new { kind = "review" })).ShouldBe(task.ToString());
    }

    [Fact]
    public async Task Counts_are_those_of_the_caller()
    {
        var project = await TestProject.CreateAsync(limn);
        var labeler = await project.AddMemberAsync(ProjectRole.Labeler);
        await project.AddTasksAsync(3);
        await project.AddTaskAsync(change: task => task.AssigneeId = labeler.Id);
        await project.AddTaskAsync(change: task => task.AssigneeId = project.Owner.Id);
        await project.AddTaskAsync("Review");

        var forLabeler = (await labeler.Api.GetAsync($"/v2/project/{project.Id}/queue")).Data;
        var forOwner = (await project.Owner.Api.GetAsync($"/v2/project/{project.Id}/queue")).Data;

        Kinds.Select(kind => forLabeler.GetProperty(kind).GetInt32()).ShouldBe([4, 0]);
        Kinds.Select(kind => forOwner.GetProperty(kind).GetInt32()).ShouldBe([4, 1]);
        forOwner.GetProperty("stages")[1].GetRawText().ShouldBe("""{"stageId":"Review","name":"Review","type":"Review","available":1}""");
    }

    [Fact]
    public async Task Search_for_the_next_task_reads_only_the_queues_index()
    {
        var project = await TestProject.CreateAsync(limn);
        await project.AddTasksAsync(50);
        if (LimnApplication.UsesPostgres)
        {
            // SQLite plans by figures that the server sets.
            await limn.InDatabaseAsync(db => db.Database.ExecuteSqlRawAsync("ANALYZE tasks"));
        }

        var plan = await QueuePlans.ExplainNextAsync(limn, project, "Label");

        plan.ShouldContain("ix_tasks_queue");
        plan.ShouldNotContain("Sort");
        plan.ShouldNotContain("TEMP B-TREE");
    }

    internal const string TwoLabelStages =
        """
        [{"id":"Start","type":"Start","next":["A"]},{"id":"A","type":"Label","next":["B"]},{"id":"B","type":"Label","next":["Complete"]},
         {"id":"Complete","type":"Complete"}]
        """;

    internal static string Path(TestProject project) => $"/v2/project/{project.Id}/queue/next";

    internal static async Task<JsonElement> NextAsync(TestUser user, TestProject project, object? body = null) =>
        (await user.Api.PostAsync(Path(project), body ?? new { kind = "label" })).Data;

    internal static string? TaskOf(JsonElement reply) =>
        reply.GetProperty("task") is { ValueKind: JsonValueKind.Object } task ? task.GetProperty("_id").GetString() : null;

    internal static string SessionOf(JsonElement reply) => reply.GetProperty("lease").GetProperty("session").GetString()!;

    internal static IEnumerable<string?> ReasonsOf(JsonElement reply)
    {
        TaskOf(reply).ShouldBeNull();
        return reply.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetProperty("code").GetString());
    }

    private static async Task<List<TaskId>> DrainAsync(TestProject project)
    {
        var order = new List<TaskId>();
        while (TaskOf(await NextAsync(await project.AddMemberAsync(ProjectRole.Labeler), project)) is { } id)
        {
            order.Add(TaskId.Parse(id, null));
        }

        return order;
    }
}
