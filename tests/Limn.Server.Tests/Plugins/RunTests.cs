using System.Net;
using System.Text;
using System.Text.Json;
using Limn.Server.Batches;
using Limn.Server.Database;
using Limn.Server.Permissions;
using Limn.Server.Plugins;
using Limn.Server.Tests.Hosting;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Plugins;

/// <summary>From the Run button to the download.</summary>
public sealed class RunTests(LimnApplication limn, TightApplication tight)
{
    private static readonly string[] CompleteAndLabel = ["Complete", "Label"];
    private static readonly string[] NowhereAndLabel = ["Nowhere", "Label"];
    private static readonly string[] LabelOnly = ["Label"];
    private static readonly string[] FirstBatch = ["First"];
    private static readonly string[] NoBatch = ["None"];

    [Fact]
    public async Task Export_goes_from_the_button_to_the_download()
    {
        var scene = await PluginScene.CreateAsync(limn);
        await using var plugin = await scene.ConnectAsync();
        var run = await scene.RunOnAsync(plugin);
        await scene.WaitForAsync(run.Session, PluginSessionState.Dispatched);

        await plugin.LogAsync(run.Session, "INFO", "Plugin session is started!");
        await plugin.LogAsync(run.Session, "INFO", "Assets Processed: [200/50]");
        await Eventually.TrueAsync(
            async () => (await scene.GetSessionAsync(run.Session)).GetProperty("progress").ValueKind == JsonValueKind.Object, "progress is shown");
        var running = await scene.GetSessionAsync(run.Session);
        running.GetProperty("state").GetString().ShouldBe("Running");
        running.GetProperty("progress").GetRawText().ShouldBe("""{"done":50,"total":200}""");

        var zip = Encoding.ASCII.GetBytes("PK and so on");
        var url = await scene.UploadAsync(run, zip, "boxes (1) & more#.zip");
        await plugin.RespondAsync(new { export = true, response = url, session = run.Session });
        await plugin.AckAsync(run);

        var ended = await scene.WaitForAsync(run.Session, PluginSessionState.Succeeded);
        ended.GetProperty("fileName").GetString().ShouldBe("boxes (1) & more#.zip");
        ended.GetProperty("fileSize").GetInt64().ShouldBe(zip.Length);
        ended.GetProperty("message").ValueKind.ShouldBe(JsonValueKind.Null);
        ended.GetProperty("downloadUrl").GetString().ShouldBe($"/v2/pluginSessions/{run.Session}/download");
        (await scene.LogAsync(run.Session)).ShouldBe(["Plugin session is started!", "Assets Processed: [200/50]"]);

        var download = await scene.Manager.Api.Http.GetAsync(new Uri(ended.GetProperty("downloadUrl").GetString()!, UriKind.Relative));
        (await download.Content.ReadAsByteArrayAsync()).ShouldBe(zip);
        download.Content.Headers.ContentType!.MediaType.ShouldBe("application/octet-stream");
        download.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        download.Content.Headers.ContentDisposition.FileNameStar.ShouldBe("boxes (1) & more#.zip");
        download.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
    }

    [Fact]
    public async Task Plugin_gets_exactly_the_parameters_of_the_protocol()
    {
        var scene = await PluginScene.CreateAsync(limn);
        var batch = await AddBatchAsync(scene, "First");
        await using var plugin = await scene.ConnectAsync();

        var session = await scene.RunAsync(new { config = new { separator = "é<\"" }, stages = CompleteAndLabel, batches = FirstBatch });
        var run = await plugin.NextRunAsync();

        run.Key.ShouldMatch("^lrk_[A-Za-z0-9_-]{43}$");
        run.Frame.ShouldBe(
            $$"""42/plugin,{{run.AckId}}["plugin",{"projectId":"{{scene.World.ProjectId}}","orgId":"{{scene.World.OrganizationId}}","runBy":"{{scene.Manager.Id}}","session":"{{session}}","apiKey":"{{run.Key}}","configJSON":"{\"separator\":\"é<\\\"\"}","stage":["Complete","Label"],"batches":["{{batch}}"],"tags":["{{batch}}"]}]""");
    }

    [Fact]
    public async Task Nothing_chosen_means_everything()
    {
        var scene = await PluginScene.CreateAsync(limn);
        await using var plugin = await scene.ConnectAsync();

        await scene.RunAsync(new { configJSON = "" });
        var run = await plugin.NextRunAsync();

        run.Payload.GetProperty("configJSON").GetString().ShouldBe("{}");
        run.Payload.GetProperty("stage").GetArrayLength().ShouldBe(0);
        run.Payload.GetProperty("batches").GetArrayLength().ShouldBe(0);
        run.Payload.GetProperty("tags").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("""{"configJSON":"[1,2]"}""")]
    [InlineData("""{"configJSON":"null"}""")]
    [InlineData("""{"configJSON":"{\"a\":1"}""")]
    [InlineData("""{"configJSON":"{} {}"}""")]
    [InlineData("""{"config":[1]}""")]
    public async Task Config_that_is_no_json_object_is_refused_before_anything_is_sent(string body)
    {
        var scene = await PluginScene.CreateAsync(limn);
        await using var plugin = await scene.ConnectAsync();

        (await scene.PressRunAsync(JsonDocument.Parse(body).RootElement)).FailsWith(HttpStatusCode.BadRequest).ShouldContain("JSON object");

        plugin.HasFrame.ShouldBeFalse();
        (await scene.Manager.Api.GetAsync($"/v2/pluginSessions?plugin={scene.Id}")).Data.GetProperty("total").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task Filters_that_the_project_does_not_have_are_all_named()
    {
        var scene = await PluginScene.CreateAsync(limn);

        var answer = await scene.PressRunAsync(new { stages = NowhereAndLabel, batches = NoBatch });

        answer.FailsWith(HttpStatusCode.BadRequest);
        answer.Json.GetProperty("error").GetProperty("problems").EnumerateArray().Select(problem => problem.GetProperty("path").GetString())
            .ShouldBe(["stages[0]", "batches[0]"]);
    }

    [Fact]
    public async Task Mail_is_refused_with_the_reason_where_no_mail_server_is_set()
    {
        var scene = await PluginScene.CreateAsync(limn);

        (await scene.Manager.Api.GetAsync("/v2/server")).Data.GetProperty("mail").GetBoolean().ShouldBeFalse();
        (await scene.PressRunAsync(new { sendEmail = true })).FailsWith(HttpStatusCode.BadRequest).ShouldContain("no mail server");
    }

    [Fact]
    public async Task Preset_fills_what_the_user_leaves_out()
    {
        var scene = await PluginScene.CreateAsync(limn);
        var url = $"/v2/project/{scene.World.ProjectId}/plugins/{scene.Id}/presets";
        var preset = (await scene.Manager.Api.PostAsync(url, new { name = "p", configJSON = """{"n":1}""", stage = LabelOnly })).Data
            .GetProperty("preset").GetProperty("_id").GetString();
        await using var plugin = await scene.ConnectAsync();

        await scene.RunAsync(new { presetId = preset });
        var first = await plugin.NextRunAsync();
        first.Payload.GetProperty("configJSON").GetString().ShouldBe("""{"n":1}""");
        first.Payload.GetProperty("stage")[0].GetString().ShouldBe("Label");
        await scene.RunAsync(new { presetId = preset, configJSON = """{"n":2}""", stages = Array.Empty<string>() });
        var second = await plugin.NextRunAsync();
        second.Payload.GetProperty("configJSON").GetString().ShouldBe("""{"n":2}""");
        second.Payload.GetProperty("stage").GetArrayLength().ShouldBe(0);

        var listed = (await scene.Manager.Api.GetAsync($"/v2/project/{scene.World.ProjectId}/plugins")).Data.GetProperty("plugins").EnumerateArray()
            .Single(entry => entry.GetProperty("plugin").GetProperty("_id").GetString() == scene.Id);
        listed.GetProperty("lastConfigJSON").GetString().ShouldBe("""{"n":2}""");
        (await scene.PressRunAsync(new { presetId = "aaaaaaaaaaaaaaaaaaaaaaaa" })).FailsWith(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Only_so_many_runs_are_with_the_plugin_at_once()
    {
        var scene = await PluginScene.CreateAsync(limn, new { maxConcurrentRuns = 2 });
        await using var plugin = await scene.ConnectAsync();
        var sessions = new[] { await scene.RunAsync(), await scene.RunAsync(), await scene.RunAsync() };

        var (first, second) = (await plugin.NextRunAsync(), await plugin.NextRunAsync());
        new[] { first.Session, second.Session }.ShouldBe(sessions[..2], ignoreOrder: true);
        (await scene.GetSessionAsync(sessions[2])).GetProperty("state").GetString().ShouldBe("Queued");
        plugin.HasFrame.ShouldBeFalse();

        await plugin.RespondAsync(new { response = "done", session = second.Session });
        (await plugin.NextRunAsync()).Session.ShouldBe(sessions[2]);
    }

    [Fact]
    public async Task Run_is_seen_by_its_runner_by_managers_and_by_admins()
    {
        var scene = await PluginScene.CreateAsync(limn);
        await using var plugin = await scene.ConnectAsync();
        var run = await scene.RunOnAsync(plugin);
        var other = await TestWorld.CreateAsync(limn);

        foreach (var role in new[] { Role.Owner, Role.Admin, Role.Manager })
        {
            (await scene.World[role].Api.GetAsync($"/v2/pluginSessions/{run.Session}")).Status.ShouldBe(HttpStatusCode.OK, role.ToString());
            Sessions(await scene.World[role].Api.GetAsync($"/v2/pluginSessions?project={scene.World.ProjectId}&plugin={scene.Id}")).ShouldBe([run.Session]);
        }

        foreach (var user in new[] { scene.World[Role.Lead], scene.World[Role.Labeler], scene.World[Role.Member], other[Role.Owner] })
        {
            (await user.Api.GetAsync($"/v2/pluginSessions/{run.Session}")).FailsWith(HttpStatusCode.NotFound);
            (await user.Api.GetAsync($"/v2/pluginSessions/{run.Session}/download")).FailsWith(HttpStatusCode.NotFound);
            Sessions(await user.Api.GetAsync($"/v2/pluginSessions?plugin={scene.Id}")).ShouldBeEmpty();
        }

        Sessions(await scene.Admin.GetAsync($"/v2/pluginSessions?plugin={scene.Id}&state=Succeeded")).ShouldBeEmpty();
        Sessions(await scene.Admin.GetAsync($"/v2/pluginSessions?plugin={scene.Id}&state=Dispatched")).ShouldBe([run.Session]);
        (await scene.Admin.GetAsync("/v2/pluginSessions?state=Gone")).FailsWith(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Same_settings_run_again()
    {
        var scene = await PluginScene.CreateAsync(limn);
        await using var plugin = await scene.ConnectAsync();
        var first = await scene.RunAsync(new { configJSON = """{"n":1}""", stages = LabelOnly });
        await plugin.RespondAsync(new { response = "ok", session = (await plugin.NextRunAsync()).Session });
        await scene.WaitForAsync(first, PluginSessionState.Succeeded);

        var again = await scene.Manager.Api.PostAsync($"/v2/pluginSessions/{first}/runAgain");

        again.Status.ShouldBe(HttpStatusCode.Accepted);
        var run = await plugin.NextRunAsync();
        run.Session.ShouldNotBe(first);
        run.Payload.GetProperty("configJSON").GetString().ShouldBe("""{"n":1}""");
        run.Payload.GetProperty("stage")[0].GetString().ShouldBe("Label");
        again.Data.GetProperty("session").GetProperty("input").GetProperty("configJSON").GetString().ShouldBe("""{"n":1}""");
        again.Text.ShouldNotContain("lrk_", Case.Sensitive, "the key is nowhere to be read");
    }

    [Fact]
    public async Task Foreign_address_is_kept_as_text_and_never_served()
    {
        var scene = await PluginScene.CreateAsync(limn);
        await using var plugin = await scene.ConnectAsync();
        var run = await scene.RunOnAsync(plugin);

        await plugin.RespondAsync(new { export = true, response = "https://evil.example.org/file.zip", session = run.Session });

        var ended = await scene.WaitForAsync(run.Session, PluginSessionState.Succeeded);
        ended.GetProperty("message").GetString().ShouldBe("https://evil.example.org/file.zip");
        ended.GetProperty("downloadUrl").ValueKind.ShouldBe(JsonValueKind.Null);
        (await scene.Manager.Api.GetAsync($"/v2/pluginSessions/{run.Session}/download")).FailsWith(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task File_of_another_run_is_not_taken_for_the_result()
    {
        var scene = await PluginScene.CreateAsync(limn);
        await using var plugin = await scene.ConnectAsync();
        var (first, second) = (await scene.RunOnAsync(plugin), await scene.RunOnAsync(plugin));
        var url = await scene.UploadAsync(first, [1, 2, 3]);

        await plugin.RespondAsync(new { export = true, response = url, session = second.Session });

        (await scene.WaitForAsync(second.Session, PluginSessionState.Succeeded)).GetProperty("downloadUrl").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task File_that_never_arrived_fails_the_run()
    {
        var scene = await PluginScene.CreateAsync(limn);
        await using var plugin = await scene.ConnectAsync();
        var run = await scene.RunOnAsync(plugin);
        var uploadUrl = (await scene.With(run.Key).GetAsync("/v2/getUploadUrl?name=a.zip&type=exports")).Data.GetProperty("uploadUrl").GetString();

        await plugin.RespondAsync(new { export = true, response = uploadUrl, session = run.Session });

        (await scene.WaitForAsync(run.Session, PluginSessionState.Failed)).GetProperty("message").GetString()!.ShouldContain("not uploaded");
    }

    [Fact]
    public async Task Log_is_limited_and_one_line_tells_of_the_rest()
    {
        var scene = await PluginScene.CreateAsync(limn);
        await using var plugin = await scene.ConnectAsync();
        var run = await scene.RunOnAsync(plugin);
        for (var line = 0; line < 400; line++)
        {
            await plugin.LogAsync(run.Session, "INFO", $"{line}");
        }

        await plugin.RespondAsync(new { response = "done", session = run.Session });
        var ended = await scene.WaitForAsync(run.Session, PluginSessionState.Succeeded);

        var dropped = ended.GetProperty("droppedLogs").GetInt32();
        var log = await scene.LogAsync(run.Session);
        dropped.ShouldBeGreaterThan(0);
        log.Length.ShouldBe(400 - dropped + 1);
        log[..50].ShouldBe(Enumerable.Range(0, 50).Select(line => $"{line}"));
        log[^1].ShouldStartWith($"{dropped} log lines were dropped");
    }

    [Fact]
    public async Task Log_is_read_on_from_the_last_line_that_one_has()
    {
        var scene = await PluginScene.CreateAsync(limn);
        await using var plugin = await scene.ConnectAsync();
        var run = await scene.RunOnAsync(plugin);
        await plugin.EmitAsync("log", new { level = "WARNING", msg = "one", session = run.Session, took = 3 });
        await plugin.LogAsync(run.Session, "ERROR", "two");
        await plugin.LogAsync(run.Session, "INFO", new string('x', 20_000));
        await Eventually.TrueAsync(async () => (await scene.LogAsync(run.Session)).Length == 3, "three lines are there");

        var first = (await scene.Manager.Api.GetAsync($"/v2/pluginSessions/{run.Session}/logs?limit=1")).Data.GetProperty("logs")[0];
        (first.GetProperty("seq").GetInt32(), first.GetProperty("level").GetString(), first.GetProperty("extra").GetRawText())
            .ShouldBe((1, "Warning", """{"took":3}"""));
        var rest = (await scene.Manager.Api.GetAsync($"/v2/pluginSessions/{run.Session}/logs?after=1")).Data;
        rest.GetProperty("total").GetInt32().ShouldBe(3);
        rest.GetProperty("logs").EnumerateArray().Select(line => line.GetProperty("msg").GetString()!.Length).ShouldBe([3, 16_384]);
    }

    [Fact]
    public async Task Log_of_one_run_ends_at_its_limit_however_long_it_goes_on()
    {
        var scene = await PluginScene.CreateAsync(tight.Limn);
        await using var plugin = await scene.ConnectAsync();
        var run = await scene.RunOnAsync(plugin);
        await Eventually.TrueAsync(
            async () =>
            {
                await plugin.LogAsync(run.Session, "INFO", "one more");
                return (await LogAfterAsync(scene, run, 0)).GetProperty("total").GetInt32() == TightApplication.PluginLogLines;
            },
            "the log is full");
        for (var beyond = 0; beyond < TightApplication.PluginLogLines * 3; beyond++)
        {
            await plugin.LogAsync(run.Session, "INFO", "too many");
        }

        await plugin.RespondAsync(new { response = "done", session = run.Session });
        await scene.WaitForAsync(run.Session, PluginSessionState.Succeeded);

        var log = (await LogAfterAsync(scene, run, TightApplication.PluginLogLines - 1)).GetProperty("logs");
        log.GetArrayLength().ShouldBe(2);
        log[1].GetProperty("msg").GetString()!.ShouldContain("log lines were dropped");
    }

    [Fact]
    public async Task Runs_of_one_user_are_limited()
    {
        var scene = await PluginScene.CreateAsync(tight.Limn);
        await using var plugin = await scene.ConnectAsync();
        for (var run = 0; run < TightApplication.OpenPluginRunsPerUser; run++)
        {
            await scene.RunAsync();
        }

        for (var beyond = 0; beyond < 20; beyond++)
        {
            (await scene.PressRunAsync()).FailsWith(HttpStatusCode.TooManyRequests).ShouldContain($"{TightApplication.OpenPluginRunsPerUser} runs");
        }
    }

    private static async Task<JsonElement> LogAfterAsync(PluginScene scene, WireRun run, int after) =>
        (await scene.Manager.Api.GetAsync($"/v2/pluginSessions/{run.Session}/logs?after={after}")).Data;

    private static IEnumerable<string> Sessions(ApiAnswer answer) =>
        answer.Data.GetProperty("sessions").EnumerateArray().Select(session => session.GetProperty("_id").GetString()!);

    private async Task<BatchId> AddBatchAsync(PluginScene scene, string name)
    {
        var batch = new Batch { Id = Id.New<Batch>(TimeProvider.System), ProjectId = scene.World.ProjectId, Name = name, Rank = 0 };
        await limn.InDatabaseAsync(db =>
        {
            db.Batches.Add(batch);
            return db.SaveChangesAsync();
        });
        return batch.Id;
    }
}
