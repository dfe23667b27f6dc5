using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using ExportPluginSample;
using Limn.Compat.Tests.Support;
using Limn.Plugins;
using Shouldly;
using Xunit;

[assembly: AssemblyFixture(typeof(BloodCells))]

namespace Limn.Compat.Tests;

/// <summary>The same export plugin in each of its forms, on real data: what it makes is what the source holds.</summary>
public sealed class ExportPluginTests(BloodCells cells)
{
    private static readonly string[] AnEmptyStage = ["Start"];

    [Fact]
    public async Task Python_socketio_plugin_exports_every_box()
    {
        BloodCells.Require();
        var plugin = await HubPlugin.CreateAsync(cells.Owner.Api);
        await using var script = Script.Start(Script.Python, "python/boxes_plugin.py", [], plugin.Environment(cells.Origin));
        await script.WaitForAsync("connected");
        await plugin.WaitUntilLiveAsync();

        var session = await plugin.RunAsync(cells.ProjectId);

        session.GetProperty("state").GetString().ShouldBe("Succeeded", session + script.Output);
        cells.ShouldHoldEveryBox(await plugin.DownloadAsync(session));
        await ShouldNotifyAsync(plugin, session);
    }

    [Fact]
    public async Task Csharp_plugin_exports_every_box()
    {
        BloodCells.Require();
        var plugin = await HubPlugin.CreateAsync(cells.Owner.Api);
        using var stopping = new CancellationTokenSource();
        var options = new PluginOptions { Host = new Uri(cells.Origin), Id = plugin.Id, Secret = plugin.Secret };
        var served = PluginRunner.RunAsync(new ExportPlugin(options, BoxesExport.RunAsync), stopping.Token);
        await plugin.WaitUntilLiveAsync();

        var session = await plugin.RunAsync(cells.ProjectId);

        session.GetProperty("state").GetString().ShouldBe("Succeeded", session.ToString());
        cells.ShouldHoldEveryBox(await plugin.DownloadAsync(session));
        await stopping.CancelAsync();
        await served;
    }

    [Fact]
    public async Task Node_client_exports_every_box()
    {
        BloodCells.Require();
        await NodePackages.EnsureAsync();
        var plugin = await HubPlugin.CreateAsync(cells.Owner.Api);
        await using var script = Script.Start(Script.Node, "node/plugin.mjs", [], plugin.Environment(cells.Origin));
        await script.WaitForAsync("connected");
        await plugin.WaitUntilLiveAsync();

        var session = await plugin.RunAsync(cells.ProjectId);

        session.GetProperty("state").GetString().ShouldBe("Succeeded", session + script.Output);
        cells.ShouldHoldEveryBox(await plugin.DownloadAsync(session));
    }

    [Fact]
    public async Task Fastapi_listener_exports_every_box()
    {
        BloodCells.Require();
        var port = FreePort();
        var plugin = await HubPlugin.CreateAsync(cells.Owner.Api, new { connector = "REST", url = $"http://127.0.0.1:{port}" });
        await using var script = Script.Start(
            Script.Python, "python/rest_plugin.py", [], [.. plugin.Environment(cells.Origin), ("PORT", port.ToString())]);
        await plugin.WaitUntilLiveAsync();

        var session = await plugin.RunAsync(cells.ProjectId);

        session.GetProperty("state").GetString().ShouldBe("Succeeded", session + script.Output);
        cells.ShouldHoldEveryBox(await plugin.DownloadAsync(session));
    }

    [Theory]
    [InlineData("two words (1).zip")]
    [InlineData("a&b.zip")]
    [InlineData("half#price.zip")]
    public async Task File_names_that_the_package_does_not_encode_still_arrive(string name)
    {
        BloodCells.Require();
        var plugin = await HubPlugin.CreateAsync(cells.Owner.Api);
        await using var script = Script.Start(Script.Python, "python/boxes_plugin.py", [], plugin.Environment(cells.Origin));
        await plugin.WaitUntilLiveAsync();

        var session = await plugin.RunAsync(cells.ProjectId, new { configJSON = JsonSerializer.Serialize(new { file_name = name }) });

        session.GetProperty("state").GetString().ShouldBe("Succeeded", session + script.Output);
        cells.ShouldHoldEveryBox(await plugin.DownloadAsync(session));
    }

    [Fact]
    public async Task Export_without_a_task_is_a_success()
    {
        BloodCells.Require();
        var plugin = await HubPlugin.CreateAsync(cells.Owner.Api);
        await using var script = Script.Start(Script.Python, "python/boxes_plugin.py", [], plugin.Environment(cells.Origin));
        await plugin.WaitUntilLiveAsync();

        var session = await plugin.RunAsync(cells.ProjectId, new { stages = AnEmptyStage });

        session.GetProperty("state").GetString().ShouldBe("Succeeded", session + script.Output);
        using var zip = new ZipArchive(new MemoryStream(await plugin.DownloadAsync(session)));
        using var reader = new StreamReader(zip.GetEntry("boxes.csv")!.Open());
        (await reader.ReadToEndAsync()).Trim().ShouldBe("externalId,title,x,y,width,height");
    }

    private static async Task ShouldNotifyAsync(HubPlugin plugin, JsonElement session)
    {
        var notifications = (await plugin.Api.GetAsync("/v2/notifications")).Data.GetProperty("notifications").EnumerateArray();
        notifications.ShouldContain(found =>
            found.GetProperty("downloadUrl").GetString() == $"/v2/pluginSessions/{session.GetProperty("_id").GetString()}/download");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
