using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Threading.Channels;
using Limn.Server.Tests.Hosting;
using Limn.Server.Tests.Plugins;
using Shouldly;

namespace Limn.Faults.Load;

/// <summary>An export plugin that does its work and comes back whenever it is cut off, as the packages of plugins do.</summary>
internal sealed class LoadPlugin : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private readonly IReadOnlyList<ServerProcess> servers;
    private readonly string secret;
    private readonly CancellationTokenSource stop = new();
    private Task work = Task.CompletedTask;

    private LoadPlugin(IReadOnlyList<ServerProcess> servers, string id, string secret) => (this.servers, Id, this.secret) = (servers, id, secret);

    public string Id { get; }

    /// <summary>Makes the plugin, installs it and connects.</summary>
    public static async Task<LoadPlugin> CreateAsync(IReadOnlyList<ServerProcess> servers)
    {
        var server = servers[0];
        var created = (await server.Api.PostAsync("/v2/plugins", new { name = "Under load", type = "Export" })).Data;
        var plugin = new LoadPlugin(servers, created.GetProperty("plugin").GetProperty("_id").GetString()!, created.GetProperty("secret").GetString()!);
        _ = (await server.Api.PostAsync($"/v2/plugins/{plugin.Id}/install")).Data;
        plugin.work = Task.Run(plugin.ConnectAgainAndAgainAsync);
        return plugin;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await work;
        stop.Dispose();
    }

    private async Task ConnectAgainAndAgainAsync()
    {
        for (var attempt = 0; !stop.IsCancellationRequested; attempt++)
        {
            var server = servers[attempt % servers.Count];
            try
            {
                await using var wire = await WirePlugin.ConnectAsync(server.Address, Id, secret);
                await using var end = stop.Token.Register(wire.Drop);
                while (!stop.IsCancellationRequested)
                {
                    await ServeAsync(server, wire);
                }
            }
            catch (Exception exception) when (IsCutOff(exception))
            {
                await Task.Delay(Pause);
            }
        }
    }

    private static async Task ServeAsync(ServerProcess server, WirePlugin wire)
    {
        var run = await wire.NextRunAsync();
        await wire.LogAsync(run.Session, "INFO", "[100/0]");
        using var http = new HttpClient { BaseAddress = server.Address };
        http.DefaultRequestHeaders.Add("apikey", run.Key);
        var api = new ApiClient(http);
        var upload = (await api.GetAsync("/v2/getUploadUrl?name=result.zip&type=exports")).Data.GetProperty("uploadUrl").GetString()!;
        using (var body = new ByteArrayContent(RandomNumberGenerator.GetBytes(5_000)))
        {
            await http.PutAsync(new Uri(upload), body);
        }

        var signed = (await api.GetAsync($"/v2/getSignedUrl?name={upload}&type=exports")).Data.GetProperty("signedUrl").GetString();
        await wire.RespondAsync(new { export = true, response = signed, session = run.Session });
        await wire.AckAsync(run);
    }

    // A refused call ends the handler of a real plugin too.
    private static bool IsCutOff(Exception exception) => exception
        is WebSocketException or HttpRequestException or IOException or OperationCanceledException or ChannelClosedException or ShouldAssertException
        or System.Text.Json.JsonException or ObjectDisposedException;
}
