using System.Net;
using Limn.Server.Projects;
using Limn.Server.Tests.Annotations;
using Limn.Server.Tests.Hosting;
using Limn.Server.Tests.Workflow;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Queues;

public sealed class LeaseTests(LimnApplication limn)
{
    [Fact]
    public async Task Second_window_is_refused_until_it_takes_over_and_then_the_first_saves_no_more()
    {
        var project = await TestProject.CreateAsync(limn);
        var labeler = await project.AddMemberAsync(ProjectRole.Labeler);
        var task = await project.AddTaskAsync();
        var first = QueueTests.SessionOf(await QueueTests.NextAsync(labeler, project));

        (await OpenAsync(labeler, task, "second")).FailsWith(HttpStatusCode.Conflict).ShouldContain("another window");
        (await OpenAsync(labeler, task, "second", takeOver: true)).Data.GetProperty("lease").GetProperty("session").GetString().ShouldBe("second");

        (await SubmitAsync(labeler, task, first)).FailsWith(HttpStatusCode.Conflict);
        (await OpenAsync(labeler, task, first)).FailsWith(HttpStatusCode.Conflict);
        (await SubmitAsync(labeler, task, "second")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Two_windows_with_the_same_revision_write_once()
    {
        var project = await TestProject.CreateAsync(limn);
        var task = await project.AddTaskAsync();
        await OpenAsync(project.Owner, task, "one");

        var answers = await Task.WhenAll(Enumerable.Range(1, 8).Select(
            x => AnnotateTests.AnnotateAsync(project.Owner, task, TestAnswers.Box(x), revision: 0)));

        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
        answers.Count(answer => answer.Status == HttpStatusCode.Conflict).ShouldBe(7);
    }

    [Fact]
    public async Task Renewal_makes_the_lease_last_longer()
    {
        var project = await TestProject.CreateAsync(limn);
        var task = await project.AddTaskAsync();
        await OpenAsync(project.Owner, task, "mine");
        await project.ChangeAsync(task, row => row.LeaseExpiresAt = TimeProvider.System.GetUtcNow().AddSeconds(5));

        var reply = (await OpenAsync(project.Owner, task, "mine")).Data;

        (reply.GetProperty("lease").GetProperty("expiresAt").GetDateTimeOffset() - TimeProvider.System.GetUtcNow()).TotalSeconds.ShouldBeGreaterThan(60);
        reply.GetProperty("stage").GetString().ShouldBe("Label");
        reply.GetProperty("revision").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task Expired_lease_gives_way_and_its_session_saves_no_more()
    {
        var project = await TestProject.CreateAsync(limn);
        var lead = await project.AddMemberAsync(ProjectRole.Lead);
        var task = await project.AddTaskAsync();
        await OpenAsync(project.Owner, task, "gone");
        await project.ChangeAsync(task, row => row.LeaseExpiresAt = TimeProvider.System.GetUtcNow().AddSeconds(-1));

        (await OpenAsync(lead, task, "fresh")).Status.ShouldBe(HttpStatusCode.OK);

        (await SubmitAsync(project.Owner, task, "gone")).FailsWith(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Expired_lease_that_nobody_wanted_still_saves()
    {
        var project = await TestProject.CreateAsync(limn);
        var task = await project.AddTaskAsync();
        await OpenAsync(project.Owner, task, "slow");
        await project.ChangeAsync(task, row => row.LeaseExpiresAt = TimeProvider.System.GetUtcNow().AddSeconds(-1));

        (await SubmitAsync(project.Owner, task, "slow")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(ProjectRole.Lead, HttpStatusCode.OK)]
    [InlineData(ProjectRole.Reviewer, HttpStatusCode.Forbidden)]
    public async Task Only_leads_take_a_task_over_from_somebody_else(ProjectRole role, HttpStatusCode status)
    {
        var project = await TestProject.CreateAsync(limn);
        var other = await project.AddMemberAsync(role);
        var task = await project.AddTaskAsync();
        await OpenAsync(project.Owner, task, "mine");

        (await OpenAsync(other, task, "theirs")).FailsWith(HttpStatusCode.Conflict).ShouldContain("Somebody else");
        (await OpenAsync(other, task, "theirs", takeOver: true)).Status.ShouldBe(status);
    }

    [Fact]
    public async Task Released_task_is_free_and_a_wrong_session_releases_nothing()
    {
        var project = await TestProject.CreateAsync(limn);
        var task = await project.AddTaskAsync();
        await OpenAsync(project.Owner, task, "mine");

        await project.Owner.Api.DeleteAsync($"/v2/task/{task}/lease?session=other");
        (await project.ReadAsync(task)).LeaseSession.ShouldBe("mine");
        await project.Owner.Api.DeleteAsync($"/v2/task/{task}/lease?session=mine");
        (await project.ReadAsync(task)).LeaseSession.ShouldBeNull();
    }

    [Fact]
    public async Task Labeler_opening_the_task_of_another_gets_403()
    {
        var project = await TestProject.CreateAsync(limn);
        var labeler = await project.AddMemberAsync(ProjectRole.Labeler);
        var task = await project.AddTaskAsync(change: row => row.AssigneeId = project.Owner.Id);

        (await OpenAsync(labeler, task, "mine")).FailsWith(HttpStatusCode.Forbidden);
    }

    internal static Task<ApiAnswer> OpenAsync(TestUser user, TaskId task, string session, bool takeOver = false) =>
        user.Api.PostAsync($"/v2/task/{task}/lease", new { session, takeOver });

    internal static Task<ApiAnswer> SubmitAsync(TestUser user, TaskId task, string session, object? answer = null, string? token = null, int? revision = null) =>
        user.Api.PostAsync($"/v2/task/{task}/submit", new { answer = answer ?? TestAnswers.Box(), session, token, revision, duration = 10 });
}
