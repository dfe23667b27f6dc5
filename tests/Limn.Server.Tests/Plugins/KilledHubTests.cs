using System.Net;
using System.Text.Json;
using Limn.Server.Tests.Hosting;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Plugins;

/// <summary>The hub's process is killed, without a chance to say a word, in each phase of an export.</summary>
public sealed class KilledHubTests
{
    private static readonly byte[] Content = [1, 2, 3];

    public enum Phase
    {
        Dispatched,
        Running,
        AddressGiven,
        Uploaded,
    }

    public static TheoryData<Phase> Phases => [.. Enum.GetValues<Phase>()];

    [Theory]
    [MemberData(nameof(Phases))]
    public async Task Run_ends_all_the_same(Phase phase)
    {
        Assert.SkipWhen(LimnApplication.UsesPostgres, "The process keeps its own SQLite file.");
        await using var hub = await ServerProcess.StartAsync();
        var (project, id, secret) = await SetUpAsync(hub);
        var plugin = await WirePlugin.ConnectAsync(hub.Address, id, secret);
        await Eventually.TrueAsync(async () => (await hub.Api.GetAsync($"/v2/plugins/{id}")).Data.GetProperty("plugin").GetProperty("live").GetBoolean(), "it is live");
        (await hub.Api.PostAsync($"/v2/project/{project}/plugins/{id}/run")).Status.ShouldBe(HttpStatusCode.Accepted);
        var run = await plugin.NextRunAsync();
        if (phase >= Phase.Running)
        {
            await plugin.LogAsync(run.Session, "INFO", "started");
            await WaitForAsync(hub, run.Session, "Running");
        }

        var (upload, download) = phase >= Phase.AddressGiven ? await AddressesAsync(hub, run) : (null, null);
        if (phase >= Phase.Uploaded)
        {
            await PluginScene.PutAsync(upload!, Content);
        }

        await hub.KillAndStartAsync();
        await plugin.ClosedAsync();
        await using var again = await WirePlugin.ConnectAsync(hub.Address, id, secret);
        if (upload is null)
        {
            (upload, download) = await AddressesAsync(hub, run);
        }

        if (phase < Phase.Uploaded)
        {
            await PluginScene.PutAsync(upload, Content);
        }

        await again.RespondAsync(new { export = true, response = download, session = run.Session });
        var ended = await WaitForAsync(hub, run.Session, "Succeeded");
        (await hub.Api.Http.GetByteArrayAsync(new Uri(ended.GetProperty("downloadUrl").GetString()!, UriKind.Relative))).ShouldBe(Content);
        await plugin.DisposeAsync();
    }

    private static async Task<(string Project, string Id, string Secret)> SetUpAsync(ServerProcess hub)
    {
        var project = (await hub.Api.PostAsync("/v2/project", new { name = "Killed" })).Data.GetProperty("project").GetProperty("_id").GetString()!;
        var plugin = (await hub.Api.PostAsync("/v2/plugins", new { name = "Boxes", type = "Export" })).Data;
        var id = plugin.GetProperty("plugin").GetProperty("_id").GetString()!;
        (await hub.Api.PostAsync($"/v2/plugins/{id}/install")).Status.ShouldBe(HttpStatusCode.OK);
        return (project, id, plugin.GetProperty("secret").GetString()!);
    }

    private static async Task<(string Upload, string Download)> AddressesAsync(ServerProcess hub, WireRun run)
    {
        using var http = new HttpClient { BaseAddress = hub.Address };
        http.DefaultRequestHeaders.Add("apikey", run.Key);
        var api = new ApiClient(http);
        var upload = (await api.GetAsync("/v2/getUploadUrl?name=killed.zip&type=exports")).Data.GetProperty("uploadUrl").GetString()!;
        return (upload, (await api.GetAsync($"/v2/getSignedUrl?name={upload}&type=exports")).Data.GetProperty("signedUrl").GetString()!);
    }

    private static async Task<JsonElement> WaitForAsync(ServerProcess hub, string session, string state)
    {
        JsonElement found = default;
        await Eventually.TrueAsync(
            async () =>
            {
                found = (await hub.Api.GetAsync($"/v2/pluginSessions/{session}")).Data.GetProperty("session");
                return found.GetProperty("state").GetString() == state;
            },
            () => $"the run is {state}; it is {found}");
        return found;
    }
}
