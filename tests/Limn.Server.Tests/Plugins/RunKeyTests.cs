using System.Net;
using Limn.Server.Auth;
using Limn.Server.Database;
using Limn.Server.Plugins;
using Limn.Server.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Plugins;

/// <summary>What the key of a run opens, what it never opens, and when it ends.</summary>
public sealed class RunKeyTests(LimnApplication limn, HastyApplication hasty)
{
    [Fact]
    public async Task Key_reads_the_run_s_project_and_lists_no_other()
    {
        var scene = await PluginScene.CreateAsync(limn);
        await using var plugin = await scene.ConnectAsync();
        var api = scene.With((await scene.RunOnAsync(plugin)).Key);

        (await api.GetAsync($"/v2/project/{scene.World.ProjectId}")).Status.ShouldBe(HttpStatusCode.OK);
        (await api.GetAsync("/v2/listProjects?page=1&limit=666")).Data.GetProperty("projects").EnumerateArray()
            .Select(project => project.GetProperty("_id").GetString()).ShouldBe([scene.World.ProjectId.ToString()]);
    }

    [Fact]
    public async Task Key_is_refused_in_another_project_of_the_same_user()
    {
        var scene = await PluginScene.CreateAsync(limn);
        var other = (await scene.Admin.PostAsync("/v2/project", new { name = "Other" })).Data.GetProperty("project").GetProperty("_id").GetString();
        await using var plugin = await scene.ConnectAsync();
        (await scene.Admin.PostAsync($"/v2/project/{scene.World.ProjectId}/plugins/{scene.Id}/run")).Status.ShouldBe(HttpStatusCode.Accepted);
        var key = (await plugin.NextRunAsync()).Key;

        (await scene.Admin.GetAsync($"/v2/project/{other}")).Status.ShouldBe(HttpStatusCode.OK);
        (await scene.With(key).GetAsync($"/v2/project/{other}")).FailsWith(HttpStatusCode.Forbidden).ShouldContain("another project");

        await scene.Admin.PostAsync($"/v2/plugins/{scene.Id}/install", new { grants = new { allProjects = true } });
        (await scene.Admin.PostAsync($"/v2/project/{scene.World.ProjectId}/plugins/{scene.Id}/run")).Status.ShouldBe(HttpStatusCode.Accepted);
        (await scene.With((await plugin.NextRunAsync()).Key).GetAsync($"/v2/project/{other}")).Status.ShouldBe(HttpStatusCode.OK, "granted");
    }

    [Theory]
    [InlineData("POST", "/v2/account/apiKey")]
    [InlineData("GET", "/v2/account/runKeys")]
    [InlineData("GET", "/v2/notifications")]
    [InlineData("GET", "/v2/plugins")]
    [InlineData("GET", "/v2/plugins/{plugin}/secret")]
    [InlineData("POST", "/v2/plugins")]
    [InlineData("GET", "/v2/pluginSessions")]
    [InlineData("POST", "/v2/project/{project}/plugins/{plugin}/run")]
    [InlineData("DELETE", "/v2/project/{project}")]
    [InlineData("POST", "/v2/project/{project}")]
    public async Task Key_never_opens_accounts_people_plugins_or_settings(string method, string path)
    {
        var scene = await PluginScene.CreateAsync(limn);
        await using var plugin = await scene.ConnectAsync();
        (await scene.Admin.PostAsync($"/v2/project/{scene.World.ProjectId}/plugins/{scene.Id}/run")).Status.ShouldBe(HttpStatusCode.Accepted);
        var api = scene.With((await plugin.NextRunAsync()).Key);
        var url = path.Replace("{project}", scene.World.ProjectId.ToString()).Replace("{plugin}", scene.Id);

        var answer = await api.SendAsync(new HttpMethod(method), url, method == "GET" ? null : new { });

        answer.FailsWith(HttpStatusCode.Forbidden).ShouldContain("key of a plugin run");
    }

    [Fact]
    public async Task Key_has_the_rights_that_its_user_has_now()
    {
        var scene = await PluginScene.CreateAsync(limn);
        await using var plugin = await scene.ConnectAsync();
        var api = scene.With((await scene.RunOnAsync(plugin)).Key);
        (await api.GetAsync($"/v2/project/{scene.World.ProjectId}")).Status.ShouldBe(HttpStatusCode.OK);

        await limn.InDatabaseAsync(db => db.ProjectMembers
            .Where(member => member.ProjectId == scene.World.ProjectId && member.UserId == scene.Manager.Id).ExecuteDeleteAsync());

        (await api.GetAsync($"/v2/project/{scene.World.ProjectId}")).FailsWith(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Key_is_kept_as_a_hash_lives_with_the_run_and_is_shown_to_its_user()
    {
        var scene = await PluginScene.CreateAsync(limn);
        await using var plugin = await scene.ConnectAsync();
        var run = await scene.RunOnAsync(plugin);

        var row = await scene.KeyOfAsync(run.Session);
        row.Hash.ShouldBe(Credentials.Hash(run.Key));
        (row.ExpiresAt - row.CreatedAt).ShouldBe(TimeSpan.FromHours(24) + TimeSpan.FromMinutes(10));
        (await scene.GetSessionAsync(run.Session)).GetRawText().ShouldNotContain(run.Key);
        var shown = (await scene.Manager.Api.GetAsync("/v2/account/runKeys")).Data.GetProperty("runKeys")[0];
        shown.GetProperty("sessionId").GetString().ShouldBe(run.Session);

        await plugin.RespondAsync(new { response = "done", session = run.Session });
        await scene.WaitForAsync(run.Session, PluginSessionState.Succeeded);
        row = await scene.KeyOfAsync(run.Session);
        row.ExpiresAt.ShouldBeLessThan(TimeProvider.System.GetUtcNow() + TimeSpan.FromMinutes(10.1));
        (await scene.With(run.Key).GetAsync($"/v2/project/{scene.World.ProjectId}")).Status.ShouldBe(HttpStatusCode.OK, "within the grace");
    }

    [Fact]
    public async Task Key_is_worth_nothing_after_the_end_and_the_grace()
    {
        var scene = await PluginScene.CreateAsync(hasty.Limn);
        await using var plugin = await scene.ConnectAsync();
        var run = await scene.RunOnAsync(plugin);
        await plugin.RespondAsync(new { response = "done", session = run.Session });
        await scene.WaitForAsync(run.Session, PluginSessionState.Succeeded);

        await Eventually.TrueAsync(
            async () => (await scene.With(run.Key).GetAsync($"/v2/project/{scene.World.ProjectId}")).Status == HttpStatusCode.Unauthorized, "the key has expired");
    }

    [Fact]
    public async Task Revoked_key_opens_nothing()
    {
        var scene = await PluginScene.CreateAsync(limn);
        await using var plugin = await scene.ConnectAsync();
        var run = await scene.RunOnAsync(plugin);
        var id = (await scene.KeyOfAsync(run.Session)).Id;

        (await scene.Manager.Api.DeleteAsync($"/v2/account/runKeys/{id}")).Status.ShouldBe(HttpStatusCode.OK);

        (await scene.With(run.Key).GetAsync($"/v2/project/{scene.World.ProjectId}")).FailsWith(HttpStatusCode.Unauthorized).ShouldBe("Invalid API KEY");
    }

    [Fact]
    public async Task Changing_calls_are_audited_with_the_run_and_reading_ones_are_not()
    {
        var scene = await PluginScene.CreateAsync(limn);
        await using var plugin = await scene.ConnectAsync();
        var run = await scene.RunOnAsync(plugin);
        var api = scene.With(run.Key);

        await api.GetAsync($"/v2/project/{scene.World.ProjectId}");
        await api.PostAsync("/v2/pluginLog", new { level = "INFO", msg = "x", session = run.Session });
        await api.PostAsync($"/v2/batches/{scene.World.ProjectId}", new { batches = new[] { new { name = "b" } } });
        (await api.PostAsync($"/v2/project/{scene.World.ProjectId}", new { name = "renamed" })).FailsWith(HttpStatusCode.Forbidden);
        var changing = await ChangeWithFullRightsAsync(scene, plugin);

        var entries = await AuditOfAsync(changing);
        var entry = entries.ShouldHaveSingleItem();
        (entry.Action, entry.By).ShouldBe(("POST /v2/batches/{projectId}", scene.Manager.Email));
        (await AuditOfAsync(run.Session)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Call_with_the_key_is_a_sign_of_life()
    {
        var scene = await PluginScene.CreateAsync(hasty.Limn, new { timeouts = new { start = 2, inactivity = 2 } });
        await using var plugin = await scene.ConnectAsync();
        var run = await scene.RunOnAsync(plugin);
        var started = TimeProvider.System.GetTimestamp();

        await Eventually.TrueAsync(
            async () =>
            {
                (await scene.With(run.Key).GetAsync($"/v2/project/{scene.World.ProjectId}")).Status.ShouldBe(HttpStatusCode.OK);
                return TimeProvider.System.GetElapsedTime(started) > TimeSpan.FromSeconds(5);
            },
            "five seconds of calls pass");

        (await scene.GetSessionAsync(run.Session)).GetProperty("state").GetString().ShouldBe("Running");
    }

    [Fact]
    public async Task Reports_by_rest_always_get_an_ok_for_a_valid_key()
    {
        var scene = await PluginScene.CreateAsync(limn);
        await using var plugin = await scene.ConnectAsync();
        var run = await scene.RunOnAsync(plugin);
        var api = scene.With(run.Key);

        (await api.PostAsync("/v2/pluginLog", new { level = "info", message = "as documented", pluginId = "p", metadata = new { n = 1 } })).Text
            .ShouldBe("""{"status":"success","data":{"response":{"logged":true}}}""");
        (await api.PostAsync("/v2/pluginLog", new { level = "INFO", msg = "of the SDK", session = run.Session })).Status.ShouldBe(HttpStatusCode.OK);
        (await scene.LogAsync(run.Session)).ShouldBe(["as documented", "of the SDK"]);

        (await api.PostAsync("/v2/pluginResponse", new { response = "x", session = "unknown" })).Text
            .ShouldBe("""{"status":"success","data":{"response":{"received":false,"taskId":null}}}""");
        (await api.PostAsync("/v2/pluginResponse", new { pluginId = "p", taskId = "t", response = new { n = 1 }, status = "success" })).Text
            .ShouldBe("""{"status":"success","data":{"response":{"received":true,"taskId":"t"}}}""");
        (await scene.WaitForAsync(run.Session, PluginSessionState.Succeeded)).GetProperty("message").GetString().ShouldBe("""{"n":1}""");
        (await api.PostAsync("/v2/pluginResponse", new { error = true, session = run.Session })).Data.GetProperty("response").GetProperty("received")
            .GetBoolean().ShouldBeFalse("it has ended");
        (await limn.Anonymous().PostAsync("/v2/pluginLog", new { msg = "x" })).FailsWith(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task User_reports_with_his_own_key_for_his_own_runs_only()
    {
        var scene = await PluginScene.CreateAsync(limn);
        await using var plugin = await scene.ConnectAsync();
        var run = await scene.RunOnAsync(plugin);
        var body = new { response = "by hand", session = run.Session };

        (await scene.Admin.PostAsync("/v2/pluginResponse", body)).Data.GetProperty("response").GetProperty("received").GetBoolean().ShouldBeFalse();
        (await scene.Manager.Api.PostAsync("/v2/pluginResponse", body)).Data.GetProperty("response").GetProperty("received").GetBoolean().ShouldBeTrue();

        await scene.WaitForAsync(run.Session, PluginSessionState.Succeeded);
    }

    // An Export's own scope lets it change nothing, so the changing call needs the user's full rights.
    private static async Task<string> ChangeWithFullRightsAsync(PluginScene scene, WirePlugin plugin)
    {
        await scene.Admin.PostAsync($"/v2/plugins/{scene.Id}/install", new { grants = new { fullUserKey = true } });
        var run = await scene.RunOnAsync(plugin);
        (await scene.With(run.Key).PostAsync($"/v2/batches/{scene.World.ProjectId}", new { batches = new[] { new { name = "by the plugin" } } }))
            .Status.ShouldBe(HttpStatusCode.OK);
        return run.Session;
    }

    private Task<List<AuditEntry>> AuditOfAsync(string session) => limn.InDatabaseAsync(db =>
    {
        var id = PluginSessionId.Parse(session, null);
        return db.Audit.AsNoTracking().Where(entry => entry.SessionId == id).ToListAsync();
    });
}
