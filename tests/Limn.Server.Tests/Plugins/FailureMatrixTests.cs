using System.Net;
using Limn.Server.Plugins;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Plugins;

/// <summary>What can go wrong with a run, one test per case. The clocks are short; their true lengths are in SessionMachineTests.</summary>
public sealed class FailureMatrixTests(HastyApplication hasty)
{
    [Fact]
    public async Task Plugin_offline_when_the_user_presses_run()
    {
        var scene = await PluginScene.CreateAsync(hasty.Limn);

        (await scene.PressRunAsync()).FailsWith(HttpStatusCode.Conflict).ShouldContain("not running");

        (await scene.Manager.Api.GetAsync($"/v2/pluginSessions?plugin={scene.Id}")).Data.GetProperty("total").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task Plugin_goes_offline_between_check_and_emit()
    {
        // Its place is taken, so the second run still waits when the plugin goes.
        var scene = await PluginScene.CreateAsync(hasty.Limn, new { maxConcurrentRuns = 1 });
        var plugin = await scene.ConnectAsync();
        await scene.RunOnAsync(plugin);
        var waiting = await scene.RunAsync();

        await plugin.DisposeAsync();

        (await scene.WaitForAsync(waiting, PluginSessionState.Failed)).GetProperty("message").GetString()!.ShouldContain("went offline");
    }

    [Fact]
    public async Task Plugin_that_comes_back_in_time_gets_the_waiting_run()
    {
        var scene = await PluginScene.CreateAsync(hasty.Limn, new { maxConcurrentRuns = 1 });
        var plugin = await scene.ConnectAsync();
        await scene.RunOnAsync(plugin);
        var waiting = await scene.RunAsync();

        await plugin.DisposeAsync();
        await using var again = await WirePlugin.ConnectAsync(hasty.Limn.Address, scene.Id, scene.Secret);

        (await again.NextRunAsync()).Session.ShouldBe(waiting);
    }

    [Fact]
    public async Task Export_call_fails_and_the_plugin_logs_and_acknowledges()
    {
        var scene = await PluginScene.CreateAsync(hasty.Limn);
        await using var plugin = await scene.ConnectAsync();
        var run = await scene.RunOnAsync(plugin);

        await plugin.LogAsync(run.Session, "ERROR", "Error calling sdk.export: broken");
        await plugin.AckAsync(run);

        (await scene.WaitForAsync(run.Session, PluginSessionState.Failed)).GetProperty("message").GetString().ShouldBe("Error calling sdk.export: broken");
    }

    [Fact]
    public async Task Author_raises_without_a_word()
    {
        var scene = await PluginScene.CreateAsync(hasty.Limn);
        await using var plugin = await scene.ConnectAsync();
        var run = await scene.RunOnAsync(plugin);

        await plugin.RespondAsync(new { error = true, session = run.Session });

        (await scene.WaitForAsync(run.Session, PluginSessionState.Failed)).GetProperty("message").GetString().ShouldBe("The plugin reported an error.");
        var told = (await scene.NotificationsAsync())[0];
        told.GetProperty("kind").GetString().ShouldBe("plugin.failed");
        told.GetProperty("downloadUrl").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task Author_raises_after_an_error_line()
    {
        var scene = await PluginScene.CreateAsync(hasty.Limn);
        await using var plugin = await scene.ConnectAsync();
        var run = await scene.RunOnAsync(plugin);

        await plugin.LogAsync(run.Session, "ERROR", "Empty export");
        await plugin.RespondAsync(new { error = true, session = run.Session });

        (await scene.WaitForAsync(run.Session, PluginSessionState.Failed)).GetProperty("message").GetString().ShouldBe("Empty export");
    }

    [Fact]
    public async Task Author_returns_a_wrong_type_and_the_handler_dies_in_silence()
    {
        var scene = await PluginScene.CreateAsync(hasty.Limn, new { timeouts = new { inactivity = 1 } });
        await using var plugin = await scene.ConnectAsync();
        var run = await scene.RunOnAsync(plugin);

        await plugin.LogAsync(run.Session, "INFO", "started");

        await scene.WaitForAsync(run.Session, PluginSessionState.TimedOut);
    }

    [Fact]
    public async Task Plugin_does_not_begin()
    {
        var scene = await PluginScene.CreateAsync(hasty.Limn, new { timeouts = new { start = 1 } });
        await using var plugin = await scene.ConnectAsync();
        var run = await scene.RunOnAsync(plugin);

        (await scene.WaitForAsync(run.Session, PluginSessionState.TimedOut)).GetProperty("message").GetString()!.ShouldContain("did not begin");
        (await scene.NotificationsAsync())[0].GetProperty("kind").GetString().ShouldBe("plugin.timedOut");
    }

    [Fact]
    public async Task Run_takes_too_long_in_all()
    {
        var scene = await PluginScene.CreateAsync(hasty.Limn, new { timeouts = new { total = 2 } });
        await using var plugin = await scene.ConnectAsync();
        var run = await scene.RunOnAsync(plugin);

        await plugin.LogAsync(run.Session, "INFO", "started");

        (await scene.WaitForAsync(run.Session, PluginSessionState.TimedOut)).GetProperty("message").GetString()!.ShouldContain("longer");
    }

    [Fact]
    public async Task Upload_address_is_refused_and_the_handler_dies_in_silence()
    {
        var scene = await PluginScene.CreateAsync(hasty.Limn);
        await using var plugin = await scene.ConnectAsync();
        var run = await scene.RunOnAsync(plugin);

        (await scene.With(run.Key).GetAsync("/v2/getUploadUrl?name=a.zip&type=nonsense")).Status.ShouldBe(HttpStatusCode.BadRequest);

        (await scene.WaitForAsync(run.Session, PluginSessionState.Failed)).GetProperty("message").GetString()!.ShouldContain("no address");
    }

    [Fact]
    public async Task Upload_fails_and_the_plugin_logs_and_acknowledges()
    {
        var scene = await PluginScene.CreateAsync(hasty.Limn);
        await using var plugin = await scene.ConnectAsync();
        var run = await scene.RunOnAsync(plugin);
        (await scene.With(run.Key).GetAsync("/v2/getUploadUrl?name=a.zip&type=exports")).Status.ShouldBe(HttpStatusCode.Created);

        await plugin.LogAsync(run.Session, "ERROR", "HTTP error occurred: 500");
        await plugin.AckAsync(run);

        (await scene.WaitForAsync(run.Session, PluginSessionState.Failed)).GetProperty("message").GetString().ShouldBe("HTTP error occurred: 500");
    }

    [Fact]
    public async Task Acknowledgement_overtakes_the_response()
    {
        var scene = await PluginScene.CreateAsync(hasty.Limn);
        await using var plugin = await scene.ConnectAsync();
        var run = await scene.RunOnAsync(plugin);

        await plugin.AckAsync(run);
        await plugin.RespondAsync(new { response = "there it is", session = run.Session });

        (await scene.WaitForAsync(run.Session, PluginSessionState.Succeeded)).GetProperty("message").GetString().ShouldBe("there it is");
    }

    [Fact]
    public async Task Response_comes_after_the_time_limit_with_its_file_stored()
    {
        var scene = await PluginScene.CreateAsync(hasty.Limn, new { timeouts = new { inactivity = 2 } });
        await using var plugin = await scene.ConnectAsync();
        var run = await scene.RunOnAsync(plugin);
        var url = await scene.UploadAsync(run, [1, 2, 3]);
        await scene.WaitForAsync(run.Session, PluginSessionState.TimedOut);

        await plugin.RespondAsync(new { export = true, response = url, session = run.Session });

        var ended = await scene.WaitForAsync(run.Session, PluginSessionState.Succeeded);
        ended.GetProperty("message").GetString()!.ShouldContain("late");
        ended.GetProperty("downloadUrl").GetString().ShouldNotBeNull();
        (await scene.NotificationsAsync()).Select(told => told.GetProperty("kind").GetString()).ShouldBe(["plugin.succeeded", "plugin.timedOut"]);
    }

    [Fact]
    public async Task Response_comes_after_the_time_limit_without_a_file()
    {
        var scene = await PluginScene.CreateAsync(hasty.Limn, new { timeouts = new { start = 1 } });
        await using var plugin = await scene.ConnectAsync();
        var run = await scene.RunOnAsync(plugin);
        await scene.WaitForAsync(run.Session, PluginSessionState.TimedOut);

        await plugin.RespondAsync(new { response = "too late", session = run.Session });
        await plugin.RespondAsync(new { response = "x", session = (await scene.RunOnAsync(plugin)).Session });

        (await scene.GetSessionAsync(run.Session)).GetProperty("state").GetString().ShouldBe("TimedOut");
    }

    [Fact]
    public async Task Response_comes_twice()
    {
        var scene = await PluginScene.CreateAsync(hasty.Limn);
        await using var plugin = await scene.ConnectAsync();
        var run = await scene.RunOnAsync(plugin);

        await plugin.RespondAsync(new { response = "first", session = run.Session });
        await plugin.RespondAsync(new { response = "second", session = run.Session });
        await plugin.RespondAsync(new { error = true, session = run.Session });
        await plugin.LogAsync(run.Session, "INFO", "after the end");
        await plugin.RespondAsync(new { response = "x", session = (await scene.RunOnAsync(plugin)).Session });

        (await scene.WaitForAsync(run.Session, PluginSessionState.Succeeded)).GetProperty("message").GetString().ShouldBe("first");
        (await scene.NotificationsAsync()).Count(told => told.GetProperty("link").GetString()!.Contains(run.Session)).ShouldBe(1);
        (await scene.LogAsync(run.Session)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Response_is_for_the_run_of_another_plugin()
    {
        var (scene, other) = (await PluginScene.CreateAsync(hasty.Limn), await PluginScene.CreateAsync(hasty.Limn));
        await using var plugin = await scene.ConnectAsync();
        await using var thief = await other.ConnectAsync();
        var run = await scene.RunOnAsync(plugin);
        var own = await other.RunOnAsync(thief);

        await thief.LogAsync(run.Session, "ERROR", "not mine");
        await thief.RespondAsync(new { response = "stolen", session = run.Session });
        await thief.RespondAsync(new { response = "own", session = own.Session });
        await other.WaitForAsync(own.Session, PluginSessionState.Succeeded);

        (await scene.GetSessionAsync(run.Session)).GetProperty("state").GetString().ShouldBe("Dispatched");
        (await scene.LogAsync(run.Session)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Plugin_restarts_itself_in_mid_run_and_forgets_the_run()
    {
        var scene = await PluginScene.CreateAsync(hasty.Limn);
        var plugin = await scene.ConnectAsync();
        var run = await scene.RunOnAsync(plugin);
        await plugin.LogAsync(run.Session, "INFO", "bad input, I start again");
        await scene.WaitForAsync(run.Session, PluginSessionState.Running);

        await plugin.DisposeAsync();
        await using var again = await WirePlugin.ConnectAsync(hasty.Limn.Address, scene.Id, scene.Secret);

        (await scene.WaitForAsync(run.Session, PluginSessionState.Failed)).GetProperty("message").GetString().ShouldBe("The plugin disconnected.");
        again.HasFrame.ShouldBeFalse("an export is not sent again by itself");
    }

    [Fact]
    public async Task User_cancels()
    {
        var scene = await PluginScene.CreateAsync(hasty.Limn);
        await using var plugin = await scene.ConnectAsync();
        var run = await scene.RunOnAsync(plugin);

        var cancelled = (await scene.Manager.Api.PostAsync($"/v2/pluginSessions/{run.Session}/cancel")).Data.GetProperty("session");

        cancelled.GetProperty("state").GetString().ShouldBe("Cancelled");
        (await plugin.NextEventAsync("cancel")).GetProperty("session").GetString().ShouldBe(run.Session);
        (await scene.With(run.Key).GetAsync($"/v2/project/{scene.World.ProjectId}")).FailsWith(HttpStatusCode.Unauthorized);
        await plugin.RespondAsync(new { response = "never mind", session = run.Session });
        await plugin.RespondAsync(new { response = "x", session = (await scene.RunOnAsync(plugin)).Session });
        (await scene.GetSessionAsync(run.Session)).GetProperty("state").GetString().ShouldBe("Cancelled");
        (await scene.Manager.Api.PostAsync($"/v2/pluginSessions/{run.Session}/cancel")).FailsWith(HttpStatusCode.Conflict);
        (await scene.NotificationsAsync()).ShouldNotContain(told => told.GetProperty("kind").GetString() == "plugin.cancelled", "he knows");
    }

    [Fact]
    public async Task Somebody_else_cancels_and_the_runner_is_told()
    {
        var scene = await PluginScene.CreateAsync(hasty.Limn, new { maxConcurrentRuns = 1 });
        await using var plugin = await scene.ConnectAsync();
        await scene.RunOnAsync(plugin);
        var waiting = await scene.RunAsync();

        (await scene.Admin.PostAsync($"/v2/pluginSessions/{waiting}/cancel")).Status.ShouldBe(HttpStatusCode.OK);

        (await scene.NotificationsAsync())[0].GetProperty("kind").GetString().ShouldBe("plugin.cancelled");
        plugin.HasFrame.ShouldBeFalse();
    }

    [Fact]
    public async Task Plugin_is_removed_while_runs_wait_and_run()
    {
        var scene = await PluginScene.CreateAsync(hasty.Limn, new { maxConcurrentRuns = 1 });
        await using var plugin = await scene.ConnectAsync();
        var run = await scene.RunOnAsync(plugin);
        var waiting = await scene.RunAsync();

        (await scene.Admin.DeleteAsync($"/v2/plugins/{scene.Id}/install")).Status.ShouldBe(HttpStatusCode.OK);

        (await scene.WaitForAsync(waiting, PluginSessionState.Failed)).GetProperty("message").GetString()!.ShouldContain("removed");
        (await scene.With(run.Key).GetAsync($"/v2/project/{scene.World.ProjectId}")).FailsWith(HttpStatusCode.Unauthorized);
        await plugin.RespondAsync(new { response = "I was done anyway", session = run.Session });
        await scene.WaitForAsync(run.Session, PluginSessionState.Succeeded);
    }

    [Fact]
    public async Task Connection_is_cut_and_the_run_answers_on_the_next_one()
    {
        var scene = await PluginScene.CreateAsync(hasty.Limn);
        var plugin = await scene.ConnectAsync();
        var run = await scene.RunOnAsync(plugin);
        await plugin.LogAsync(run.Session, "INFO", "half");
        plugin.Drop();
        await scene.WaitForAsync(run.Session, PluginSessionState.Orphaned);

        await using var again = await WirePlugin.ConnectAsync(hasty.Limn.Address, scene.Id, scene.Secret);
        await again.LogAsync(run.Session, "INFO", "the other half");
        await scene.WaitForAsync(run.Session, PluginSessionState.Running);
        await again.RespondAsync(new { response = "whole", session = run.Session });

        await scene.WaitForAsync(run.Session, PluginSessionState.Succeeded);
        (await scene.LogAsync(run.Session)).ShouldBe(["half", "the other half"]);
        await plugin.DisposeAsync();
    }
}
