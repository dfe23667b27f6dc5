using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Limn.Server.Plugins;
using Limn.Server.Tests.Hosting;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Plugins;

/// <summary>The namespace <c>/plugin</c> on the wire: who is heard, and what never happens to a socket.</summary>
public sealed class PluginSocketTests(LimnApplication limn, HastyApplication hasty)
{
    [Fact]
    public async Task Heartbeat_turns_the_light_green_and_its_end_turns_it_red()
    {
        var scene = await PluginScene.CreateAsync(hasty.Limn);
        (await scene.GetPluginAsync()).GetProperty("live").GetBoolean().ShouldBeFalse();

        await using (await scene.ConnectAsync())
        {
            var plugin = await scene.GetPluginAsync();
            plugin.GetProperty("connections").GetInt32().ShouldBe(1);
            plugin.GetProperty("development").GetProperty("connections")[0].GetProperty("address").GetString()!.ShouldContain("127.0.0.1");
            await Eventually.TrueAsync(
                async () => (await scene.GetPluginAsync()).GetProperty("development").GetProperty("lastHeartbeatAt").ValueKind == JsonValueKind.String,
                "the heartbeat is noted");
        }

        await scene.WaitForLightAsync(false);
    }

    [Fact]
    public async Task Wrong_secret_is_told_and_the_socket_stays_until_the_right_one_comes()
    {
        var scene = await PluginScene.CreateAsync(limn);
        await using var plugin = await WirePlugin.ConnectAsync(limn.Address, scene.Id, Guid.NewGuid().ToString());

        var refusal = await plugin.NextEventAsync("unauthorized");
        refusal.GetProperty("retryable").GetBoolean().ShouldBeTrue();
        refusal.GetProperty("message").GetString().ShouldNotBeNullOrEmpty();
        (await scene.GetPluginAsync()).GetProperty("live").GetBoolean().ShouldBeFalse();
        await Eventually.TrueAsync(
            async () => (await scene.GetPluginAsync()).GetProperty("development").GetProperty("refusedCount").GetInt32() == 1, "the owner sees the attempt");
        (await scene.GetPluginAsync()).GetProperty("development").GetProperty("lastRefusedFrom").GetString()!.ShouldContain("127.0.0.1");

        await plugin.HeartbeatAsync(scene.Id, scene.Secret);
        await scene.WaitForLightAsync(true);
    }

    [Theory]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("not an id")]
    [InlineData("")]
    public async Task Unknown_id_is_told_and_not_thrown_out(string id)
    {
        await using var plugin = await WirePlugin.ConnectAsync(limn.Address, id, Guid.NewGuid().ToString());

        await plugin.NextEventAsync("unauthorized");
        await plugin.HeartbeatAsync(id, "another");
        await plugin.NextEventAsync("unauthorized");
    }

    [Fact]
    public async Task Socket_that_proved_nothing_is_not_heard()
    {
        var scene = await PluginScene.CreateAsync(limn);
        await using var plugin = await scene.ConnectAsync();
        var run = await scene.RunOnAsync(plugin);
        await using var impostor = await WirePlugin.ConnectAsync(limn.Address);

        await impostor.LogAsync(run.Session, "INFO", "I am in");
        await impostor.RespondAsync(new { response = "mine", session = run.Session });
        await impostor.HeartbeatAsync("wrong", "wrong");
        await impostor.NextEventAsync("unauthorized");

        await plugin.RespondAsync(new { response = "ours", session = run.Session });
        (await scene.WaitForAsync(run.Session, PluginSessionState.Succeeded)).GetProperty("message").GetString().ShouldBe("ours");
        (await scene.LogAsync(run.Session)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Socket_speaks_for_the_first_plugin_that_it_proved()
    {
        var (first, second) = (await PluginScene.CreateAsync(limn), await PluginScene.CreateAsync(limn));
        await using var plugin = await first.ConnectAsync();

        await plugin.HeartbeatAsync(second.Id, second.Secret);
        await plugin.HeartbeatAsync(first.Id, first.Secret);
        await using var other = await second.ConnectAsync();

        (await second.GetPluginAsync()).GetProperty("connections").GetInt32().ShouldBe(1, "only its own socket");
    }

    [Fact]
    public async Task Socket_that_sends_no_heartbeat_at_all_is_closed()
    {
        await using var silent = await WirePlugin.ConnectAsync(hasty.Limn.Address);

        await silent.ClosedAsync();
    }

    [Fact]
    public async Task Joining_is_answered_from_memory()
    {
        var started = Stopwatch.GetTimestamp();
        await using var plugin = await WirePlugin.ConnectAsync(limn.Address);

        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(1), "clients wait one second for the answer");
    }

    [Fact]
    public async Task Rotated_secret_leaves_the_old_one_good_for_a_while()
    {
        var scene = await PluginScene.CreateAsync(limn);
        await using var plugin = await scene.ConnectAsync();
        var rotated = (await scene.Admin.PostAsync($"/v2/plugins/{scene.Id}/secret")).Data.GetProperty("secret").GetString()!;

        await plugin.HeartbeatAsync(scene.Id, scene.Secret);
        await using var renewed = await WirePlugin.ConnectAsync(limn.Address, scene.Id, rotated);

        await scene.WaitForConnectionsAsync(2);
        plugin.HasFrame.ShouldBeFalse("the old secret is still good");
    }

    [Fact]
    public async Task Two_processes_with_one_id_each_get_every_run_once_and_the_newest_first()
    {
        var scene = await PluginScene.CreateAsync(limn, new { maxConcurrentRuns = 1 });
        await using var old = await scene.ConnectAsync();
        await using var young = await WirePlugin.ConnectAsync(limn.Address, scene.Id, scene.Secret);
        await scene.WaitForConnectionsAsync(2);

        var first = await scene.RunOnAsync(young);
        var second = await scene.RunAsync();
        await young.RespondAsync(new { response = "1", session = first.Session });
        (await young.NextRunAsync()).Session.ShouldBe(second);
        old.HasFrame.ShouldBeFalse();

        young.Drop();
        await scene.WaitForAsync(second, PluginSessionState.Orphaned);
        var third = await scene.RunOnAsync(old);
        await old.RespondAsync(new { response = "3", session = third.Session });
        await old.RespondAsync(new { response = "2", session = second });
        await scene.WaitForAsync(third.Session, PluginSessionState.Succeeded);
        (await scene.WaitForAsync(second, PluginSessionState.Succeeded)).GetProperty("message").GetString()
            .ShouldBe("2", "an answer is matched by its session, not by its socket");
    }

    [Fact]
    public async Task Loose_json_and_bytes_do_not_cost_the_connection()
    {
        var scene = await PluginScene.CreateAsync(limn);
        await using var plugin = await scene.ConnectAsync();
        var run = await scene.RunOnAsync(plugin);

        await plugin.SendAsync($$"""42/plugin,["log",{"level":"INFO","msg":"loss","session":"{{run.Session}}","value":NaN,"least":-Infinity}]""");
        await plugin.SendAsync("""42/plugin,["log","not an object"]""");
        await plugin.SendAsync("""42/plugin,["log"]""");
        await plugin.SendAsync("""42/plugin,["response",{"response":"x","session":""}]""");
        await plugin.SendAsync("""42/plugin,["heartbeat",7]""");
        await plugin.SendAsync("""42/plugin,["unheard of",{}]""");
        await plugin.SendAsync($$"""451-/plugin,["response",{"response":{"_placeholder":true,"num":0},"session":"{{run.Session}}"}]""");
        await plugin.SendBinaryAsync([1, 2, 3]);

        await scene.WaitForAsync(run.Session, PluginSessionState.Succeeded);
        (await scene.LogAsync(run.Session)).ShouldBe(["loss"]);
    }

    [Fact]
    public async Task Deleted_plugin_loses_its_light_and_its_place()
    {
        var scene = await PluginScene.CreateAsync(limn);
        await using var plugin = await scene.ConnectAsync();

        (await scene.Admin.DeleteAsync($"/v2/plugins/{scene.Id}")).Status.ShouldBe(HttpStatusCode.OK);
        await plugin.HeartbeatAsync(scene.Id, scene.Secret);

        await plugin.NextEventAsync("unauthorized");
        await scene.WaitForLightAsync(false);
    }
}
