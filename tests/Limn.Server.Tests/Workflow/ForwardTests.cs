using System.Net;
using Limn.Server.Projects;
using Limn.Server.Tests.Annotations;
using Limn.Server.Tests.Hosting;
using Limn.Server.Workflow;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Workflow;

public sealed class ForwardTests(LimnApplication limn)
{
    private const string Unplugged =
        """
        [{"id":"Start","type":"Start","next":["Label"]},{"id":"Label","type":"Label","next":[null]},{"id":"Review","type":"Review","next":["Complete",null]},
         {"id":"Complete","type":"Complete"}]
        """;

    private static readonly string[] FirstPicture = ["a.png"];

    private const string Plugged =
        """
        [{"id":"Start","type":"Start","next":["Label"]},{"id":"Label","type":"Label","next":["Review"]},
         {"id":"Review","type":"Review","next":["Complete","Label"]},{"id":"Complete","type":"Complete"}]
        """;

    [Fact]
    public async Task Tasks_that_wait_in_start_are_sent_on_with_a_record()
    {
        var project = await TestProject.CreateAsync(limn);
        var waiting = await project.AddTaskAsync("Start", "a.png");
        var other = await project.AddTaskAsync("Start", "b.png");

        var reply = await ForwardAsync(project, new { filters = new { externalIds = FirstPicture } });

        reply.Data.GetRawText().ShouldBe("""{"forwarded":1}""");
        (await project.ReadAsync(waiting)).StageId.ShouldBe("Label");
        (await project.ReadAsync(other)).StageId.ShouldBe("Start");
        var record = (await project.HistoryAsync(waiting)).ShouldHaveSingleItem();
        (record.StageType, record.CompletedBy, record.Duration).ShouldBe((StageType.Start, null, 0));
    }

    [Fact]
    public async Task Task_that_could_not_leave_goes_on_once_its_output_is_connected()
    {
        var project = await TestProject.CreateAsync(limn, Unplugged);
        var labeler = await project.AddMemberAsync(ProjectRole.Labeler);
        var submitted = await project.AddTaskAsync();
        var untouched = await project.AddTaskAsync();
        await AnnotateTests.AnnotateAsync(labeler, submitted, TestAnswers.Box(), "?nextStage=true", duration: 50);

        (await ForwardAsync(project, new { stageId = "Label" })).FailsWith(HttpStatusCode.Conflict).ShouldContain("not connected");
        await project.SetStagesAsync(Plugged);
        (await ForwardAsync(project, new { stageId = "Label" })).Data.GetProperty("forwarded").GetInt32().ShouldBe(1);

        var row = await project.ReadAsync(submitted);
        (row.StageId, row.Error).ShouldBe(("Review", null));
        (await project.ReadAsync(untouched)).StageId.ShouldBe("Label");
        var record = (await project.HistoryAsync(submitted)).ShouldHaveSingleItem();
        (record.CompletedBy, record.Duration).ShouldBe((labeler.Email, 50));
        record.Document.ToString().ShouldContain("bounding-box");
    }

    [Fact]
    public async Task Rejected_task_that_could_not_leave_goes_where_rejected_ones_go()
    {
        var project = await TestProject.CreateAsync(limn, Unplugged);
        var task = await project.AddTaskAsync("Review");
        await project.Owner.Api.PostAsync($"/v2/review/{task}", new { reviewStatus = "Rejected" });
        await project.SetStagesAsync(Plugged);

        (await ForwardAsync(project, new { stageId = "Review" })).Data.GetProperty("forwarded").GetInt32().ShouldBe(1);

        (await project.ReadAsync(task)).StageId.ShouldBe("Label");
    }

    [Fact]
    public async Task Labeler_forwarding_gets_403_and_unknown_stages_400()
    {
        var project = await TestProject.CreateAsync(limn);
        var labeler = await project.AddMemberAsync(ProjectRole.Labeler);

        (await labeler.Api.PostAsync($"/v2/project/{project.Id}/forwardTasks", new { })).FailsWith(HttpStatusCode.Forbidden);
        (await ForwardAsync(project, new { stageId = "Nowhere" })).FailsWith(HttpStatusCode.BadRequest);
        (await ForwardAsync(project, new { stageId = "Complete" })).FailsWith(HttpStatusCode.Conflict);
    }

    private static Task<ApiAnswer> ForwardAsync(TestProject project, object body) =>
        project.Owner.Api.PostAsync($"/v2/project/{project.Id}/forwardTasks", body);
}
