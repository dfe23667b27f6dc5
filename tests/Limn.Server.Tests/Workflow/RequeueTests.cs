using System.Net;
using Limn.Server.Annotations;
using Limn.Server.Batches;
using Limn.Server.Database;
using Limn.Server.Projects;
using Limn.Server.Statistics;
using Limn.Server.Tests.Annotations;
using Limn.Server.Tests.Hosting;
using Limn.Server.Workflow;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Workflow;

public sealed class RequeueTests(LimnApplication limn)
{
    [Theory]
    [InlineData(false, false, false)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(true, true, false)]
    [InlineData(false, false, true)]
    [InlineData(true, false, true)]
    [InlineData(false, true, true)]
    [InlineData(true, true, true)]
    public async Task Each_option_does_its_own(bool removeAnnotations, bool removeAssignee, bool removeStageHistory)
    {
        var project = await TestProject.CreateAsync(limn);
        var labeler = await project.AddMemberAsync(ProjectRole.Labeler);
        var task = await project.AddTaskAsync();
        await AnnotateTests.AnnotateAsync(labeler, task, TestAnswers.Box(), "?nextStage=true");

        var reply = await RequeueAsync(project.Owner, project, new
        {
            toStageId = "Label", filters = new { taskIds = new[] { task.ToString() } },
            options = new { removeAnnotations, removeAssignee, removeStageHistory },
        });

        reply.Data.GetRawText().ShouldBe("""{"modifiedCount":{"modified":1,"toStageId":"Label"}}""");
        var row = await project.ReadAsync(task);
        row.StageId.ShouldBe("Label");
        row.AssigneeId.ShouldBe(removeAssignee ? null : labeler.Id);
        row.IsRework.ShouldBe(!removeStageHistory);
        (await project.HistoryAsync(task)).Count.ShouldBe(removeStageHistory ? 0 : 1);
        var answer = await limn.InDatabaseAsync(db => db.Answers.AsNoTracking().SingleAsync(stored => stored.TaskId == task));
        answer.Document.Equals(StoredAnswer.Untouched).ShouldBe(removeAnnotations);
        answer.Revision.ShouldBe(removeAnnotations ? 2 : 1);
        (await limn.InDatabaseAsync(db => RevisionLog.VerifyAsync(db, task, CancellationToken.None))).ShouldBeNull();
        var marker = await limn.InDatabaseAsync(db => db.TaskMarkers.AsNoTracking().SingleAsync(found => found.TaskId == task));
        (marker.Event, marker.FromStageId, marker.ToStageId, marker.By).ShouldBe((TaskMarker.Requeued, "Review", "Label", project.Owner.Email));
        (marker.RemovedAnnotations, marker.RemovedAssignee, marker.RemovedStageHistory).ShouldBe((removeAnnotations, removeAssignee, removeStageHistory));
    }

    [Fact]
    public async Task Older_names_of_the_options_work()
    {
        var project = await TestProject.CreateAsync(limn);
        var labeler = await project.AddMemberAsync(ProjectRole.Labeler);
        var task = await project.AddTaskAsync();
        await AnnotateTests.AnnotateAsync(labeler, task, TestAnswers.Box(), "?nextStage=true");

        await RequeueAsync(project.Owner, project, new { toStageId = "Label", filters = new { }, options = new { resetAnswer = true, unassign = true } });

        (await project.ReadAsync(task)).AssigneeId.ShouldBeNull();
        (await limn.InDatabaseAsync(db => db.Answers.SingleAsync(stored => stored.TaskId == task))).Document.ShouldBe(StoredAnswer.Untouched);
    }

    [Fact]
    public async Task Filters_are_joined_by_and_each_is_any_of()
    {
        var project = await TestProject.CreateAsync(limn);
        var wanted = await project.AddTaskAsync("Review", "a.png");
        var otherName = await project.AddTaskAsync("Review", "b.png");
        var otherStage = await project.AddTaskAsync("Complete", "a.png");
        var otherBatch = await project.AddTaskAsync("Review", "a.png");
        var batch = Id.New<Batch>(TimeProvider.System);
        await limn.InDatabaseAsync(async db =>
        {
            db.Batches.Add(new Batch { Id = batch, ProjectId = project.Id, Name = "Pilot", Rank = 0 });
            foreach (var id in new[] { wanted, otherName, otherStage })
            {
                db.AssetBatches.Add(new AssetBatch { AssetId = (await db.Tasks.SingleAsync(task => task.Id == id)).AssetId, BatchId = batch });
            }

            return await db.SaveChangesAsync();
        });

        using var body = new StringContent(
            """
            {"toStageId":"Label","filters":{"externalIds":["a.png","c.png"],"fromStageIds":["Review","Label"],"batches":["Pilot"],"taskIds":[]}}
            """,
            System.Text.Encoding.UTF8,
            "application/json");

        var reply = await RequeueAsync(project.Owner, project, body);

        reply.Data.GetProperty("modifiedCount").GetProperty("modified").GetInt32().ShouldBe(1);
        (await project.ReadAsync(wanted)).StageId.ShouldBe("Label");
        (await project.ReadAsync(otherBatch)).StageId.ShouldBe("Review");
    }

    [Fact]
    public async Task Start_holds_what_is_requeued_to_it()
    {
        var project = await TestProject.CreateAsync(limn);
        var task = await project.AddTaskAsync("Complete", change: row => (row.CompletedAt, row.CompletedBy) = (row.CreatedAt, "x@example.com"));

        await RequeueAsync(project.Owner, project, new { toStageId = "Start" });

        var after = await project.ReadAsync(task);
        (after.StageId, after.CompletedAt, after.CompletedBy).ShouldBe(("Start", null, null));
    }

    [Fact]
    public async Task Complete_stage_can_keep_its_tasks()
    {
        var project = await TestProject.CreateAsync(
            limn,
            """
            [{"id":"Start","type":"Start","next":["Label"]},{"id":"Label","type":"Label","next":["Complete"]},
             {"id":"Complete","type":"Complete","preventRequeue":true}]
            """);
        var task = await project.AddTaskAsync("Complete");

        var reply = await RequeueAsync(project.Owner, project, new { toStageId = "Label" });

        reply.Data.GetProperty("modifiedCount").GetProperty("modified").GetInt32().ShouldBe(0);
        (await project.ReadAsync(task)).StageId.ShouldBe("Complete");
    }

    [Fact]
    public async Task Task_that_somebody_edits_stays_unless_forced()
    {
        var project = await TestProject.CreateAsync(limn);
        var task = await project.AddTaskAsync();
        await project.Owner.Api.PostAsync($"/v2/task/{task}/lease", new { session = "mine" });

        var polite = await RequeueAsync(project.Owner, project, new { toStageId = "Review" });
        var forced = await RequeueAsync(project.Owner, project, new { toStageId = "Review", options = new { force = true } });

        polite.Data.GetProperty("modifiedCount").GetProperty("modified").GetInt32().ShouldBe(0);
        forced.Data.GetProperty("modifiedCount").GetProperty("modified").GetInt32().ShouldBe(1);
        (await project.ReadAsync(task)).LeaseSession.ShouldBeNull();
    }

    [Fact]
    public async Task More_than_a_chunk_is_a_job_whose_reply_is_the_same()
    {
        var project = await TestProject.CreateAsync(limn);
        await project.AddTasksAsync(1201);

        var reply = await RequeueAsync(project.Owner, project, new { toStageId = "Review" });

        reply.Data.GetRawText().ShouldBe("""{"modifiedCount":{"modified":1201,"toStageId":"Review"}}""");
        (await limn.InDatabaseAsync(db => db.Tasks.CountAsync(task => task.ProjectId == project.Id && task.StageId == "Review"))).ShouldBe(1201);
        (await limn.InDatabaseAsync(db => db.Jobs.CountAsync(job => job.ProjectId == project.Id))).ShouldBe(1);
    }

    [Fact]
    public async Task Broken_off_job_moves_only_what_is_left()
    {
        var project = await TestProject.CreateAsync(limn);
        var done = await project.AddTaskAsync("Review");
        var left = await project.AddTaskAsync();
        var since = (await project.ReadAsync(done)).StageEnteredAt;
        await limn.InDatabaseAsync(async db =>
        {
            var moves = limn.Services.GetService(typeof(TaskMoves)) as TaskMoves;
            var graph = StageGraph.Read(StageGraph.Default);
            await using var write = await ((Writes)limn.Services.GetService(typeof(Writes))!).BeginAsync(db, CancellationToken.None);
            var moved = await moves!.RequeueAsync(
                write, new Requeue { ProjectId = project.Id, Graph = graph, To = graph.Find("Review")!, By = "x@example.com", Since = since },
                [done, left], CancellationToken.None);
            await write.CommitAsync(CancellationToken.None);
            moved.ShouldBe(1);
            return moved;
        });
    }

    [Fact]
    public async Task Statistics_follow()
    {
        var project = await TestProject.CreateAsync(limn);
        await project.AddTasksAsync(3);
        await limn.InDatabaseAsync(db =>
        {
            db.StageCounts.Add(new StageCount { ProjectId = project.Id, StageId = "Label", Tasks = 3 });
            return db.SaveChangesAsync();
        });

        await RequeueAsync(project.Owner, project, new { toStageId = "Review" });

        await Eventually.ShouldAsync(async () => (await limn.InDatabaseAsync(db => db.StageCounts
            .Where(count => count.ProjectId == project.Id && count.Tasks != 0).Select(count => count.StageId + count.Tasks).ToListAsync())).ShouldBe(["Review3"]));
    }

    [Theory]
    [InlineData("""{"toStageId":"Nowhere"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"toStageId":"Label","filters":{"taskIds":["x"]}}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"toStageId":"Label","filters":{"batches":["Nope"]}}""", HttpStatusCode.BadRequest)]
    public async Task Requeue_that_makes_no_sense_is_refused(string body, HttpStatusCode status)
    {
        var project = await TestProject.CreateAsync(limn);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        (await RequeueAsync(project.Owner, project, content)).FailsWith(status);
    }

    [Fact]
    public async Task Stage_that_is_not_run_yet_takes_no_task()
    {
        var project = await TestProject.CreateAsync(
            limn,
            """
            [{"id":"Start","type":"Start","next":["H"]},{"id":"H","type":"Hold","name":"Experts","next":["Complete"]},{"id":"Complete","type":"Complete"}]
            """);

        (await RequeueAsync(project.Owner, project, new { toStageId = "H" })).FailsWith(HttpStatusCode.Conflict).ShouldContain("Experts");
    }

    [Fact]
    public async Task Lead_moving_all_tasks_at_once_gets_403()
    {
        var project = await TestProject.CreateAsync(limn);
        var lead = await project.AddMemberAsync(ProjectRole.Lead);
        var task = await project.AddTaskAsync("Review");

        (await RequeueAsync(lead, project, new { toStageId = "Label", filters = new { } })).FailsWith(HttpStatusCode.Forbidden);
        (await RequeueAsync(lead, project, new { toStageId = "Label", filters = new { taskIds = new[] { task.ToString() } } })).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Reviewer_requeueing_gets_403()
    {
        var project = await TestProject.CreateAsync(limn);
        var reviewer = await project.AddMemberAsync(ProjectRole.Reviewer);

        (await RequeueAsync(reviewer, project, new { toStageId = "Label" })).FailsWith(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Tasks_of_other_projects_stay()
    {
        var project = await TestProject.CreateAsync(limn);
        var other = await TestProject.CreateAsync(limn);
        var task = await other.AddTaskAsync("Review");

        var reply = await RequeueAsync(project.Owner, project, new { toStageId = "Label", filters = new { taskIds = new[] { task.ToString() } } });

        reply.Data.GetProperty("modifiedCount").GetProperty("modified").GetInt32().ShouldBe(0);
        (await other.ReadAsync(task)).StageId.ShouldBe("Review");
    }

    [Fact]
    public async Task Removed_stage_hands_its_tasks_over_with_a_marker()
    {
        var project = await TestProject.CreateAsync(limn);
        var task = await project.AddTaskAsync("Review");
        var stages = System.Text.Json.JsonDocument.Parse(
            """[{"id":"Start","type":"Start","next":["Label"]},{"id":"Label","type":"Label","next":["Complete"]},{"id":"Complete","type":"Complete"}]""").RootElement;

        (await project.Owner.Api.PostAsync($"/v2/project/{project.Id}", new { stages })).FailsWith(HttpStatusCode.BadRequest);
        (await project.Owner.Api.PostAsync(
            $"/v2/project/{project.Id}", new { stages, migrations = new Dictionary<string, string> { ["Review"] = "Label" } })).Status.ShouldBe(HttpStatusCode.OK);

        (await project.ReadAsync(task)).StageId.ShouldBe("Label");
        var marker = await limn.InDatabaseAsync(db => db.TaskMarkers.SingleAsync(found => found.TaskId == task));
        (marker.Event, marker.FromStageId, marker.ToStageId).ShouldBe((TaskMarker.StageRemoved, "Review", "Label"));
    }

    private static Task<ApiAnswer> RequeueAsync(TestUser user, TestProject project, object body) =>
        user.Api.PostAsync($"/v2/project/{project.Id}/requeueTasks", body);
}
