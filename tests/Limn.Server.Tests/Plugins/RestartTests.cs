using Limn.Server.Plugins;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Plugins;

/// <summary>The hub or the plugin goes away in each phase of an export.</summary>
public sealed class RestartTests(HastyApplication hasty)
{
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
    public async Task Hub_restarts_and_the_run_ends_on_the_new_one(Phase phase)
    {
        await using var server = new RestartingServer();
        var before = await PluginScene.CreateAsync(await server.StartAsync());
        var plugin = await before.ConnectAsync();
        var export = new HalfExport(before, await before.RunOnAsync(plugin));
        await export.GoToAsync(plugin, phase);

        var after = before.MovedTo(await server.RestartAsync());
        await after.WaitForAsync(export.Run.Session, PluginSessionState.Orphaned);
        await using var again = await WirePlugin.ConnectAsync(after.Limn.Address, after.Id, after.Secret);
        await export.FinishAsync(again, after);

        var ended = await after.WaitForAsync(export.Run.Session, PluginSessionState.Succeeded);
        ended.GetProperty("fileName").GetString().ShouldBe("half.zip");
        (await after.Manager.Api.Http.GetByteArrayAsync(new Uri(ended.GetProperty("downloadUrl").GetString()!, UriKind.Relative))).ShouldBe(HalfExport.Content);
        await plugin.DisposeAsync();
    }

    [Fact]
    public async Task Hub_restarts_while_a_run_waits_and_sends_it_then()
    {
        await using var server = new RestartingServer();
        var before = await PluginScene.CreateAsync(await server.StartAsync(), new { maxConcurrentRuns = 1 });
        var plugin = await before.ConnectAsync();
        var first = await before.RunOnAsync(plugin);
        var waiting = await before.RunAsync();

        var after = before.MovedTo(await server.RestartAsync());
        await using var again = await WirePlugin.ConnectAsync(after.Limn.Address, after.Id, after.Secret);
        await again.RespondAsync(new { response = "the first", session = first.Session });

        (await again.NextRunAsync()).Session.ShouldBe(waiting);
        await after.WaitForAsync(first.Session, PluginSessionState.Succeeded);
        await plugin.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Phases))]
    public async Task Plugin_dies_and_never_comes_back(Phase phase)
    {
        var scene = await PluginScene.CreateAsync(hasty.Limn);
        var plugin = await scene.ConnectAsync();
        var export = new HalfExport(scene, await scene.RunOnAsync(plugin));
        await export.GoToAsync(plugin, phase);

        await plugin.DisposeAsync();

        (await scene.WaitForAsync(export.Run.Session, PluginSessionState.Failed)).GetProperty("message").GetString().ShouldBe("The plugin disconnected.");
        (await scene.NotificationsAsync())[0].GetProperty("kind").GetString().ShouldBe("plugin.failed");
    }

    [Fact]
    public async Task Plugin_dies_just_after_its_answer()
    {
        var scene = await PluginScene.CreateAsync(hasty.Limn);
        var plugin = await scene.ConnectAsync();
        var export = new HalfExport(scene, await scene.RunOnAsync(plugin));
        await export.FinishAsync(plugin, scene);

        await plugin.DisposeAsync();

        await scene.WaitForAsync(export.Run.Session, PluginSessionState.Succeeded);
    }

    /// <summary>An export that somebody goes through step by step.</summary>
    private sealed class HalfExport(PluginScene scene, WireRun run)
    {
        public static readonly byte[] Content = [1, 2, 3, 4];
        private (string Upload, string Download)? addresses;
        private bool isUploaded;

        public WireRun Run => run;

        public async Task GoToAsync(WirePlugin plugin, Phase phase)
        {
            if (phase >= Phase.Running)
            {
                await plugin.LogAsync(run.Session, "INFO", "started");
                await scene.WaitForAsync(run.Session, PluginSessionState.Running);
            }

            if (phase >= Phase.AddressGiven)
            {
                addresses = await AskForAddressAsync(scene);
            }

            if (phase >= Phase.Uploaded)
            {
                await UploadAsync(scene);
            }
        }

        public async Task FinishAsync(WirePlugin plugin, PluginScene at)
        {
            addresses ??= await AskForAddressAsync(at);
            if (!isUploaded)
            {
                await UploadAsync(at);
            }

            await plugin.RespondAsync(new { export = true, response = addresses.Value.Download, session = run.Session });
        }

        private async Task<(string Upload, string Download)> AskForAddressAsync(PluginScene at)
        {
            var api = at.With(run.Key);
            var upload = (await api.GetAsync("/v2/getUploadUrl?name=half.zip&type=exports")).Data.GetProperty("uploadUrl").GetString()!;
            var download = (await api.GetAsync($"/v2/getSignedUrl?name={upload}&type=exports")).Data.GetProperty("signedUrl").GetString()!;
            return (upload, download);
        }

        // The hub keeps its address over a restart; here it gets a new port.
        private async Task UploadAsync(PluginScene at)
        {
            await PluginScene.PutAsync(new Uri(at.Limn.Address, new Uri(addresses!.Value.Upload).PathAndQuery).ToString(), Content);
            isUploaded = true;
        }
    }
}
