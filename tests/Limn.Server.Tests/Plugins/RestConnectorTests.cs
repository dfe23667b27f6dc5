using System.Net;
using Limn.Server.Hosting;
using Limn.Server.Plugins;
using Limn.Server.Tests.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Plugins;

/// <summary>Plugins that listen for HTTP: the table of answers line by line, the light by probes.</summary>
public sealed class RestConnectorTests(LimnApplication limn, HastyApplication hasty)
{
    [Fact]
    public async Task Export_is_done_when_the_call_ends_and_its_result_came_before()
    {
        await using var listener = await ListenerPlugin.StartAsync();
        var scene = await CreateAsync(listener);
        listener.Answer = async (body, _) =>
        {
            var run = new WireRun("", body, "");
            var api = scene.With(run.Key);
            await api.PostAsync("/v2/pluginLog", new { level = "INFO", msg = "working", session = run.Session });
            var url = await scene.UploadAsync(run, [1, 2, 3], "r.zip");
            await api.PostAsync("/v2/pluginResponse", new { export = true, response = url, session = run.Session });
            return Results.Text("null", "application/json");
        };

        var session = await scene.RunAsync();

        var ended = await scene.WaitForAsync(session, PluginSessionState.Succeeded);
        ended.GetProperty("fileName").GetString().ShouldBe("r.zip");
        (await scene.LogAsync(session)).ShouldBe(["working"]);
        var run = await listener.NextRunAsync();
        run.Payload.EnumerateObject().Select(member => member.Name)
            .ShouldBe(["projectId", "orgId", "runBy", "session", "apiKey", "configJSON", "stage", "batches", "tags"]);
    }

    [Fact]
    public async Task Export_whose_call_ended_with_null_and_no_result_has_failed()
    {
        await using var listener = await ListenerPlugin.StartAsync();
        var scene = await CreateAsync(listener);
        listener.Answer = async (body, _) =>
        {
            await scene.With(new WireRun("", body, "").Key).PostAsync("/v2/pluginLog", new { level = "ERROR", msg = "Error calling sdk.export: 400" });
            return Results.Text("null", "application/json");
        };

        (await scene.WaitForAsync(await scene.RunAsync(), PluginSessionState.Failed)).GetProperty("message").GetString()
            .ShouldBe("Error calling sdk.export: 400");
    }

    [Fact]
    public async Task Export_whose_author_raised_says_so_before_the_500()
    {
        await using var listener = await ListenerPlugin.StartAsync();
        var scene = await CreateAsync(listener);
        listener.Answer = async (body, _) =>
        {
            var run = new WireRun("", body, "");
            var api = scene.With(run.Key);
            await api.PostAsync("/v2/pluginLog", new { level = "ERROR", msg = "division by zero" });
            await api.PostAsync("/v2/pluginResponse", new { error = true, session = run.Session });
            return Results.Text("Internal Server Error", "text/plain", statusCode: 500);
        };

        var session = await scene.RunAsync();
        (await scene.WaitForAsync(session, PluginSessionState.Failed)).GetProperty("message").GetString().ShouldBe("division by zero");
        (await scene.NotificationsAsync()).Length.ShouldBe(1, "the 500 is no second end");
    }

    [Theory]
    [InlineData(500, "The plugin reported an error.")]
    [InlineData(401, "The plugin's listener does not know the secret of this plugin.")]
    [InlineData(422, "The plugin's listener answered with status 422.")]
    [InlineData(302, "The plugin's listener answered with status 302.")]
    public async Task Other_statuses_fail_the_run(int status, string message)
    {
        await using var listener = await ListenerPlugin.StartAsync();
        var scene = await CreateAsync(listener);
        listener.Answer = (_, http) =>
        {
            http.Response.Headers.Location = listener.Url;
            return Task.FromResult(Results.Text("{}", "application/json", statusCode: status));
        };

        (await scene.WaitForAsync(await scene.RunAsync(), PluginSessionState.Failed)).GetProperty("message").GetString().ShouldBe(message);
    }

    [Fact]
    public async Task Result_in_the_body_counts()
    {
        await using var listener = await ListenerPlugin.StartAsync();
        var scene = await CreateAsync(listener);
        listener.Answer = (body, _) => Task.FromResult(Results.Json(new { response = "all done", session = body.GetProperty("session").GetString() }));

        (await scene.WaitForAsync(await scene.RunAsync(), PluginSessionState.Succeeded)).GetProperty("message").GetString().ShouldBe("all done");
    }

    [Fact]
    public async Task Answer_that_is_no_json_fails_the_run()
    {
        await using var listener = await ListenerPlugin.StartAsync();
        var scene = await CreateAsync(listener);
        listener.Answer = (_, _) => Task.FromResult(Results.Text("<html>", "text/html"));

        (await scene.WaitForAsync(await scene.RunAsync(), PluginSessionState.Failed)).GetProperty("message").GetString()!.ShouldContain("not JSON");
    }

    [Fact]
    public async Task Dropped_call_makes_an_orphan_that_may_still_report()
    {
        await using var listener = await ListenerPlugin.StartAsync();
        var scene = await CreateAsync(listener);
        listener.Answer = (_, http) =>
        {
            http.Abort();
            return Task.FromResult(Results.Empty);
        };

        var session = await scene.RunAsync();
        await scene.WaitForAsync(session, PluginSessionState.Orphaned);
        var run = await listener.NextRunAsync();
        await scene.With(run.Key).PostAsync("/v2/pluginResponse", new { response = "here I am", session });

        await scene.WaitForAsync(session, PluginSessionState.Succeeded);
    }

    [Fact]
    public async Task Cancelled_run_ends_its_call()
    {
        await using var listener = await ListenerPlugin.StartAsync();
        var scene = await CreateAsync(listener);
        var ended = new TaskCompletionSource();
        listener.Answer = async (_, http) =>
        {
            http.RequestAborted.Register(ended.SetResult);
            await ended.Task;
            return Results.Empty;
        };
        var session = await scene.RunAsync();
        await listener.NextRunAsync();

        (await scene.Manager.Api.PostAsync($"/v2/pluginSessions/{session}/cancel")).Status.ShouldBe(HttpStatusCode.OK);

        await ended.Task.WaitAsync(TimeSpan.FromSeconds(60));
        (await scene.GetSessionAsync(session)).GetProperty("state").GetString().ShouldBe("Cancelled");
    }

    [Fact]
    public async Task Light_follows_the_probes()
    {
        await using var listener = await ListenerPlugin.StartAsync();
        var scene = await CreateAsync(listener);

        listener.IsHealthy = false;
        await scene.WaitForLightAsync(false);
        (await scene.PressRunAsync()).FailsWith(HttpStatusCode.Conflict);
        listener.IsHealthy = true;
        await scene.WaitForLightAsync(true);
    }

    [Fact]
    public async Task Listener_that_asks_for_another_secret_is_not_live()
    {
        await using var listener = await ListenerPlugin.StartAsync();
        var scene = await CreateAsync(listener);

        listener.Secret = "another";

        await scene.WaitForLightAsync(false);
    }

    [Fact]
    public async Task Listener_that_knows_the_secret_before_the_rotation_is_still_served()
    {
        await using var listener = await ListenerPlugin.StartAsync();
        var scene = await CreateAsync(listener);
        listener.Answer = (_, _) => Task.FromResult(Results.Json(new { response = "with the old secret" }));

        await scene.Admin.PostAsync($"/v2/plugins/{scene.Id}/secret");
        await scene.WaitForLightAsync(true);

        await scene.WaitForAsync(await scene.RunAsync(), PluginSessionState.Succeeded);
    }

    [Fact]
    public async Task Listener_that_cannot_be_reached_any_more_fails_the_run()
    {
        var listener = await ListenerPlugin.StartAsync();
        var scene = await CreateAsync(listener);
        await listener.DisposeAsync();

        var answer = await scene.PressRunAsync();

        // Between two probes the light may still be green.
        if (answer.Status == HttpStatusCode.Conflict)
        {
            return;
        }

        var session = answer.Data.GetProperty("session").GetProperty("_id").GetString()!;
        (await scene.WaitForAsync(session, PluginSessionState.Failed)).GetProperty("message").GetString()!.ShouldContain("could not be reached");
    }

    [Fact]
    public async Task Address_inside_is_not_called_even_if_it_is_in_the_database()
    {
        await using var listener = await ListenerPlugin.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://localhost:{new Uri(listener.Url).Port}/heartbeat"));

        await Should.ThrowAsync<HttpRequestException>(() => limn.Services.GetRequiredService<Outgoing>().SendOnceAsync(request, CancellationToken.None));

        listener.Heartbeats.ShouldBe(0);
    }

    private async Task<PluginScene> CreateAsync(ListenerPlugin listener)
    {
        var scene = await PluginScene.CreateAsync(hasty.Limn, new { connector = "REST", url = listener.Url });
        listener.Secret = scene.Secret;
        await scene.WaitForLightAsync(true);
        return scene;
    }
}
