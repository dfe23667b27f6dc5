using System.Text.Json;
using Limn.Server.Tests.Hosting;
using Shouldly;

namespace Limn.Compat.Tests.Support;

/// <summary>A plugin as its author and its user handle it in the hub.</summary>
public sealed record HubPlugin(ApiClient Api, string Id, string Secret)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly string[] Final = ["Succeeded", "Failed", "TimedOut", "Cancelled"];

    /// <summary>Creates and installs an export plugin.</summary>
    public static async Task<HubPlugin> CreateAsync(ApiClient api, object? more = null)
    {
        var body = JsonSerializer.SerializeToNode(more ?? new { })!.AsObject();
        body["name"] = "Boxes as CSV";
        body["type"] = "Export";
        var data = (await api.PostAsync("/v2/plugins", body)).Data;
        var plugin = new HubPlugin(api, data.GetProperty("plugin").GetProperty("_id").GetString()!, data.GetProperty("secret").GetString()!);
        (await api.PostAsync($"/v2/plugins/{plugin.Id}/install")).Data.ValueKind.ShouldBe(JsonValueKind.Object);
        return plugin;
    }

    public (string, string)[] Environment(string host) => [("HOST", host), ("PLUGIN_ID", Id), ("PLUGIN_SECRET", Secret)];

    /// <summary>Waits for the green light.</summary>
    public Task WaitUntilLiveAsync() => UntilAsync(
        async () => (await Api.GetAsync($"/v2/plugins/{Id}")).Data.GetProperty("plugin").GetProperty("live").GetBoolean(), "live");

    /// <summary>Presses Run and waits for the end.</summary>
    public async Task<JsonElement> RunAsync(string projectId, object? body = null)
    {
        var session = (await Api.PostAsync($"/v2/project/{projectId}/plugins/{Id}/run", body ?? new { configJSON = "{}" })).Data.GetProperty("session");
        var id = session.ValueKind == JsonValueKind.String ? session.GetString()! : session.GetProperty("_id").GetString()!;
        JsonElement found = default;
        await UntilAsync(
            async () =>
            {
                found = (await Api.GetAsync($"/v2/pluginSessions/{id}")).Data.GetProperty("session");
                return Final.Contains(found.GetProperty("state").GetString());
            },
            "in a final state");
        return found;
    }

    public async Task<byte[]> DownloadAsync(JsonElement session) =>
        await Api.Http.GetByteArrayAsync(new Uri($"/v2/pluginSessions/{session.GetProperty("_id").GetString()}/download", UriKind.Relative));

    private static async Task UntilAsync(Func<Task<bool>> conditionAsync, string what)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await conditionAsync())
        {
            patience.IsCancellationRequested.ShouldBeFalse($"it was not {what} after {Patience}");
            await Task.Delay(Interval);
        }
    }
}
