using System.Net;
using Limn.Server.Annotations;
using Limn.Server.Projects;
using Limn.Server.Tests.Hosting;
using Limn.Server.Tests.Workflow;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Annotations;

public sealed class RevisionTests(LimnApplication limn)
{
    private static readonly string[] Counts = ["added", "changed", "removed"];

    [Fact]
    public async Task List_tells_who_changed_what_newest_first_and_goes_on_by_number()
    {
        var (project, task) = await ThreeRevisionsAsync();

        var page = (await project.Owner.Api.GetAsync($"/v2/task/{task}/revisions?limit=2")).Data.GetProperty("revisions");
        var rest = (await project.Owner.Api.GetAsync($"/v2/task/{task}/revisions?before=2")).Data.GetProperty("revisions");

        page.EnumerateArray().Select(revision => revision.GetProperty("number").GetInt32()).ShouldBe([3, 2]);
        var second = page[1];
        second.GetProperty("by").GetString().ShouldBe(project.Owner.Email);
        second.GetProperty("origin").GetString().ShouldBe("Human");
        second.GetProperty("stageId").GetString().ShouldBe("Label");
        Counts.Select(key => second.GetProperty(key).GetInt32()).ShouldBe([1, 1, 0]);
        rest.GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Old_answer_is_replayed()
    {
        var (project, task) = await ThreeRevisionsAsync();

        var revision = (await project.Owner.Api.GetAsync($"/v2/task/{task}/revisions/2")).Data.GetProperty("revision");

        var tools = revision.GetProperty("answer").GetProperty("tools");
        tools.EnumerateArray().Select(tool => tool.GetProperty("objectId").GetString()).ShouldBe(["b1", "b2"]);
        tools[0].GetProperty("bounding-box").GetProperty("x").GetDouble().ShouldBe(2);
        revision.GetProperty("changes").GetProperty("objects").GetProperty("added").GetArrayLength().ShouldBe(1);
        (await project.Owner.Api.GetAsync($"/v2/task/{task}/revisions/4")).FailsWith(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Mask_alone_makes_a_revision_that_replays()
    {
        var project = await TestProject.CreateAsync(limn);
        var task = await project.AddTaskAsync();
        await project.Owner.Api.PostAsync($"/v2/annotate/{task}", new { answer = TestAnswers.Box(), brushDataUrl = "http://x/1.png" });
        await project.Owner.Api.PostAsync($"/v2/annotate/{task}", new { answer = TestAnswers.Box(), brushDataUrl = "http://x/2.png" });

        var revision = (await project.Owner.Api.GetAsync($"/v2/task/{task}/revisions/2")).Data.GetProperty("revision");

        revision.GetProperty("brushDataUrl").GetString().ShouldBe("http://x/2.png");
        revision.GetProperty("changes").GetRawText().ShouldBe("""{"brushDataUrl":"http://x/2.png"}""");
        (await VerifyAsync(task)).ShouldBeNull();
    }

    [Fact]
    public async Task Untampered_log_verifies()
    {
        var (project, task) = await ThreeRevisionsAsync();

        (await VerifyAsync(task)).ShouldBeNull();
        (await VerifyAsync(await project.AddTaskAsync())).ShouldBeNull();
    }

    [Fact]
    public async Task Altered_revision_shows()
    {
        var (_, task) = await ThreeRevisionsAsync();
        await limn.InDatabaseAsync(db => db.Revisions.Where(revision => revision.TaskId == task && revision.Number == 2)
            .ExecuteUpdateAsync(update => update.SetProperty(revision => revision.StageId, "Elsewhere")));

        (await VerifyAsync(task)).ShouldBe("Revision 2 was altered.");
    }

    [Fact]
    public async Task Missing_revision_shows()
    {
        var (_, task) = await ThreeRevisionsAsync();
        await limn.InDatabaseAsync(db => db.Revisions.Where(revision => revision.TaskId == task && revision.Number == 1).ExecuteDeleteAsync());

        (await VerifyAsync(task)).ShouldBe("Revision 1 is missing.");
    }

    [Fact]
    public async Task Cut_off_revision_shows()
    {
        var (_, task) = await ThreeRevisionsAsync();
        await limn.InDatabaseAsync(db => db.Revisions.Where(revision => revision.TaskId == task && revision.Number == 3).ExecuteDeleteAsync());

        (await VerifyAsync(task)).ShouldBe("The answer names revision 3, the log ends at 2.");
    }

    [Fact]
    public async Task Altered_answer_shows()
    {
        var (_, task) = await ThreeRevisionsAsync();
        await limn.InDatabaseAsync(db => db.Answers.Where(answer => answer.TaskId == task)
            .ExecuteUpdateAsync(update => update.SetProperty(answer => answer.Document, StoredAnswer.Untouched)));

        (await VerifyAsync(task)).ShouldBe("The answer is not the one that its revisions lead to.");
    }

    [Fact]
    public async Task Foreign_revisions_answer_like_unknown_ones()
    {
        var (_, task) = await ThreeRevisionsAsync();
        var stranger = await limn.AddOwnerAsync();

        (await stranger.Api.GetAsync($"/v2/task/{task}/revisions")).FailsWith(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Labeler_reads_the_revisions_of_tasks_that_he_may_read()
    {
        var (project, task) = await ThreeRevisionsAsync();
        var (labeler, other) = (await project.AddMemberAsync(ProjectRole.Labeler), await project.AddMemberAsync(ProjectRole.Labeler));
        await project.ChangeAsync(task, row => row.AssigneeId = labeler.Id);

        (await labeler.Api.GetAsync($"/v2/task/{task}/revisions/1")).Status.ShouldBe(HttpStatusCode.OK);
        (await other.Api.GetAsync($"/v2/task/{task}/revisions")).FailsWith(HttpStatusCode.NotFound);
        (await other.Api.GetAsync($"/v2/task/{task}/revisions/1")).FailsWith(HttpStatusCode.NotFound);
    }

    private Task<string?> VerifyAsync(TaskId task) => limn.InDatabaseAsync(db => RevisionLog.VerifyAsync(db, task, CancellationToken.None));

    private async Task<(TestProject Project, TaskId Task)> ThreeRevisionsAsync()
    {
        var project = await TestProject.CreateAsync(limn);
        var task = await project.AddTaskAsync();
        foreach (var answer in new[] { TestAnswers.Boxes(("b1", 1)), TestAnswers.Boxes(("b1", 2), ("b2", 3)), TestAnswers.Boxes(("b2", 3)) })
        {
            (await AnnotateTests.AnnotateAsync(project.Owner, task, answer)).Status.ShouldBe(HttpStatusCode.OK);
        }

        return (project, task);
    }
}
