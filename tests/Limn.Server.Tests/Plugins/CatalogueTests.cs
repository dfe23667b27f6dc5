using System.Net;
using System.Text.Json;
using Limn.Server.Organizations;
using Limn.Server.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Plugins;

/// <summary>The catalogue: making, changing, listing, installing and withdrawing plugins, and their secrets.</summary>
public sealed class CatalogueTests(LimnApplication limn)
{
    private static readonly string[] TwoCars = ["car", "car"];
    private static readonly string[] CompleteOnly = ["Complete"];

    [Fact]
    public async Task New_plugin_has_the_fields_of_its_form_and_a_secret()
    {
        var owner = await limn.AddOwnerAsync();

        var answer = await owner.Api.PostAsync("/v2/plugins", new
        {
            name = " Boxes ", description = "Boxes as CSV", details = "# Boxes\n<script>alert(1)</script>", bannerUrl = "https://example.org/b.png",
            type = "Export", @public = true, status = "listed", defaultConfig = """{"separator":";"}""",
            timeouts = new { start = 30, total = 600 }, maxConcurrentRuns = 2,
        });

        answer.Status.ShouldBe(HttpStatusCode.Created);
        Guid.TryParseExact(answer.Data.GetProperty("secret").GetString(), "D", out var secret).ShouldBeTrue();
        secret.Version.ShouldBe(4);
        var plugin = answer.Data.GetProperty("plugin");
        plugin.GetProperty("_id").GetString()!.ShouldMatch("^[0-9a-f]{24}$");
        plugin.GetProperty("name").GetString().ShouldBe("Boxes");
        plugin.GetProperty("details").GetString().ShouldBe("# Boxes\n<script>alert(1)</script>", "stored as given, made safe where it is shown");
        plugin.GetProperty("type").GetString().ShouldBe("Export");
        plugin.GetProperty("status").GetString().ShouldBe("listed");
        plugin.GetProperty("public").GetBoolean().ShouldBeTrue();
        plugin.GetProperty("connector").GetString().ShouldBe("WS");
        plugin.GetProperty("live").GetBoolean().ShouldBeFalse();
        plugin.GetProperty("installed").GetBoolean().ShouldBeFalse();
        plugin.GetProperty("createdBy").GetString().ShouldBe(owner.Email);
        var development = plugin.GetProperty("development");
        development.GetProperty("timeouts").GetProperty("start").GetInt32().ShouldBe(30);
        development.GetProperty("maxConcurrentRuns").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_told_at_once()
    {
        var owner = await limn.AddOwnerAsync();

        var answer = await owner.Api.PostAsync("/v2/plugins", new
        {
            name = "", description = new string('d', 501), bannerUrl = "http://example.org/b.png", type = "Exporter", status = "hidden",
            classNames = TwoCars, defaultConfig = "[]", connector = "FTP", timeouts = new { total = 0 }, maxConcurrentRuns = 0,
        });

        answer.FailsWith(HttpStatusCode.BadRequest);
        answer.Json.GetProperty("error").GetProperty("problems").EnumerateArray().Select(problem => problem.GetProperty("path").GetString())
            .ShouldBe(
                ["name", "description", "bannerUrl", "type", "status", "classNames", "defaultConfig", "connector", "timeouts.total", "maxConcurrentRuns"],
                ignoreOrder: true);
    }

    [Theory]
    [InlineData("""{"type":"Export"}""", "name")]
    [InlineData("""{"name":"x"}""", "type")]
    [InlineData("""{"name":"x","type":"Export","classNames":["car"]}""", "classNames")]
    [InlineData("""{"name":"x","type":"Export","connector":"REST"}""", "url")]
    [InlineData("""{"name":"x","type":"Export","connector":"REST","url":"http://example.org"}""", "url")]
    [InlineData("""{"name":"x","type":"Export","connector":"REST","url":"https://10.0.0.1/"}""", "url")]
    [InlineData("""{"name":"x","type":"Export","connector":"REST","url":"https://[::1]/"}""", "url")]
    [InlineData("""{"name":"x","type":"Export","connector":"REST","url":"https://u:p@example.org"}""", "url")]
    [InlineData("""{"name":"x","type":"Export","connector":"REST","url":"file:///etc/passwd"}""", "url")]
    [InlineData("""{"name":"x","type":"Export","connector":"REST","url":"http://127.0.0.1:9"}""", "url")]
    public async Task Form_with_one_mistake_names_it(string body, string path)
    {
        var owner = await limn.AddOwnerAsync();

        var answer = await owner.Api.PostAsync("/v2/plugins", JsonDocument.Parse(body).RootElement);

        answer.FailsWith(HttpStatusCode.BadRequest).ShouldNotBeEmpty();
        answer.Json.GetProperty("error").GetProperty("problems").EnumerateArray().ShouldHaveSingleItem().GetProperty("path").GetString().ShouldBe(path);
    }

    [Theory]
    [InlineData("Model")]
    [InlineData("BatchModel")]
    [InlineData("FileExplorer")]
    [InlineData("Markdown")]
    [InlineData("Input")]
    public async Task Other_types_can_be_made_and_listed_but_not_run_yet(string type)
    {
        var scene = await PluginScene.CreateAsync(limn, new { type });

        (await scene.GetPluginAsync()).GetProperty("type").GetString().ShouldBe(type);
        (await scene.PressRunAsync()).FailsWith(HttpStatusCode.Conflict).ShouldContain($"is of type {type}");
    }

    [Fact]
    public async Task Field_that_the_form_does_not_have_is_refused()
    {
        var owner = await limn.AddOwnerAsync();

        (await owner.Api.PostAsync("/v2/plugins", new { name = "x", type = "Export", secret = "mine" }))
            .FailsWith(HttpStatusCode.BadRequest).ShouldContain("$.secret");
    }

    [Fact]
    public async Task Change_touches_only_what_is_sent()
    {
        var scene = await PluginScene.CreateAsync(limn, new { description = "before", timeouts = new { start = 9 } });
        var url = $"/v2/plugins/{scene.Id}";

        var changed = (await scene.Admin.PatchAsync(url, new { name = "After", status = "listed" })).Data.GetProperty("plugin");

        changed.GetProperty("name").GetString().ShouldBe("After");
        changed.GetProperty("description").GetString().ShouldBe("before");
        changed.GetProperty("development").GetProperty("timeouts").GetProperty("start").GetInt32().ShouldBe(9);
        (await scene.Admin.PatchAsync(url, new { timeouts = new { total = 5 } })).Data.GetProperty("plugin").GetProperty("development")
            .GetProperty("timeouts").GetProperty("start").ValueKind.ShouldBe(JsonValueKind.Null);
        (await scene.Admin.PatchAsync(url, new { type = "Model" })).FailsWith(HttpStatusCode.BadRequest).ShouldContain("fixed");
        (await scene.Admin.PatchAsync(url, new { connector = "REST" })).FailsWith(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Directory_shows_what_is_listed_and_public_and_what_is_listed_of_ones_own()
    {
        var (owner, stranger) = (await limn.AddOwnerAsync(), await limn.AddOwnerAsync());
        var ids = new Dictionary<string, string>();
        foreach (var (name, isPublic, status) in new[] { ("both", true, "listed"), ("listed", false, "listed"), ("public", true, "unlisted"), ("none", false, "unlisted") })
        {
            ids[name] = (await owner.Api.PostAsync("/v2/plugins", new { name, type = "Export", @public = isPublic, status })).Data
                .GetProperty("plugin").GetProperty("_id").GetString()!;
        }

        (await ListAsync(owner, "directory")).Intersect(ids.Values).ShouldBe([ids["both"], ids["listed"]], ignoreOrder: true);
        (await ListAsync(stranger, "directory")).Intersect(ids.Values).ShouldBe([ids["both"]]);
        (await ListAsync(owner, "development")).Intersect(ids.Values).ShouldBe(ids.Values, ignoreOrder: true);
        (await ListAsync(stranger, "development")).Intersect(ids.Values).ShouldBeEmpty();

        var seen = (await stranger.Api.GetAsync($"/v2/plugins/{ids["both"]}")).Data.GetProperty("plugin");
        seen.TryGetProperty("development", out _).ShouldBeFalse("strangers see nothing of its process");
        (await stranger.Api.GetAsync($"/v2/plugins/{ids["public"]}")).FailsWith(HttpStatusCode.NotFound);
        (await stranger.Api.PatchAsync($"/v2/plugins/{ids["both"]}", new { name = "mine" })).FailsWith(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Member_of_the_organization_sees_plugins_but_not_how_they_are_made()
    {
        var scene = await PluginScene.CreateAsync(limn);
        var member = await limn.AddUserAsync(scene.World.OrganizationId, OrganizationRole.Member);

        (await member.Api.GetAsync($"/v2/plugins/{scene.Id}")).Data.GetProperty("plugin").TryGetProperty("development", out _).ShouldBeFalse();
        (await member.Api.GetAsync("/v2/plugins?scope=development")).FailsWith(HttpStatusCode.Forbidden);
        (await member.Api.GetAsync("/v2/plugins?scope=everything")).FailsWith(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Installation_takes_effect_at_once_and_removal_too()
    {
        var scene = await PluginScene.CreateAsync(limn);
        var url = $"/v2/plugins/{scene.Id}/install";
        (await ListAsync(scene.Admin, "organization")).ShouldContain(scene.Id);

        (await scene.Admin.DeleteAsync(url)).Status.ShouldBe(HttpStatusCode.OK);

        (await ListAsync(scene.Admin, "organization")).ShouldNotContain(scene.Id);
        (await scene.Admin.DeleteAsync(url)).FailsWith(HttpStatusCode.NotFound);
        (await scene.PressRunAsync()).FailsWith(HttpStatusCode.NotFound).ShouldContain("not installed");
        var again = (await scene.Admin.PostAsync(url, new { grants = new { allProjects = true } })).Data;
        again.GetProperty("grants").GetRawText().ShouldBe("""{"allProjects":true,"storageCredentials":true,"fullUserKey":false}""");
    }

    [Fact]
    public async Task Full_rights_of_the_user_are_granted_to_own_plugins_only()
    {
        var scene = await PluginScene.CreateAsync(limn, new { status = "listed", @public = true });
        var other = await limn.AddOwnerAsync();
        var body = new { grants = new { fullUserKey = true } };

        (await other.Api.PostAsync($"/v2/plugins/{scene.Id}/install", body)).FailsWith(HttpStatusCode.BadRequest);
        (await scene.Admin.PostAsync($"/v2/plugins/{scene.Id}/install", body)).Status.ShouldBe(HttpStatusCode.OK);
        (await other.Api.PostAsync($"/v2/plugins/{scene.Id}/install")).Data.GetProperty("grants").GetProperty("storageCredentials").GetBoolean()
            .ShouldBeFalse("a stranger's plugin gets no storage keys by default");
    }

    [Fact]
    public async Task Withdrawn_plugin_stays_visible_where_it_is_installed()
    {
        var scene = await PluginScene.CreateAsync(limn, new { status = "listed" });

        (await scene.Admin.DeleteAsync($"/v2/plugins/{scene.Id}")).Status.ShouldBe(HttpStatusCode.OK);

        (await ListAsync(scene.Admin, "directory")).ShouldNotContain(scene.Id);
        (await ListAsync(scene.Admin, "organization")).ShouldContain(scene.Id);
        (await scene.GetPluginAsync()).GetProperty("withdrawn").GetBoolean().ShouldBeTrue();
        (await scene.PressRunAsync()).FailsWith(HttpStatusCode.Conflict).ShouldContain("withdrawn");
        (await scene.Admin.PatchAsync($"/v2/plugins/{scene.Id}", new { name = "x" })).FailsWith(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Secret_is_encrypted_shown_again_and_rotated_and_all_of_it_is_audited()
    {
        var scene = await PluginScene.CreateAsync(limn);
        var url = $"/v2/plugins/{scene.Id}/secret";

        (await scene.Admin.GetAsync(url)).Data.GetProperty("secret").GetString().ShouldBe(scene.Secret);
        var rotated = (await scene.Admin.PostAsync(url)).Data.GetProperty("secret").GetString()!;

        rotated.ShouldNotBe(scene.Secret);
        (await scene.Admin.GetAsync(url)).Data.GetProperty("secret").GetString().ShouldBe(rotated);
        var stored = await limn.InDatabaseAsync(db => db.Plugins.Where(plugin => plugin.Id == PluginId.Parse(scene.Id, null)).Select(plugin => plugin.Secret).SingleAsync());
        System.Text.Encoding.UTF8.GetString(stored).ShouldNotContain(rotated);
        var actions = await limn.InDatabaseAsync(db => db.Audit.Where(entry => entry.Target == scene.Id).OrderBy(entry => entry.Id).Select(entry => entry.Action).ToListAsync());
        actions.ShouldBe(["plugin.create", "plugin.install", "plugin.showSecret", "plugin.rotateSecret", "plugin.showSecret"]);
    }

    [Fact]
    public async Task Preset_is_saved_by_name_for_one_project_and_plugin()
    {
        var scene = await PluginScene.CreateAsync(limn);
        var url = $"/v2/project/{scene.World.ProjectId}/plugins/{scene.Id}/presets";
        var manager = scene.Manager.Api;

        var preset = (await manager.PostAsync(url, new { name = "Daily", config = new { n = 1 }, stage = CompleteOnly })).Data.GetProperty("preset");

        preset.GetProperty("configJSON").GetString().ShouldBe("""{"n":1}""");
        preset.GetProperty("stage")[0].GetString().ShouldBe("Complete");
        (await manager.PostAsync(url, new { name = "Daily" })).FailsWith(HttpStatusCode.Conflict);
        (await manager.PostAsync(url, new { name = "Wrong", configJSON = "[1]" })).FailsWith(HttpStatusCode.BadRequest);
        (await manager.PostAsync(url, new { name = " " })).FailsWith(HttpStatusCode.BadRequest);

        var id = preset.GetProperty("_id").GetString();
        var changed = (await manager.PostAsync($"{url}/{id}", new { name = "Nightly" })).Data.GetProperty("preset");
        changed.GetProperty("configJSON").GetString().ShouldBe("""{"n":1}""");
        var listed = (await manager.GetAsync($"/v2/project/{scene.World.ProjectId}/plugins")).Data.GetProperty("plugins").EnumerateArray()
            .Single(entry => entry.GetProperty("plugin").GetProperty("_id").GetString() == scene.Id);
        listed.GetProperty("presets")[0].GetProperty("name").GetString().ShouldBe("Nightly");
        (await manager.DeleteAsync($"{url}/{id}")).Status.ShouldBe(HttpStatusCode.OK);
        (await manager.DeleteAsync($"{url}/{id}")).FailsWith(HttpStatusCode.NotFound);
        (await manager.PostAsync($"{url}/{id}", new { name = "x" })).FailsWith(HttpStatusCode.NotFound);
        (await manager.GetAsync(url)).Data.GetProperty("presets").GetArrayLength().ShouldBe(0);
    }

    private static Task<IReadOnlyList<string>> ListAsync(TestUser user, string scope) => ListAsync(user.Api, scope);

    private static async Task<IReadOnlyList<string>> ListAsync(ApiClient api, string scope) =>
    [
        .. (await api.GetAsync($"/v2/plugins?scope={scope}")).Data.GetProperty("plugins").EnumerateArray()
            .Select(plugin => plugin.GetProperty("_id").GetString()!),
    ];
}
