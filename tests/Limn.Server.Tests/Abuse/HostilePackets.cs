using System.Net;
using System.Net.WebSockets;
using System.Text;
using Limn.Server.Tests.Hosting;
using Limn.Server.Tests.Plugins;

namespace Limn.Server.Tests.Abuse;

/// <summary>Sockets of plugins and of pages that send what no client would.</summary>
internal sealed class HostilePackets(HostileValues values)
{
    private const int MostPackets = 40;

    private static readonly string[] PluginEvents = ["heartbeat", "log", "response", "plugin", "cancel", "error", "connect", "disconnect", "__proto__", ""];

    private static readonly string[] AppEvents = ["subscribe", "unsubscribe", "notification", "error", "disconnect", "__proto__"];

    /// <summary>One connection of a plugin, from its handshake to its end.</summary>
    public async Task PlayPluginAsync(PluginScene scene, string session)
    {
        await using var socket = await WireSocket.OpenAsync(scene.Limn.Address);
        await socket.SendAsync("40/plugin,{}");
        await socket.NextAsync();
        if (values.Chance(0.8))
        {
            await socket.SendAsync($$"""42/plugin,["heartbeat",{"id":"{{scene.Id}}","secret":"{{scene.Secret}}"}]""");
        }

        await PlayAsync(socket, () => PluginEvent(session));
    }

    /// <summary>One connection of a page.</summary>
    public async Task PlayPageAsync(Uri server, CookieContainer cookies, IReadOnlyList<string> topics)
    {
        await using var socket = await WireSocket.OpenAsync(server, options => options.Cookies = cookies);
        await socket.SendAsync("40/app,");
        await socket.NextAsync();
        await PlayAsync(socket, () => $"42/app,{Ack()}[\"{values.Pick(AppEvents)}\"{(values.Chance(0.9) ? "," + Topic(topics) : "")}]");
    }

    private async Task PlayAsync(WireSocket socket, Func<string> next)
    {
        try
        {
            for (var count = values.Next(MostPackets); count > 0; count--)
            {
                await SendAsync(socket, next());
            }
        }
        catch (Exception exception) when (exception is WebSocketException or InvalidOperationException or IOException)
        {
            // The server has closed: that is its right.
        }
    }

    private async Task SendAsync(WireSocket socket, string packet)
    {
        if (values.Chance(0.05))
        {
            await socket.SendBinaryAsync(values.RandomBytes(values.Next(300)));
            return;
        }

        var bytes = Encoding.UTF8.GetBytes(packet);
        await socket.SendAsync(Encoding.UTF8.GetString(values.Chance(0.15) ? values.Bend(bytes) : bytes));
    }

    private string PluginEvent(string session) => values.Next(12) switch
    {
        0 => $"43/plugin,{values.Next(5)}[{values.Json()}]",
        1 => $"45{values.Next(12)}-/plugin,[\"log\",{{\"_placeholder\":true,\"num\":{values.Next(3)}}}]",
        2 => values.Pick(["41/plugin,", "40/plugin,{}", "40/app,", "40/nowhere,{}", "44/plugin,{}", "2", "3", "5", "6", "1", "2probe", "9", ""]),
        _ => $"42/plugin,{Ack()}[\"{values.Pick(PluginEvents)}\",{PluginBody(session)}]",
    };

    private string PluginBody(string session) => values.Chance(0.3)
        ? values.Json()
        : $$"""{"session":{{(values.Chance(0.8) ? $"\"{session}\"" : values.Text())}},"level":{{values.Text()}},"msg":{{values.Text()}},"response":{{values.Json()}},"error":{{values.Json()}},"total":{{values.Json()}},"done":{{values.Json()}},"extra":{{values.Json()}}}""";

    private string Topic(IReadOnlyList<string> topics) => values.Chance(0.5) ? $"\"{values.Pick(topics)}\"" : values.Json();

    private string Ack() => values.Chance(0.5) ? values.Next(100).ToString(System.Globalization.CultureInfo.InvariantCulture) : "";
}
