using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Limn.Server.Auth;
using Limn.Server.Permissions;
using Limn.Server.Plugins;
using Limn.Server.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Shouldly;

namespace Limn.Server.Tests.Plugins;

/// <summary>An organization with a project, people, and an installed export plugin.</summary>
public sealed class PluginScene
{
    public required LimnApplication Limn { get; init; }

    public required TestWorld World { get; init; }

    public required string Id { get; init; }

    public required string Secret { get; init; }

    /// <summary>The manager of the project, who runs the plugin.</summary>
    public required TestUser Manager { get; init; }

    public required ApiClient Admin { get; init; }

    /// <summary>Makes the scene; <paramref name="fields"/> are further fields of the plugin.</summary>
    public static async Task<PluginScene> CreateAsync(LimnApplication limn, object? fields = null)
    {
        var world = await TestWorld.CreateAsync(limn);
        var body = JsonSerializer.SerializeToNode(fields ?? new { })!.AsObject();
        body["name"] ??= "Boxes";
        body["type"] ??= "Export";
        var created = (await world[Role.Owner].Api.PostAsync("/v2/plugins", body)).Data;
        var scene = new PluginScene
        {
            Limn = limn, World = world, Manager = world[Role.Manager], Admin = world[Role.Owner].Api, Id = created.GetProperty("plugin").GetProperty("_id").GetString()!,
            Secret = created.GetProperty("secret").GetString()!,
        };
        (await scene.Admin.PostAsync($"/v2/plugins/{scene.Id}/install")).Status.ShouldBe(HttpStatusCode.OK);
        return scene;
    }

    /// <summary>The same scene on another server with the same data.</summary>
    public PluginScene MovedTo(LimnApplication limn) => new()
    {
        Limn = limn, World = World, Id = Id, Secret = Secret, Manager = Manager with { Api = ApiAt(limn, Manager.ApiKey) },
        Admin = ApiAt(limn, World[Role.Owner].ApiKey),
    };

    /// <summary>A plugin process that has proved the secret, with the light green.</summary>
    public async Task<WirePlugin> ConnectAsync()
    {
        var plugin = await WirePlugin.ConnectAsync(Limn.Address, Id, Secret);
        await WaitForLightAsync(true);
        return plugin;
    }

    public async Task<JsonElement> GetPluginAsync() => (await Admin.GetAsync($"/v2/plugins/{Id}")).Data.GetProperty("plugin");

    public Task WaitForLightAsync(bool isLive) => Eventually.TrueAsync(
        async () => (await GetPluginAsync()).GetProperty("live").GetBoolean() == isLive, $"the light turns {(isLive ? "green" : "red")}");

    public Task WaitForConnectionsAsync(int count) => Eventually.TrueAsync(
        async () => (await GetPluginAsync()).GetProperty("connections").GetInt32() == count, $"{count} connections are there");

    /// <summary>Presses Run.</summary>
    public Task<ApiAnswer> PressRunAsync(object? body = null) =>
        Manager.Api.PostAsync($"/v2/project/{World.ProjectId}/plugins/{Id}/run", body ?? new { });

    /// <summary>Presses Run and returns the id of the session.</summary>
    public async Task<string> RunAsync(object? body = null)
    {
        var answer = await PressRunAsync(body);
        answer.Status.ShouldBe(HttpStatusCode.Accepted, answer.Text);
        return answer.Data.GetProperty("session").GetProperty("_id").GetString()!;
    }

    /// <summary>A run that has reached the plugin.</summary>
    public async Task<WireRun> RunOnAsync(WirePlugin plugin)
    {
        var session = await RunAsync();
        var run = await plugin.NextRunAsync();
        run.Session.ShouldBe(session);
        return run;
    }

    public async Task<JsonElement> GetSessionAsync(string session) =>
        (await Manager.Api.GetAsync($"/v2/pluginSessions/{session}")).Data.GetProperty("session");

    /// <summary>Waits until the run stands so, and returns it.</summary>
    public async Task<JsonElement> WaitForAsync(string session, PluginSessionState state)
    {
        JsonElement found = default;
        await Eventually.TrueAsync(
            async () =>
            {
                found = await GetSessionAsync(session);
                return found.GetProperty("state").GetString() == state.ToString();
            },
            () => $"the run is {state}; it is {found}");
        return found;
    }

    /// <summary>Somebody who calls the API with a run key.</summary>
    public ApiClient With(string key) => ApiAt(Limn, key);

    /// <summary>Uploads a result as the package does: upload address, signed address, PUT. Returns the signed address.</summary>
    public async Task<string> UploadAsync(WireRun run, byte[] content, string name = "result.zip")
    {
        var api = With(run.Key);
        var uploadUrl = (await api.GetAsync($"/v2/getUploadUrl?name={Uri.EscapeDataString(name)}&project={World.ProjectId}&type=exports"))
            .Data.GetProperty("uploadUrl").GetString()!;
        var signedUrl = (await api.GetAsync($"/v2/getSignedUrl?name={uploadUrl}&project={World.ProjectId}&type=exports"))
            .Data.GetProperty("signedUrl").GetString()!;
        await PutAsync(uploadUrl, content);
        return signedUrl;
    }

    public static async Task PutAsync(string uploadUrl, byte[] content)
    {
        using var http = new HttpClient();
        using var body = new ByteArrayContent(content);
        body.Headers.ContentType = null as MediaTypeHeaderValue;
        (await http.PutAsync(new Uri(uploadUrl), body)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>What the runner has been told, newest first.</summary>
    public async Task<JsonElement[]> NotificationsAsync() =>
        [.. (await Manager.Api.GetAsync("/v2/notifications")).Data.GetProperty("notifications").EnumerateArray()];

    public async Task<string[]> LogAsync(string session) =>
    [
        .. (await Manager.Api.GetAsync($"/v2/pluginSessions/{session}/logs")).Data.GetProperty("logs").EnumerateArray()
            .Select(line => line.GetProperty("msg").GetString()!),
    ];

    public Task<RunKey> KeyOfAsync(string session) => Limn.InDatabaseAsync(db =>
    {
        var id = PluginSessionId.Parse(session, null);
        return db.RunKeys.AsNoTracking().OrderByDescending(key => key.Id).FirstAsync(key => key.SessionId == id);
    });

    private static ApiClient ApiAt(LimnApplication limn, string key)
    {
        var http = new HttpClient { BaseAddress = limn.Address };
        http.DefaultRequestHeaders.Add("apikey", key);
        return new ApiClient(http);
    }
}
