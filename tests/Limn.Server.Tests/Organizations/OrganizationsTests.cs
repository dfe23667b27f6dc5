using System.Net;
using Limn.Server.Organizations;
using Limn.Server.Tests.Hosting;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Organizations;

public sealed class OrganizationsTests(LimnApplication limn)
{
    [Fact]
    public async Task Users_are_listed_whole_unless_a_page_is_asked_for()
    {
        var owner = await limn.AddOwnerAsync();
        var members = new List<TestUser>();
        for (var count = 0; count < 11; count++)
        {
            members.Add(await limn.AddUserAsync(owner.OrganizationId, count == 0 ? OrganizationRole.Admin : OrganizationRole.Member));
        }

        var path = $"/v2/organization/{owner.OrganizationId}/users";
        var all = (await members[1].Api.GetAsync(path)).Data.GetProperty("users");
        all.GetArrayLength().ShouldBe(12);
        all.EnumerateArray().Count(user => user.GetProperty("organizationRole").GetString() == "admin").ShouldBe(2);
        var page = (await owner.Api.GetAsync($"{path}?page=2&limit=10")).Data;
        page.GetProperty("users").GetArrayLength().ShouldBe(2);
        page.GetProperty("total").GetInt32().ShouldBe(12);
        var found = (await owner.Api.GetAsync($"{path}?search={members[3].Email}")).Data.GetProperty("users");
        found.EnumerateArray().Single().GetProperty("_id").GetString().ShouldBe(members[3].Id.ToString());
    }

    [Fact]
    public async Task Foreign_organization_is_unknown()
    {
        var owner = await limn.AddOwnerAsync();
        var stranger = await limn.AddOwnerAsync();

        (await stranger.Api.GetAsync($"/v2/organization/{owner.OrganizationId}/users")).FailsWith(HttpStatusCode.NotFound);
    }
}
