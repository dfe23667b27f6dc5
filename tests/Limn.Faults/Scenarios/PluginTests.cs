using System.Net;
using Limn.Faults.Means;
using Limn.Server.Tests.Hosting;
using Limn.Server.Tests.Plugins;
using Shouldly;
using Xunit;

namespace Limn.Faults.Scenarios;

/// <summary>A plugin misbehaves while others and people work: its runs end, and nobody else's suffer.</summary>
public sealed class PluginTests
{
    /// <summary>How a plugin treats its runs, and how such runs end.</summary>
    private static readonly (string Manner, string End)[] Manners =
    [
        ("slow", "Succeeded"),
        ("silent", "TimedOut"),
        ("flooding", "Succeeded"),
        ("lying about sessions", "TimedOut"),
        ("dying when it is sent a run", "Failed"),
        ("dying after its first line", "Failed"),
        ("dying after its upload", "Failed"),
        ("dying after its answer", "Succeeded"),
    ];

    [Fact]
    public async Task Plugins_misbehave_in_every_way_at_once()
    {
        await using var server = await FaultyServer.StartAsync();
        await Task.WhenAll(Manners.Select(manner => MisbehaveAsync(server.Process, manner.Manner, manner.End)));

        await server.Load.MoreAsync(10);
        server.Load.Failures.ShouldBeEmpty(server.Process.Log());
        await server.Check.ConcludeAsync($"plugins {string.Join(", ", Manners.Select(manner => manner.Manner))}", 0);
    }

    private static async Task MisbehaveAsync(ServerProcess server, string manner, string end)
    {
        var scene = await SceneAsync(server);
        for (var round = 0; round < Dose.Rounds; round++)
        {
            await using var plugin = await WirePlugin.ConnectAsync(server.Address, scene.Plugin, scene.Secret);
            await WaitForLightAsync(server, scene.Plugin);
            var session = (await server.Api.PostAsync($"/v2/project/{scene.Project}/plugins/{scene.Plugin}/run", new { })).Data.GetProperty("session").GetProperty("_id").GetString()!;
            await MisbehaveAsync(manner, server, plugin, await plugin.NextRunAsync());

            await Eventually.TrueAsync(async () => await StateAsync(server, session) == end, $"the run of a plugin that is {manner} ends as {end}");
        }
    }

    private static async Task MisbehaveAsync(string manner, ServerProcess server, WirePlugin plugin, WireRun run)
    {
        switch (manner)
        {
            case "slow":
                for (var line = 0; line < 4; line++)
                {
                    await plugin.LogAsync(run.Session, "INFO", "slowly");
                    await Task.Delay(TimeSpan.FromSeconds(2));
                }

                await plugin.RespondAsync(new { response = "late", session = run.Session });
                break;
            case "flooding":
                await FloodAsync(plugin, run);
                break;
            case "lying about sessions":
                await LieAsync(server, plugin);
                break;
            case "dying after its first line":
                await plugin.LogAsync(run.Session, "INFO", "begun");
                break;
            case "dying after its upload":
                await UploadAsync(server, run);
                break;
            case "dying after its answer":
                await plugin.RespondAsync(new { response = "done", session = run.Session });
                await Eventually.TrueAsync(async () => await StateAsync(server, run.Session) == "Succeeded", "the answer has come");
                break;
        }

        if (manner.StartsWith("dying", StringComparison.Ordinal))
        {
            plugin.Drop();
        }
    }

    private static async Task FloodAsync(WirePlugin plugin, WireRun run)
    {
        var line = new string('x', 10_000);
        for (var count = 0; count < 2_000; count++)
        {
            await plugin.LogAsync(run.Session, "INFO", line);
        }

        await plugin.RespondAsync(new { response = "done", session = run.Session });
    }

    /// <summary>Speaks for the runs of everybody else.</summary>
    private static async Task LieAsync(ServerProcess server, WirePlugin plugin)
    {
        var sessions = (await server.Api.GetAsync("/v2/pluginSessions?limit=50")).Data.GetProperty("sessions").EnumerateArray()
            .Where(session => session.GetProperty("plugin").GetRawText().Contains("Under load", StringComparison.Ordinal)).Select(session => session.GetProperty("_id").GetString()!);
        foreach (var session in sessions.Append("65b0d1dfa17e9516ff1c2035").Append("nonsense"))
        {
            await plugin.LogAsync(session, "ERROR", "It was I who failed.");
            await plugin.RespondAsync(new { error = true, response = "stolen", session });
        }
    }

    private static async Task UploadAsync(ServerProcess server, WireRun run)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        http.DefaultRequestHeaders.Add("apikey", run.Key);
        var upload = (await new ApiClient(http).GetAsync("/v2/getUploadUrl?name=a.zip&type=exports")).Data.GetProperty("uploadUrl").GetString()!;
        using var body = new ByteArrayContent([1, 2, 3]);
        (await http.PutAsync(new Uri(upload), body)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<string> StateAsync(ServerProcess server, string session) =>
        (await server.Api.GetAsync($"/v2/pluginSessions/{session}")).Data.GetProperty("session").GetProperty("state").GetString()!;

    private static Task WaitForLightAsync(ServerProcess server, string plugin) => Eventually.TrueAsync(
        async () => (await server.Api.GetAsync($"/v2/plugins/{plugin}")).Data.GetProperty("plugin").GetProperty("live").GetBoolean(), "the plugin is live");

    private static async Task<Scene> SceneAsync(ServerProcess server)
    {
        var project = (await server.Api.PostAsync("/v2/project", new { name = "Misbehaving" })).Data.GetProperty("project").GetProperty("_id").GetString()!;
        var created = (await server.Api.PostAsync("/v2/plugins", new { name = "Misbehaving", type = "Export" })).Data;
        var plugin = created.GetProperty("plugin").GetProperty("_id").GetString()!;
        (await server.Api.PostAsync($"/v2/plugins/{plugin}/install")).Status.ShouldBe(HttpStatusCode.OK);
        return new Scene(project, plugin, created.GetProperty("secret").GetString()!);
    }

    private sealed record Scene(string Project, string Plugin, string Secret);
}
