using System.Text.Json;
using Limn.Server.Tests.Hosting;
using Shouldly;

namespace Limn.Server.Tests.Plugins;

/// <summary>A plugin process as the hub sees it: the frames that the Python package puts on its websocket, byte for byte.</summary>
public sealed class WirePlugin : IAsyncDisposable
{
    private const string Namespace = "/plugin";
    private readonly WireSocket wire;

    private WirePlugin(WireSocket wire) => this.wire = wire;

    /// <summary>Whether a frame is there already.</summary>
    public bool HasFrame => wire.HasFrame;

    /// <summary>Opens the websocket and joins the namespace.</summary>
    public static async Task<WirePlugin> ConnectAsync(Uri server)
    {
        var plugin = new WirePlugin(await WireSocket.OpenAsync(server));
        await plugin.wire.SendAsync("40/plugin,{}");
        (await plugin.wire.NextAsync()).ShouldMatch("^40/plugin,\\{\"sid\":\"[^\"]+\"\\}$");
        return plugin;
    }

    /// <summary>Joins and proves the plugin's secret.</summary>
    public static async Task<WirePlugin> ConnectAsync(Uri server, string id, string secret)
    {
        var plugin = await ConnectAsync(server);
        await plugin.HeartbeatAsync(id, secret);
        return plugin;
    }

    public Task HeartbeatAsync(string id, string secret) => EmitAsync("heartbeat", new { id, secret });

    public Task LogAsync(string session, string level, string msg) =>
        EmitAsync("log", new { level, organization = "x", pluginId = "x", runBy = "x", session, msg });

    public Task RespondAsync(object response) => EmitAsync("response", response);

    public Task AckAsync(WireRun run) => SendAsync($"43/plugin,{run.AckId}[]");

    public Task EmitAsync(string name, object payload) => SendAsync($"42/plugin,{JsonSerializer.Serialize(new object[] { name, payload })}");

    public Task SendAsync(string frame) => wire.SendAsync(frame);

    public Task SendBinaryAsync(byte[] frame) => wire.SendBinaryAsync(frame);

    /// <summary>The payload of the next event of this name; any other frame fails the test.</summary>
    public async Task<JsonElement> NextEventAsync(string name) => (await wire.NextEventAsync(Namespace, name))[0];

    /// <summary>The next run: the event <c>plugin</c> with an ack id.</summary>
    public async Task<WireRun> NextRunAsync()
    {
        var frame = await wire.NextAsync();
        frame.ShouldMatch("^42/plugin,[0-9]+\\[\"plugin\",\\{.*\\}\\]$");
        var start = frame.IndexOf('[');
        return new WireRun(frame["42/plugin,".Length..start], JsonDocument.Parse(frame[start..]).RootElement[1], frame);
    }

    /// <summary>Loses the connection without a word.</summary>
    public void Drop() => wire.Drop();

    /// <summary>Completes when the server has closed the connection.</summary>
    public Task ClosedAsync() => wire.ClosedAsync();

    public ValueTask DisposeAsync() => wire.DisposeAsync();
}

/// <summary>A run as it arrived.</summary>
public sealed record WireRun(string AckId, JsonElement Payload, string Frame)
{
    public string Session => Payload.GetProperty("session").GetString()!;

    public string Key => Payload.GetProperty("apiKey").GetString()!;
}
