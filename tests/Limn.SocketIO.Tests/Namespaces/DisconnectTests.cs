using System.Collections.Concurrent;
using Limn.SocketIO.Namespaces;
using Limn.SocketIO.Tests.Support;
using Shouldly;
using Xunit;

namespace Limn.SocketIO.Tests.Namespaces;

public sealed class DisconnectTests
{
    private readonly ConcurrentQueue<string> told = [];

    [Fact]
    public async Task Client_that_closes_its_websocket_is_told_once() =>
        await AssertReasonAsync(client => client.CloseAsync(), DisconnectReason.TransportClose);

    [Fact]
    public async Task Client_that_sends_a_close_packet_is_told_once() =>
        await AssertReasonAsync(client => client.SendAsync("1"), DisconnectReason.TransportClose);

    [Fact]
    public async Task Client_that_leaves_the_namespace_is_told_once() =>
        await AssertReasonAsync(client => client.SendAsync("41"), DisconnectReason.ClientNamespaceDisconnect);

    [Fact]
    public async Task Client_that_breaks_the_protocol_is_told_once() =>
        await AssertReasonAsync(client => client.SendAsync("42{}"), DisconnectReason.ParseError);

    [Fact]
    public async Task Client_that_pings_the_server_breaks_the_protocol() =>
        await AssertReasonAsync(client => client.SendAsync("2"), DisconnectReason.ParseError);

    [Fact]
    public async Task Events_received_before_the_end_are_handled_before_it_is_told()
    {
        var gate = new TaskCompletionSource();
        await using var server = await TestServer.StartAsync(s => Told(s.AddNamespace("/")).On("response", async e =>
        {
            await gate.Task;
            told.Enqueue($"{e.Arguments.Get<int>(0)} {e.Socket.IsConnected} {e.Socket.Disconnected.IsCancellationRequested}");
        }));
        await using var client = await server.JoinAsync();

        await client.SendAsync("42[\"response\",1]");
        await client.SendAsync("42[\"response\",2]");
        await client.CloseAsync();
        await server.WaitUntilEmptyAsync();
        gate.SetResult();
        await server.Server.DrainAsync(Wait.Token());

        told.ShouldBe(["1 False True", "2 False True", nameof(DisconnectReason.TransportClose)]);
    }

    [Fact]
    public async Task Server_puts_a_client_out_of_one_namespace()
    {
        await using var server = await TestServer.StartAsync(s =>
        {
            Maps.Echo(s);
            Told(s.AddNamespace("/app")).On("bye", e =>
            {
                e.Socket.Disconnect();
                return default;
            });
        });
        await using var client = await server.JoinAsync();
        await client.SendAsync("40/app,");
        await client.ReceiveAsync();

        await client.SendAsync("42/app,1[\"bye\"]");

        (await client.ReceiveAsync()).ShouldBe("41/app,");
        await client.SendAsync("422[\"echo\"]");
        (await client.ReceiveAsync()).ShouldBe("432[]");
        told.ShouldBe([nameof(DisconnectReason.ServerNamespaceDisconnect)]);
    }

    [Fact]
    public async Task Server_closes_the_connection_after_what_it_sent()
    {
        await using var server = await TestServer.StartAsync(s =>
        {
            Told(s.AddNamespace("/"));
            s.AddNamespace("/app").On("bye", async e =>
            {
                await e.Socket.EmitAsync("last words");
                e.Socket.Disconnect(closeConnection: true);
            });
        });
        await using var client = await server.JoinAsync();
        await client.SendAsync("40/app,");
        await client.ReceiveAsync();

        await client.SendAsync("42/app,[\"bye\"]");

        (await client.ReceiveAsync()).ShouldBe("42/app,[\"last words\"]");
        (await client.ReceiveAsync()).ShouldBe("41/app,");
        await client.WaitForCloseAsync();
        await server.WaitUntilEmptyAsync();
        told.ShouldBe([nameof(DisconnectReason.ServerClose)]);
    }

    [Fact]
    public async Task Polling_client_gets_the_last_words_before_the_session_ends()
    {
        await using var server = await TestServer.StartAsync(s => s.AddNamespace("/").On("bye", e =>
        {
            e.Socket.Disconnect(closeConnection: true);
            return default;
        }));
        var client = await server.OpenPollingAsync();
        await client.PostAsync("40");
        await client.PollAsync();

        await client.PostAsync("42[\"bye\"]");

        (await client.PollAsync()).ShouldBe("41");
        (await client.PollAsync()).ShouldBe("1");
        ((int)(await client.GetAsync()).StatusCode).ShouldBe(400);
        server.Server.SessionCount.ShouldBe(0);
    }

    [Fact]
    public async Task Emitting_to_a_socket_that_has_ended_does_nothing()
    {
        await using var server = await TestServer.StartAsync(s => s.AddNamespace("/"));
        await using var client = await server.JoinAsync();
        var socket = server.Server.GetNamespace("/").Sockets.Single();
        await client.CloseAsync();
        await server.WaitUntilEmptyAsync();

        await socket.EmitAsync("late");
        socket.Join("room");
        socket.Disconnect();

        socket.IsConnected.ShouldBeFalse();
        socket.Disconnected.IsCancellationRequested.ShouldBeTrue();
        server.Log.Errors.ShouldBeEmpty();
    }

    private SocketNamespace Told(SocketNamespace @namespace) => @namespace.OnDisconnect((_, reason) =>
    {
        told.Enqueue(reason.ToString());
        return default;
    });

    private async Task AssertReasonAsync(Func<WireClient, Task> end, DisconnectReason expected)
    {
        await using var server = await TestServer.StartAsync(s => Told(s.AddNamespace("/")));
        await using var client = await server.JoinAsync();

        await end(client);
        await Wait.UntilAsync(() => !told.IsEmpty, "nothing is told");
        client.Abort();
        await server.Server.DrainAsync(Wait.Token());

        told.ShouldBe([expected.ToString()]);
        server.Log.Errors.ShouldBeEmpty();
    }
}
