using System.Net;
using System.Text;
using Limn.Server.Projects;
using Limn.Server.Tests.Hosting;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Projects;

public sealed class MembersTests(LimnApplication limn)
{
    [Fact]
    public async Task Members_of_the_organization_are_added_and_change_their_role()
    {
        var (owner, project) = await limn.AddProjectAsync();
        var user = await limn.AddUserAsync(owner.OrganizationId);

        await AssignAsync(owner, project, "Labeler", user.Email.ToUpperInvariant());
        var answer = await AssignAsync(owner, project, "Reviewer", user.Email);

        answer.Data.GetProperty("project").GetProperty("assignedTo").EnumerateArray()
            .Single(entry => entry.GetProperty("assignee").GetString() == user.Email).GetProperty("role").GetString().ShouldBe("Reviewer");
        var members = (await user.Api.GetAsync($"/v2/project/{project}/members")).Data.GetProperty("members");
        members.EnumerateArray().Select(member => member.GetProperty("email").GetString()).ShouldBe([owner.Email, user.Email], ignoreOrder: true);
    }

    [Fact]
    public async Task Unknown_email_is_named_and_nothing_changes()
    {
        var (owner, project) = await limn.AddProjectAsync();
        var user = await limn.AddUserAsync(owner.OrganizationId);
        var stranger = await limn.AddOwnerAsync();

        var message = (await AssignAsync(owner, project, "Labeler", user.Email, stranger.Email, "nobody@example.org")).FailsWith(HttpStatusCode.BadRequest);

        message.ShouldContain(stranger.Email);
        message.ShouldContain("nobody@example.org");
        message.ShouldNotContain(user.Email);
        (await user.Api.GetAsync($"/v2/project/{project}")).FailsWith(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Lead_neither_makes_nor_changes_managers()
    {
        var (owner, project) = await limn.AddProjectAsync();
        var lead = await limn.AddMemberAsync(owner.OrganizationId, project, ProjectRole.Lead);
        var manager = await limn.AddMemberAsync(owner.OrganizationId, project, ProjectRole.Manager);
        var user = await limn.AddUserAsync(owner.OrganizationId);

        (await AssignAsync(lead, project, "Labeler", user.Email)).Status.ShouldBe(HttpStatusCode.OK);
        (await AssignAsync(lead, project, "Manager", user.Email)).FailsWith(HttpStatusCode.Forbidden);
        (await AssignAsync(lead, project, "Labeler", manager.Email)).FailsWith(HttpStatusCode.Forbidden);
        (await UnassignAsync(lead, project, manager.Email)).FailsWith(HttpStatusCode.Forbidden);
        (await AssignAsync(user, project, "Lead", user.Email)).FailsWith(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Removed_member_sees_the_project_no_more()
    {
        var (owner, project) = await limn.AddProjectAsync();
        var user = await limn.AddMemberAsync(owner.OrganizationId, project, ProjectRole.Labeler);

        (await UnassignAsync(owner, project, user.Email)).Status.ShouldBe(HttpStatusCode.OK);

        (await user.Api.GetAsync($"/v2/project/{project}")).FailsWith(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("""{"assignees":[],"role":"Labeler"}""")]
    [InlineData("""{"assignees":["a@example.org"]}""")]
    [InlineData("""{"assignees":["a@example.org"],"role":"King"}""")]
    public async Task Incomplete_assignment_is_refused(string body)
    {
        var (owner, project) = await limn.AddProjectAsync();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        (await owner.Api.PostAsync($"/v2/project/{project}/assigned", content)).FailsWith(HttpStatusCode.BadRequest);
    }

    private static Task<ApiAnswer> AssignAsync(TestUser by, ProjectId project, string role, params string[] assignees) =>
        by.Api.PostAsync($"/v2/project/{project}/assigned", new { assignees, role });

    private static Task<ApiAnswer> UnassignAsync(TestUser by, ProjectId project, params string[] assignees) =>
        by.Api.DeleteAsync($"/v2/project/{project}/assigned", new { assignees });
}
