using System.Net;
using System.Text;
using System.Text.Json;
using Limn.Server.Projects;
using Limn.Server.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Projects;

public sealed class ProjectsTests(LimnApplication limn)
{
    [Fact]
    public async Task Project_is_created_with_a_usable_workflow_and_its_creator_as_manager()
    {
        var owner = await limn.AddOwnerAsync();

        var answer = await owner.Api.PostAsync("/v2/project", new { name = "Fundus grading", description = "" });

        answer.Status.ShouldBe(HttpStatusCode.Created);
        var project = answer.Data.GetProperty("project");
        project.GetProperty("name").GetString().ShouldBe("Fundus grading");
        project.GetProperty("type").GetString().ShouldBe("ango");
        project.GetProperty("owner").GetString().ShouldBe(owner.Email);
        project.GetProperty("role").GetString().ShouldBe("Manager");
        project.GetProperty("stages").EnumerateArray().Select(stage => stage.GetProperty("id").GetString()).ShouldBe(["Start", "Label", "Review", "Complete"]);
        project.GetProperty("assignedTo")[0].GetProperty("assignee").GetString().ShouldBe(owner.Email);
        project.GetProperty("assignedTo")[0].GetProperty("role").GetString().ShouldBe("Manager");
        project.GetProperty("categorySchema").GetRawText().ShouldBe("""{"tools":[],"classifications":[],"relations":[]}""");
    }

    [Fact]
    public async Task Project_shows_every_documented_key()
    {
        var (owner, id) = await limn.AddProjectAsync();

        var project = await GetAsync(owner, id);

        string[] keys =
        [
            "_id", "name", "description", "type", "owner", "organization", "categorySchema", "stages", "assignedTo", "batches",
            "assetBuilderTemplates", "pctConfig", "queueVersion", "assetCount", "benchmarkEnabled", "benchmarkRatio", "instructions", "ocrLanguage",
            "idleTimeout", "projectPlugins", "pluginPresets", "errorCodesEnabled", "errorSchema", "exportStorageId", "exportStorageBucket",
            "exportStoragePath", "exportStorageEnabled", "taskSkipEnabled", "unassignSkippedTask", "gcSyncEnabled", "deleted", "createdAt",
            "updatedAt", "role",
        ];
        keys.Except(project.EnumerateObject().Select(property => property.Name)).ShouldBeEmpty();
        project.GetProperty("createdAt").GetString()!.ShouldMatch(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$");
        project.GetProperty("idleTimeout").GetInt32().ShouldBe(300);
        project.GetProperty("assetCount").GetInt32().ShouldBe(0);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"name":""}""")]
    [InlineData("""{"name":"  "}""")]
    [InlineData("""{"name":"x","type":"video"}""")]
    public async Task Project_without_a_name_or_of_an_unknown_type_is_refused(string body)
    {
        var owner = await limn.AddOwnerAsync();

        (await owner.Api.PostAsync("/v2/project", Text(body))).FailsWith(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Update_changes_only_the_keys_that_are_sent()
    {
        var (owner, id) = await limn.AddProjectAsync();

        await owner.Api.PostAsync($"/v2/project/{id}", Text("""{"description":"Eyes","idleTimeout":60,"errorSchema":{"categories":[{"name":"A"}]}}"""));
        var project = (await owner.Api.PostAsync($"/v2/project/{id}", new { taskSkipEnabled = false })).Data.GetProperty("project");

        project.GetProperty("name").GetString().ShouldBe("Test project");
        project.GetProperty("description").GetString().ShouldBe("Eyes");
        project.GetProperty("idleTimeout").GetInt32().ShouldBe(60);
        project.GetProperty("taskSkipEnabled").GetBoolean().ShouldBeFalse();
        project.GetProperty("errorSchema").GetRawText().ShouldBe("""{"categories":[{"name":"A"}]}""");
        await owner.Api.PostAsync($"/v2/project/{id}", Text("""{"idleTimeout":null}"""));
        (await GetAsync(owner, id)).GetProperty("idleTimeout").GetInt32().ShouldBe(300, "null takes a setting back");
    }

    [Fact]
    public async Task Setting_of_the_wrong_type_is_named_and_nothing_changes()
    {
        var (owner, id) = await limn.AddProjectAsync();

        var answer = await owner.Api.PostAsync($"/v2/project/{id}", new { name = "New", benchmarkEnabled = "yes", idleTimeout = "long" });

        answer.FailsWith(HttpStatusCode.BadRequest);
        Problems(answer, "path").ShouldBe(["benchmarkEnabled", "idleTimeout"], ignoreOrder: true);
        (await GetAsync(owner, id)).GetProperty("name").GetString().ShouldBe("Test project");
    }

    [Fact]
    public async Task Schema_comes_back_as_it_was_sent_and_each_version_is_kept()
    {
        const string Schema =
            """{"tools":[{"tool":"bounding-box","title":"Läsion \"1\"","schemaId":"0f6a","color":"#C02942","x-own":{"n":1.50,"a":[]},"classifications":[],"options":[]}],"classifications":[],"relations":[]}""";
        var (owner, id) = await limn.AddProjectAsync();

        for (var time = 0; time < 2; time++)
        {
            (await owner.Api.PostAsync($"/v2/project/{id}", Text($$"""{"categorySchema":{{Schema}}}"""))).Status.ShouldBe(HttpStatusCode.OK);
        }

        var project = await GetAsync(owner, id);
        project.GetProperty("categorySchema").GetRawText().ShouldBe(Schema);
        project.GetProperty("schemaVersion").GetInt32().ShouldBe(2, "the same schema again is no new version");
        var versions = await limn.InDatabaseAsync(db => db.ProjectSchemas.Where(version => version.ProjectId == id).OrderBy(version => version.Version).ToListAsync());
        versions.Select(version => version.Version).ShouldBe([1, 2]);
        versions[1].Schema.ToString().ShouldBe(Schema);
        versions[1].CreatedBy.ShouldBe(owner.Email);
    }

    [Fact]
    public async Task Schema_is_refused_with_all_its_problems()
    {
        var (owner, id) = await limn.AddProjectAsync();
        const string Tool = """{"tool":"point","title":"A","schemaId":"same"}""";

        var answer = await owner.Api.PostAsync(
            $"/v2/project/{id}", Text($$$"""{"categorySchema":{"tools":[{{{Tool}}},{{{Tool}}}],"classifications":[{"title":"B"}]}}"""));

        answer.FailsWith(HttpStatusCode.BadRequest).ShouldContain("categorySchema.tools[1]");
        Problems(answer, "path").Count.ShouldBeGreaterThan(2);
        (await GetAsync(owner, id)).GetProperty("schemaVersion").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Workflow_keeps_unknown_keys_and_types_and_hides_secrets()
    {
        var (owner, id) = await limn.AddProjectAsync();
        const string Stages =
            """
            [{"id":"Start","type":"Start","name":"Start","next":["W"],"autoForward":false,"colour":"red"},
             {"id":"W","type":"Webhook","name":"Notify","next":["Complete"],"url":"https://example.org/hook","authType":"secret","secret":"hush"},
             {"id":"Complete","type":"Complete","name":"Complete"}]
            """;

        var saved = (await owner.Api.PostAsync($"/v2/project/{id}", Text($$"""{"stages":{{Stages}}}"""))).Data.GetProperty("project").GetProperty("stages");
        saved[0].GetProperty("colour").GetString().ShouldBe("red");
        saved[1].GetProperty("secret").GetString().ShouldBe("********");

        (await owner.Api.PostAsync($"/v2/project/{id}", new { stages = saved })).Status.ShouldBe(HttpStatusCode.OK);
        var stored = await limn.InDatabaseAsync(db => db.Projects.Where(project => project.Id == id).Select(project => project.Stages).SingleAsync());
        stored.ToString().ShouldContain("\"secret\":\"hush\"");
    }

    [Fact]
    public async Task Workflow_is_refused_with_all_its_problems()
    {
        var (owner, id) = await limn.AddProjectAsync();
        const string Stages =
            """
            [{"id":"Start","type":"Start","name":"Start","next":["Nowhere"]},
             {"id":"Label","type":"Label","name":"Label","next":[],"assignedTo":["stranger@example.org"]}]
            """;

        var answer = await owner.Api.PostAsync($"/v2/project/{id}", Text($$"""{"stages":{{Stages}}}"""));

        answer.FailsWith(HttpStatusCode.BadRequest);
        var problems = string.Join('\n', Problems(answer, "message"));
        problems.ShouldContain("Complete");
        problems.ShouldContain("Nowhere");
        problems.ShouldContain("stranger@example.org");
    }

    [Fact]
    public async Task Workflow_made_from_an_older_version_is_refused()
    {
        var (owner, id) = await limn.AddProjectAsync();
        var stages = (await GetAsync(owner, id)).GetProperty("stages");
        var renamed = stages.GetRawText().Replace("\"name\":\"Label\"", "\"name\":\"Draw\"", StringComparison.Ordinal);

        (await owner.Api.PostAsync($"/v2/project/{id}", Text($$"""{"stages":{{renamed}},"baseVersion":1}"""))).Status.ShouldBe(HttpStatusCode.OK);

        (await owner.Api.PostAsync($"/v2/project/{id}", new { stages, baseVersion = 1 })).FailsWith(HttpStatusCode.Conflict);
        (await limn.InDatabaseAsync(db => db.ProjectWorkflows.CountAsync(version => version.ProjectId == id))).ShouldBe(2);
    }

    [Fact]
    public async Task List_shows_what_the_caller_may_see_in_pages()
    {
        var owner = await limn.AddOwnerAsync();
        var ids = new List<string>();
        foreach (var name in (string[])["b", "c", "a"])
        {
            ids.Add((await owner.Api.PostAsync("/v2/project", new { name })).Data.GetProperty("project").GetProperty("_id").GetString()!);
        }

        var member = await limn.AddMemberAsync(owner.OrganizationId, ProjectId.Parse(ids[1], null), ProjectRole.Labeler);

        var all = (await owner.Api.GetAsync("/v2/listProjects?page=1&limit=2&sort=name")).Data;
        all.GetProperty("total").GetInt32().ShouldBe(3);
        all.GetProperty("projects").EnumerateArray().Select(project => project.GetProperty("name").GetString()).ShouldBe(["a", "b"]);
        var past = (await owner.Api.GetAsync("/v2/listProjects?page=99&limit=2")).Data;
        past.GetProperty("total").GetInt32().ShouldBe(3);
        past.GetProperty("projects").GetArrayLength().ShouldBe(0);
        (await owner.Api.GetAsync("/v2/listProjects")).Data.GetProperty("projects")[0].GetProperty("name").GetString().ShouldBe("a", "the newest first");
        var seen = (await member.Api.GetAsync("/v2/listProjects?limit=666")).Data;
        seen.GetProperty("projects").EnumerateArray().Single().GetProperty("_id").GetString().ShouldBe(ids[1]);
        seen.GetProperty("total").GetInt32().ShouldBe(1);
        (await owner.Api.GetAsync("/v2/listProjects?sort=owner.passwordHash")).FailsWith(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Deleted_project_is_unknown_afterwards()
    {
        var (owner, id) = await limn.AddProjectAsync();

        (await owner.Api.DeleteAsync($"/v2/project/{id}")).Data.GetProperty("message").GetString().ShouldBe("Project deleted.");

        (await owner.Api.GetAsync($"/v2/project/{id}")).FailsWith(HttpStatusCode.NotFound).ShouldBe($"Invalid project: {id}.");
        (await owner.Api.GetAsync("/v2/listProjects")).Data.GetProperty("total").GetInt32().ShouldBe(0);
        (await limn.InDatabaseAsync(db => db.Audit.SingleAsync(entry => entry.ProjectId == id))).By.ShouldBe(owner.Email);
    }

    [Fact]
    public async Task Foreign_project_is_unknown_and_a_malformed_id_is_refused()
    {
        var (owner, id) = await limn.AddProjectAsync();
        var stranger = await limn.AddOwnerAsync();

        (await stranger.Api.GetAsync($"/v2/project/{id}")).FailsWith(HttpStatusCode.NotFound);
        (await stranger.Api.PostAsync($"/v2/project/{id}", new { name = "Mine" })).FailsWith(HttpStatusCode.NotFound);
        (await stranger.Api.DeleteAsync($"/v2/project/{id}")).FailsWith(HttpStatusCode.NotFound);
        (await owner.Api.GetAsync("/v2/project/123")).FailsWith(HttpStatusCode.BadRequest).ShouldBe("Invalid project: 123.");
    }

    [Fact]
    public async Task Only_a_manager_configures_and_only_an_admin_creates()
    {
        var (owner, id) = await limn.AddProjectAsync();
        var lead = await limn.AddMemberAsync(owner.OrganizationId, id, ProjectRole.Lead);
        var manager = await limn.AddMemberAsync(owner.OrganizationId, id, ProjectRole.Manager);

        (await lead.Api.PostAsync($"/v2/project/{id}", new { name = "x" })).FailsWith(HttpStatusCode.Forbidden);
        (await manager.Api.PostAsync($"/v2/project/{id}", new { name = "x" })).Status.ShouldBe(HttpStatusCode.OK);
        (await manager.Api.PostAsync("/v2/project", new { name = "x" })).FailsWith(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Members_create_projects_where_the_operator_lets_them()
    {
        await using var open = await LimnApplication.StartAsync(application => application.With("Limn:MembersMayCreateProjects", "true"));
        var member = await open.AddUserAsync((await open.AddOwnerAsync()).OrganizationId);

        var project = (await member.Api.PostAsync("/v2/project", new { name = "Mine" })).Data.GetProperty("project");

        project.GetProperty("role").GetString().ShouldBe("Manager");
        (await member.Api.PostAsync($"/v2/project/{project.GetProperty("_id")}", new { name = "Still mine" })).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Text_that_is_no_text_is_refused()
    {
        var owner = await limn.AddOwnerAsync();

        (await owner.Api.PostAsync("/v2/project", Text("""{"name":"x","errorSchema":{"a":"\ud800"}}"""))).FailsWith(HttpStatusCode.BadRequest);
        (await owner.Api.PostAsync("/v2/project", Text("""{"name":"x","categorySchema":{"tools":[{"title":"\ud800"}]}}"""))).FailsWith(HttpStatusCode.BadRequest);
    }

    private static StringContent Text(string json) => new(json, Encoding.UTF8, "application/json");

    private static List<string?> Problems(ApiAnswer answer, string key) =>
        [.. answer.Json.GetProperty("error").GetProperty("problems").EnumerateArray().Select(problem => problem.GetProperty(key).GetString())];

    private static async Task<JsonElement> GetAsync(TestUser user, ProjectId id) =>
        (await user.Api.GetAsync($"/v2/project/{id}")).Data.GetProperty("project");
}
