using Limn.Server.Tests.Hosting;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Projects;

public sealed class ProjectSearchTests(LimnApplication app)
{
    [Theory]
    [InlineData("blood", new[] { "Blood cells", "Old blood" })]
    [InlineData("CELLS", new[] { "Blood cells" })]
    [InlineData("100%", new[] { "100% streets" })]
    [InlineData("nothing", new string[0])]
    public async Task A_part_of_the_name_finds_projects_whatever_its_case(string search, string[] found)
    {
        var owner = await app.AddOwnerAsync();
        foreach (var name in new[] { "Blood cells", "Old blood", "100% streets" })
        {
            (await owner.Api.PostAsync("/v2/project", new { name })).Data.ShouldNotBe(default);
        }

        var reply = (await owner.Api.GetAsync($"/v2/listProjects?sort=name&search={Uri.EscapeDataString(search)}")).Data;

        reply.GetProperty("projects").EnumerateArray().Select(project => project.GetProperty("name").GetString()).ShouldBe(found);
        reply.GetProperty("total").GetInt32().ShouldBe(found.Length);
    }
}
