using System.Net;
using System.Text.Json;
using Limn.Server.Projects;
using Limn.Server.Tests.Hosting;
using Limn.Server.Tests.Workflow;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Issues;

public sealed class IssuesTests(LimnApplication limn)
{
    private static readonly double[][] NewPoint = [[1, 2]];

    [Fact]
    public async Task Issue_is_opened_as_old_clients_send_it()
    {
        var (project, task) = await CreateAsync();

        var answer = await project.Owner.Api.PostAsync("/v2/issues", new { content = "Box is loose\nSee the edge", labelTask = task, position = "None" });

        answer.Status.ShouldBe(HttpStatusCode.Created);
        var issue = answer.Data.GetProperty("issue");
        issue.GetProperty("status").GetString().ShouldBe("Open");
        issue.GetProperty("title").GetString().ShouldBe("Box is loose");
        issue.GetProperty("project").GetString().ShouldBe(project.Id.ToString());
        issue.GetProperty("labelTask").GetString().ShouldBe(task.ToString());
        issue.GetProperty("stageId").GetString().ShouldBe("Label");
        issue.GetProperty("createdBy").GetString().ShouldBe(project.Owner.Email);
        issue.TryGetProperty("position", out _).ShouldBeFalse();
        issue.TryGetProperty("errorCode", out _).ShouldBeFalse();
        var shown = (await project.Owner.Api.GetAsync($"/v2/task/{task}")).Data.GetProperty("task");
        shown.GetProperty("openIssuesCount").GetInt32().ShouldBe(1);
        shown.GetProperty("issues")[0].GetString().ShouldBe(issue.GetProperty("_id").GetString());
    }

    [Fact]
    public async Task Everything_that_an_issue_carries_comes_back()
    {
        var (project, task) = await CreateAsync();
        var reviewer = await project.AddMemberAsync(ProjectRole.Reviewer);

        var issue = (await project.Owner.Api.PostAsync("/v2/issues", new
        {
            content = "x", labelTask = task, objectId = "a", page = 2, pageEnd = 3, contentMentions = new object[] { reviewer.Email },
            errorCodes = new[] { new { category = "Wrong", name = "LooseBox", key = "loose" } }, pctDetails = new { severity = 2 },
            anchor = new { zoom = 3.5 }, assignee = reviewer.Email,
            suggestedEdit = new[] { new { kind = "set", list = "objects", key = "a", field = "polygon", value = NewPoint } },
        })).Data.GetProperty("issue");

        issue.GetProperty("errorType").GetString().ShouldBe("Wrong");
        issue.GetProperty("errorCode").GetString().ShouldBe("LooseBox");
        issue.GetProperty("errorCodes")[0].GetProperty("key").GetString().ShouldBe("loose");
        issue.GetProperty("contentMentions")[0].GetProperty("userEmail").GetString().ShouldBe(reviewer.Email);
        issue.GetProperty("pctDetails").GetProperty("severity").GetInt32().ShouldBe(2);
        issue.GetProperty("anchor").GetProperty("zoom").GetDouble().ShouldBe(3.5);
        issue.GetProperty("suggestedEdit")[0].GetProperty("kind").GetString().ShouldBe("set");
        (issue.GetProperty("page").GetInt32(), issue.GetProperty("pageEnd").GetInt32(), issue.GetProperty("objectId").GetString()).ShouldBe((2, 3, "a"));
        (await NoticesAsync(reviewer)).ShouldHaveSingleItem().GetProperty("kind").GetString().ShouldBe("issue.mentioned");
        (await NoticesAsync(project.Owner)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"content":"x","position":"[1, 2]","objectId":"a"}""", "position")]
    [InlineData("""{"content":"x","position":"here"}""", "position")]
    [InlineData("""{"content":"  "}""", "content")]
    [InlineData("""{"content":"x","page":-1}""", "page")]
    [InlineData("""{"content":"x","contentMentions":["nobody@example.org"]}""", "contentMentions")]
    [InlineData("""{"content":"x","errorCodes":[{"name":"A"}]}""", "errorCodes")]
    [InlineData("""{"content":"x","suggestedEdit":{}}""", "suggestedEdit")]
    public async Task What_is_wrong_with_an_issue_is_told(string body, string path)
    {
        var (project, task) = await CreateAsync();
        using var content = new StringContent(body.Insert(1, $"\"labelTask\":\"{task}\","), null, "application/json");

        var answer = await project.Owner.Api.SendAsync(HttpMethod.Post, "/v2/issues", content);

        answer.FailsWith(HttpStatusCode.BadRequest);
        answer.Json.GetProperty("error").GetProperty("problems")[0].GetProperty("path").GetString().ShouldBe(path);
    }

    [Fact]
    public async Task Thread_is_answered_resolved_and_opened_again()
    {
        var (project, task) = await CreateAsync();
        var labeler = await project.AddMemberAsync(ProjectRole.Labeler);
        var id = await OpenAsync(project.Owner, task);

        var commented = (await labeler.Api.PostAsync($"/v2/issues/{id}/comment", new { content = "Done", contentMentions = new[] { project.Owner.Email } }))
            .Data.GetProperty("issue");
        var resolved = (await labeler.Api.PostAsync($"/v2/issues/{id}", new { status = "Resolved" })).Data.GetProperty("issue");
        var count = (await project.Owner.Api.GetAsync($"/v2/task/{task}")).Data.GetProperty("task").GetProperty("openIssuesCount").GetInt32();
        var reopened = (await project.Owner.Api.PostAsync($"/v2/issues/{id}", new { status = "Open" })).Data.GetProperty("issue");

        commented.GetProperty("comments")[0].GetProperty("content").GetString().ShouldBe("Done");
        resolved.GetProperty("resolvedBy").GetString().ShouldBe(labeler.Email);
        count.ShouldBe(0);
        reopened.GetProperty("resolvedAt").ValueKind.ShouldBe(JsonValueKind.Null);
        (await NoticesAsync(project.Owner)).Count.ShouldBe(2, "mentioned in the reply, and told that it was resolved");
    }

    [Fact]
    public async Task Reply_is_changed_and_deleted_by_its_author_only()
    {
        var (project, task) = await CreateAsync();
        var (one, other) = (await project.AddMemberAsync(ProjectRole.Reviewer), await project.AddMemberAsync(ProjectRole.Reviewer));
        var id = await OpenAsync(one, task);
        var comment = (await one.Api.PostAsync($"/v2/issues/{id}/comment", new { content = "a" })).Data.GetProperty("issue").GetProperty("comments")[0].GetProperty("_id");

        (await other.Api.PostAsync($"/v2/issues/{id}/comment/{comment}", new { content = "b" })).FailsWith(HttpStatusCode.Forbidden);
        (await one.Api.PostAsync($"/v2/issues/{id}/comment/{comment}", new { content = "b" })).Data.GetProperty("issue").GetProperty("comments")[0]
            .GetProperty("content").GetString().ShouldBe("b");
        (await other.Api.DeleteAsync($"/v2/issues/{id}/comment/{comment}")).FailsWith(HttpStatusCode.Forbidden);
        (await one.Api.DeleteAsync($"/v2/issues/{id}/comment/{comment}")).Status.ShouldBe(HttpStatusCode.OK);
        (await one.Api.GetAsync($"/v2/issues/{id}")).Data.GetProperty("issue").GetProperty("comments").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Text_of_others_and_closed_issues_are_for_leads()
    {
        var (project, task) = await CreateAsync();
        var reviewer = await project.AddMemberAsync(ProjectRole.Reviewer);
        var id = await OpenAsync(project.Owner, task);

        (await reviewer.Api.PostAsync($"/v2/issues/{id}", new { content = "mine" })).FailsWith(HttpStatusCode.Forbidden);
        (await reviewer.Api.PostAsync($"/v2/issues/{id}", new { status = "Closed" })).FailsWith(HttpStatusCode.Forbidden);
        (await reviewer.Api.DeleteAsync($"/v2/issues/{id}?project={project.Id}")).FailsWith(HttpStatusCode.Forbidden);
        (await project.Owner.Api.PostAsync($"/v2/issues/{id}", new { status = "Closed" })).Status.ShouldBe(HttpStatusCode.OK);
        (await reviewer.Api.PostAsync($"/v2/issues/{id}", new { status = "Open" })).FailsWith(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Place_is_moved_by_the_author_and_leads()
    {
        var (project, task) = await CreateAsync();
        var (author, other) = (await project.AddMemberAsync(ProjectRole.Reviewer), await project.AddMemberAsync(ProjectRole.Reviewer));
        var placed = (await author.Api.PostAsync("/v2/issues", new { content = "x", labelTask = task, position = "[1, 2]" })).Data.GetProperty("issue").GetProperty("_id");
        var general = await OpenAsync(author, task);

        var moved = await author.Api.PostAsync($"/v2/issues/{placed}", new { position = "[3, 4]" });

        moved.Data.GetProperty("issue").GetProperty("position").GetString().ShouldBe("[3, 4]");
        (await project.Owner.Api.PostAsync($"/v2/issues/{placed}", new { position = "[5, 6]" })).Status.ShouldBe(HttpStatusCode.OK);
        (await other.Api.PostAsync($"/v2/issues/{placed}", new { position = "[7, 8]" })).FailsWith(HttpStatusCode.Forbidden);
        (await author.Api.PostAsync($"/v2/issues/{placed}", new { position = "there" })).FailsWith(HttpStatusCode.BadRequest);
        (await author.Api.PostAsync($"/v2/issues/{general}", new { position = "[3, 4]" })).FailsWith(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Issue_is_deleted_and_its_count_follows()
    {
        var (project, task) = await CreateAsync();
        var id = await OpenAsync(project.Owner, task);
        var elsewhere = await TestProject.CreateAsync(limn);

        (await project.Owner.Api.DeleteAsync($"/v2/issues/{id}?project={elsewhere.Id}")).FailsWith(HttpStatusCode.NotFound);
        (await elsewhere.Owner.Api.DeleteAsync($"/v2/issues/{id}?project={elsewhere.Id}")).FailsWith(HttpStatusCode.NotFound);
        (await project.Owner.Api.DeleteAsync($"/v2/issues/{id}?project={project.Id}")).Status.ShouldBe(HttpStatusCode.OK);

        (await project.ReadAsync(task)).OpenIssues.ShouldBe(0);
        (await project.Owner.Api.GetAsync($"/v2/issues/{id}")).FailsWith(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task List_is_filtered_and_told_under_both_keys()
    {
        var (project, task) = await CreateAsync();
        var reviewer = await project.AddMemberAsync(ProjectRole.Reviewer);
        var first = await OpenAsync(project.Owner, task);
        var second = await OpenAsync(reviewer, task);
        await project.Owner.Api.PostAsync($"/v2/issues/{second}", new { status = "Resolved" });

        async Task<string[]> ListAsync(string query)
        {
            var data = (await project.Owner.Api.GetAsync($"/v2/issues?project={project.Id}{query}")).Data;
            data.GetProperty("issues").GetRawText().ShouldBe(data.GetProperty("issue").GetRawText());
            return [.. data.GetProperty("issue").EnumerateArray().Select(issue => issue.GetProperty("_id").GetString()!)];
        }

        (await ListAsync("")).ShouldBe([second, first]);
        (await ListAsync("&status=open")).ShouldBe([first]);
        (await ListAsync($"&createdBy={reviewer.Email}")).ShouldBe([second]);
        (await ListAsync($"&labelTask={task}&stage=Label&page=2&limit=1")).ShouldBe([first]);
        (await ListAsync("&stage=Review")).ShouldBeEmpty();
        (await project.Owner.Api.GetAsync($"/v2/issues?project={project.Id}&status=7")).FailsWith(HttpStatusCode.BadRequest);
        (await project.Owner.Api.GetAsync($"/v2/issues?project={project.Id}&asset=x")).FailsWith(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Labeler_sees_issues_of_his_tasks_only()
    {
        var (project, task) = await CreateAsync();
        var (labeler, other) = (await project.AddMemberAsync(ProjectRole.Labeler), await project.AddMemberAsync(ProjectRole.Labeler));
        await project.ChangeAsync(task, row => row.AssigneeId = labeler.Id);
        var id = await OpenAsync(project.Owner, task);

        (await labeler.Api.GetAsync($"/v2/issues?project={project.Id}")).Data.GetProperty("total").GetInt32().ShouldBe(1);
        (await other.Api.GetAsync($"/v2/issues?project={project.Id}&labelTask={task}")).Data.GetProperty("total").GetInt32().ShouldBe(0);
        (await other.Api.GetAsync($"/v2/issues/{id}")).FailsWith(HttpStatusCode.NotFound);
        (await other.Api.PostAsync($"/v2/issues/{id}/comment", new { content = "x" })).FailsWith(HttpStatusCode.NotFound);
        (await other.Api.PostAsync("/v2/issues", new { content = "x", labelTask = task })).FailsWith(HttpStatusCode.NotFound);
        (await NoticesAsync(labeler)).ShouldHaveSingleItem().GetProperty("kind").GetString().ShouldBe("issue.changed");
    }

    [Fact]
    public async Task Tasks_are_filtered_by_their_open_issues()
    {
        var (project, task) = await CreateAsync();
        await project.AddTaskAsync();
        await OpenAsync(project.Owner, task);

        var found = (await project.Owner.Api.GetAsync($"/v2/project/{project.Id}/tasks?filter={Uri.EscapeDataString("""{"openIssuesCount":{"gt":0}}""")}")).Data;

        found.GetProperty("tasks").EnumerateArray().ShouldHaveSingleItem().GetProperty("_id").GetString().ShouldBe(task.ToString());
    }

    [Fact]
    public async Task Suggested_edit_that_was_accepted_says_so()
    {
        var (project, task) = await CreateAsync();
        var id = await OpenAsync(project.Owner, task);

        var issue = (await project.Owner.Api.PostAsync($"/v2/issues/{id}", new { suggestion = "Accepted", status = "Resolved" })).Data.GetProperty("issue");

        issue.GetProperty("suggestion").GetString().ShouldBe("Accepted");
    }

    [Fact]
    public async Task Project_may_want_an_issue_for_each_rejection_and_none_for_an_acceptance()
    {
        var project = await TestProject.CreateAsync(limn, settings: """{"rejectRequiresIssue":true,"openIssuesBlockAccept":true}""");
        var task = await project.AddTaskAsync("Review");

        var refused = await ReviewAsync(project, task, "Rejected");
        var id = await OpenAsync(project.Owner, task);
        var blocked = await ReviewAsync(project, task, "Accepted");
        var rejected = await ReviewAsync(project, task, "Rejected");

        refused.FailsWith(HttpStatusCode.Conflict);
        refused.Json.GetProperty("error").GetProperty("problems")[0].GetProperty("code").GetString().ShouldBe("issueRequired");
        blocked.Json.GetProperty("error").GetProperty("problems")[0].GetProperty("code").GetString().ShouldBe("openIssues");
        rejected.Data.GetProperty("task").GetProperty("stage").GetString().ShouldBe("Label");
        id.ShouldNotBeEmpty();
    }

    private static Task<ApiAnswer> ReviewAsync(TestProject project, TaskId task, string status) =>
        project.Owner.Api.PostAsync($"/v2/review/{task}", new { reviewStatus = status });

    private static async Task<string> OpenAsync(TestUser user, TaskId task) =>
        (await user.Api.PostAsync("/v2/issues", new { content = "Look", labelTask = task })).Data.GetProperty("issue").GetProperty("_id").GetString()!;

    private static async Task<List<JsonElement>> NoticesAsync(TestUser user) =>
        [.. (await user.Api.GetAsync("/v2/notifications")).Data.GetProperty("notifications").EnumerateArray()];

    private async Task<(TestProject Project, TaskId Task)> CreateAsync()
    {
        var project = await TestProject.CreateAsync(limn);
        return (project, await project.AddTaskAsync());
    }
}
