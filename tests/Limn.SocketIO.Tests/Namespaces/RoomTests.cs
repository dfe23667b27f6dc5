using System.Text.Json;
using Limn.SocketIO.Namespaces;
using Limn.SocketIO.Packets;
using Limn.SocketIO.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Limn.SocketIO.Tests.Namespaces;

public sealed class RoomTests
{
    [Fact]
    public async Task Broadcast_reaches_everybody_in_the_namespace()
    {
        await using var server = await TestServer.StartAsync(s => s.AddNamespace("/app"));
        await using var first = await server.JoinAsync("/app");
        await using var second = await server.JoinAsync("/app");

        await server.Server.GetNamespace("/app").EmitAsync("news", SocketArguments.Of(1));

        (await first.ReceiveAsync()).ShouldBe("42/app,[\"news\",1]");
        (await second.ReceiveAsync()).ShouldBe("42/app,[\"news\",1]");
    }

    [Fact]
    public async Task Room_reaches_its_members_only()
    {
        await using var server = await TestServer.StartAsync(s => Rooms(s.AddNamespace("/")));
        await using var member = await server.JoinAsync();
        await using var stranger = await server.JoinAsync();
        await member.SendAsync("421[\"join\",\"red\"]");
        await member.ReceiveAsync();

        await server.Server.GetNamespace("/").To("red").EmitAsync("news");
        await server.Server.GetNamespace("/").EmitAsync("end");

        (await member.ReceiveAsync()).ShouldBe("42[\"news\"]");
        (await stranger.ReceiveAsync()).ShouldBe("42[\"end\"]");
    }

    [Fact]
    public async Task Room_ends_with_its_last_member()
    {
        await using var server = await TestServer.StartAsync(s => Rooms(s.AddNamespace("/")));
        var rooms = server.Server.GetNamespace("/").Rooms;
        await using var leaving = await server.JoinAsync();
        await using var lost = await server.JoinAsync();
        await leaving.SendAsync("421[\"join\",\"red\"]");
        await leaving.ReceiveAsync();
        await lost.SendAsync("421[\"join\",\"red\"]");
        await lost.ReceiveAsync();

        await leaving.SendAsync("421[\"leave\",\"red\"]");
        await leaving.ReceiveAsync();
        rooms.Members("red").Count.ShouldBe(1);
        lost.Abort();

        await Wait.UntilAsync(() => rooms.Count == 0, "the room is left");
    }

    [Fact]
    public async Task Backplane_carries_broadcasts_between_servers_as_plain_JSON()
    {
        var bus = new JsonBus();
        await using var here = await TestServer.StartAsync(s => Rooms(s.AddNamespace("/")), null, bus.AddTo);
        await using var there = await TestServer.StartAsync(s => Rooms(s.AddNamespace("/")), null, bus.AddTo);
        bus.Nodes.AddRange([here, there]);
        await using var client = await there.JoinAsync();
        await client.SendAsync("421[\"join\",\"red\"]");
        await client.ReceiveAsync();

        await here.Server.GetNamespace("/").To("red").EmitAsync("news", SocketArguments.Of("a", 2));

        (await client.ReceiveAsync()).ShouldBe("42[\"news\",\"a\",2]");
        bus.Sent.ShouldBe(["""{"Namespace":"/","Room":"red","EventName":"news","Arguments":["a",2]}"""]);
    }

    private static void Rooms(SocketNamespace @namespace) => @namespace
        .On("join", e =>
        {
            e.Socket.Join(e.Arguments.Get<string>(0)!);
            return default;
        })
        .On("leave", e =>
        {
            e.Socket.Leave(e.Arguments.Get<string>(0)!);
            return default;
        });

    /// <summary>Two nodes that talk by text. python-socketio's queue carried pickles instead (CVE-2025-61765).</summary>
    private sealed class JsonBus : SocketBackplane
    {
        public List<TestServer> Nodes { get; } = [];

        public List<string> Sent { get; } = [];

        public void AddTo(IServiceCollection services) => services.AddSingleton<SocketBackplane>(this);

        public override ValueTask PublishAsync(SocketBroadcast broadcast, Action<SocketBroadcast> deliver, CancellationToken cancellationToken)
        {
            var output = new System.Buffers.ArrayBufferWriter<byte>();
            broadcast.Arguments.WriteTo(output);
            var arguments = JsonDocument.Parse(output.WrittenMemory).RootElement;
            var text = JsonSerializer.Serialize(new Message(broadcast.Namespace, broadcast.Room, broadcast.EventName, arguments));
            Sent.Add(text);
            foreach (var node in Nodes)
            {
                var message = JsonSerializer.Deserialize<Message>(text)!;
                var json = JsonSerializer.SerializeToUtf8Bytes(message.Arguments);
                node.Server.Deliver(new SocketBroadcast(message.Namespace, message.Room, message.EventName, SocketArguments.FromJson(json)));
            }
            return default;
        }

        private sealed record Message(string Namespace, string? Room, string EventName, JsonElement Arguments);
    }
}
