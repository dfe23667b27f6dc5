using System.Text.Json.Nodes;

namespace Limn.Plugins.Tests;

/// <summary>What goes over the wire, against a hub that is not Limn: engine.io-protocol v4, socket.io-protocol v5.</summary>
public sealed class WireTests
{
    private const string RunEvent =
        """["plugin",{"session":"s9","configJSON":"{}","projectId":"p","apiKey":"k","orgId":"o","runBy":"u"}]""";

    [Fact]
    public async Task Connects_by_websocket_only_and_proves_itself_at_once()
    {
        await using var hub = await WireHub.StartAsync();
        await using var plugin = RunningPlugin.Start(Echo(hub));

        var socket = await hub.JoinedAsync();
        var heartbeat = await socket.FrameAsync("42/plugin,[\"heartbeat\"");

        hub.Requests.ShouldBe(["websocket ?EIO=4&transport=websocket"]);
        socket.Frames.ShouldBe(["40/plugin,{}", heartbeat]);
        JsonNode.Parse(heartbeat["42/plugin,".Length..])!.ToJsonString()
            .ShouldBe($$"""["heartbeat",{"id":"{{Sample.Id}}","secret":"{{Sample.Secret}}"}]""");
    }

    [Fact]
    public async Task Heartbeats_go_on_from_the_connect()
    {
        await using var hub = await WireHub.StartAsync();
        await using var plugin = RunningPlugin.Start(Echo(hub.Options with { HeartbeatInterval = TimeSpan.FromMilliseconds(20) }));
        var socket = await hub.JoinedAsync();

        await Wait.UntilAsync(() => socket.Frames.Count(f => f.Contains("\"heartbeat\"")) >= 4, "four heartbeats");
    }

    [Fact]
    public async Task Pings_are_answered()
    {
        await using var hub = await WireHub.StartAsync();
        await using var plugin = RunningPlugin.Start(Echo(hub));
        var socket = await hub.JoinedAsync();

        await socket.SendAsync("2");
        await socket.FrameAsync(f => f == "3", "a pong");
    }

    [Fact]
    public async Task Hub_that_stops_pinging_is_left()
    {
        await using var hub = await WireHub.StartAsync(
            """0{"sid":"e1","upgrades":[],"pingInterval":30,"pingTimeout":20,"maxPayload":1000000}""");
        await using var plugin = RunningPlugin.Start(Echo(hub));

        await hub.SocketAsync(2);
    }

    [Fact]
    public async Task Event_without_an_id_is_answered_and_not_acknowledged()
    {
        await using var hub = await WireHub.StartAsync();
        await using var plugin = RunningPlugin.Start(Echo(hub));
        var socket = await hub.JoinedAsync();

        await socket.SendAsync("42/plugin," + RunEvent);

        await socket.FrameAsync("42/plugin,[\"response\"");
        await socket.SendAsync("2");
        await socket.FrameAsync(f => f == "3", "a pong");
        socket.Frames.ShouldNotContain(f => f.StartsWith("43"));
    }

    [Fact]
    public async Task Event_with_an_id_is_acknowledged_after_its_log_and_its_response()
    {
        await using var hub = await WireHub.StartAsync();
        await using var plugin = RunningPlugin.Start(Echo(hub));
        var socket = await hub.JoinedAsync();

        await socket.SendAsync("42/plugin,7" + RunEvent);
        await socket.FrameAsync("43");

        string[] starts = ["42/plugin,[\"log\",", "42/plugin,[\"response\",", "43/plugin,7[]"];
        socket.Frames.Skip(2).Zip(starts).ShouldAllBe(pair => pair.First.StartsWith(pair.Second));
        socket.Frames.Count.ShouldBe(5);
    }

    [Fact]
    public async Task Failing_run_is_acknowledged_too()
    {
        await using var hub = await WireHub.StartAsync();
        await using var plugin = RunningPlugin.Start(
            new BatchModelPlugin(hub.Options, (_, _) => throw new InvalidOperationException("no luck")));
        var socket = await hub.JoinedAsync();

        await socket.SendAsync("42/plugin,0" + RunEvent);
        (await socket.FrameAsync("43")).ShouldBe("43/plugin,0[]");

        var response = JsonNode.Parse((await socket.FrameAsync("42/plugin,[\"response\""))["42/plugin,".Length..])![1]!;
        response.ToJsonString().ShouldBe("""{"error":true,"message":"no luck","session":"s9"}""");
    }

    [Fact]
    public async Task Run_without_parameters_is_acknowledged_and_nothing_more()
    {
        await using var hub = await WireHub.StartAsync();
        await using var plugin = RunningPlugin.Start(Echo(hub));
        var socket = await hub.JoinedAsync();

        await socket.SendAsync("42/plugin,5[\"plugin\"]");

        (await socket.FrameAsync("43")).ShouldBe("43/plugin,5[]");
        socket.Frames.ShouldNotContain(f => f.Contains("response"));
    }

    [Fact]
    public async Task What_the_plugin_does_not_know_is_passed_over()
    {
        await using var hub = await WireHub.StartAsync();
        await using var plugin = RunningPlugin.Start(Echo(hub));
        var socket = await hub.JoinedAsync();

        await socket.SendAsync("42/plugin,[\"brand-new\",{\"a\":1},2]");
        await socket.SendAsync("42[\"plugin\",{}]");
        await socket.SendAsync("40/other,{\"sid\":\"x\"}");
        await socket.SendAsync("42/plugin,3" + RunEvent);

        await socket.FrameAsync("43/plugin,3[]");
        hub.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Numbers_that_json_does_not_know_do_not_break_a_run()
    {
        await using var hub = await WireHub.StartAsync();
        await using var plugin = RunningPlugin.Start(Echo(hub));
        var socket = await hub.JoinedAsync();

        await socket.SendAsync("42/plugin,3" + RunEvent.Replace("\"projectId\"", "\"x\":NaN,\"projectId\""));

        await socket.FrameAsync("42/plugin,[\"response\"");
    }

    [Theory]
    [InlineData("41/plugin,")]
    [InlineData("1")]
    [InlineData("4nonsense")]
    [InlineData("9")]
    public async Task Plugin_comes_back_after(string farewell)
    {
        await using var hub = await WireHub.StartAsync();
        await using var plugin = RunningPlugin.Start(Echo(hub));

        await (await hub.JoinedAsync()).SendAsync(farewell);

        await hub.JoinedAsync(1);
        await plugin.Plugin.UntilAsync(PluginState.Live);
    }

    [Fact]
    public async Task Refused_namespace_is_asked_for_again()
    {
        await using var hub = await WireHub.StartAsync();
        hub.Welcome = """44/plugin,{"message":"Invalid namespace"}""";
        await using var plugin = RunningPlugin.Start(Echo(hub));
        await hub.SocketAsync(2);

        hub.Welcome = """40/plugin,{"sid":"s1"}""";

        await plugin.Plugin.UntilAsync(PluginState.Live);
    }

    [Fact]
    public async Task Response_that_may_be_lost_is_sent_again()
    {
        await using var hub = await WireHub.StartAsync();
        await using var plugin = RunningPlugin.Start(Echo(hub));
        var first = await hub.JoinedAsync();
        await first.SendAsync("42/plugin,7" + RunEvent);
        await first.FrameAsync("43");
        await first.SendAsync("2");
        await first.FrameAsync("3");

        first.Drop();

        var second = await hub.JoinedAsync(1);
        await second.FrameAsync("42/plugin,[\"response\"");
        second.Frames[1].ShouldContain("heartbeat");
        second.Frames.ShouldNotContain(f => f.StartsWith("43") || f.Contains("\"log\""));
    }

    [Fact]
    public async Task Response_that_has_arrived_is_not_sent_again()
    {
        await using var hub = await WireHub.StartAsync();
        await using var plugin = RunningPlugin.Start(Echo(hub));
        var first = await hub.JoinedAsync();
        await first.SendAsync("42/plugin,7" + RunEvent);
        await first.FrameAsync("43");
        // The second ping comes only because the hub has seen the pong that left after the response.
        await first.SendAsync("2");
        await first.SendAsync("2");
        await Wait.UntilAsync(() => first.Frames.Count(f => f == "3") == 2, "two pongs");

        first.Drop();

        var second = await hub.JoinedAsync(1);
        await second.SendAsync("42/plugin,8" + RunEvent.Replace("s9", "s10"));
        await second.FrameAsync("43/plugin,8[]");
        second.Frames.Count(f => f.Contains("\"response\"")).ShouldBe(1);
    }

    private static BatchModelPlugin Echo(WireHub hub) => Echo(hub.Options);

    private static BatchModelPlugin Echo(PluginOptions options) => new(options, (run, _) =>
    {
        run.Logger.Info("hello");
        return Task.FromResult<string?>($"done {run.SessionId}");
    });
}
