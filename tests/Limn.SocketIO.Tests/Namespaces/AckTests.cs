using Limn.SocketIO.Namespaces;
using Limn.SocketIO.Packets;
using Limn.SocketIO.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Limn.SocketIO.Tests.Namespaces;

public sealed class AckTests
{
    [Fact]
    public async Task Ack_brings_its_arguments_and_attachments()
    {
        await using var server = await TestServer.StartAsync(s => s.AddNamespace("/plugin"));
        await using var client = await server.JoinAsync("/plugin");

        var answer = SocketOf(server).EmitWithAckAsync("plugin", SocketArguments.Of("run"));
        (await client.ReceiveAsync()).ShouldBe("""42/plugin,1["plugin","run"]""");
        await client.SendAsync("""461-/plugin,1["done",{"_placeholder":true,"num":0}]""");
        await client.SendAsync([7]);

        var arguments = await answer.WaitAsync(Wait.Limit);
        arguments.Get<string>(0).ShouldBe("done");
        arguments.Get<Attachment>(1).Bytes.ToArray().ShouldBe([7]);
    }

    [Fact]
    public async Task Ack_fails_when_the_socket_ends()
    {
        await using var server = await TestServer.StartAsync(s => s.AddNamespace("/plugin"));
        await using var client = await server.JoinAsync("/plugin");
        var socket = SocketOf(server);

        var answer = socket.EmitWithAckAsync("plugin");
        client.Abort();

        (await Should.ThrowAsync<SocketDisconnectedException>(() => answer.WaitAsync(Wait.Limit))).Reason
            .ShouldBe(DisconnectReason.TransportError);
        await Should.ThrowAsync<SocketDisconnectedException>(() => socket.EmitWithAckAsync("plugin"));
    }

    [Fact]
    public async Task Ack_that_is_late_is_a_timeout()
    {
        var time = new FakeTimeProvider();
        await using var server = await TestServer.StartAsync(
            s => s.AddNamespace("/plugin"), null, services => services.AddSingleton<TimeProvider>(time));
        await using var client = await server.JoinAsync("/plugin");

        var answer = SocketOf(server).EmitWithAckAsync("plugin", timeout: TimeSpan.FromSeconds(5));
        time.Advance(TimeSpan.FromSeconds(6));

        await Should.ThrowAsync<TimeoutException>(() => answer.WaitAsync(Wait.Limit));
        await client.ReceiveAsync();
        await client.SendAsync("43/plugin,1[]");
        SocketOf(server).IsConnected.ShouldBeTrue();
    }

    [Fact]
    public async Task Waiting_can_be_given_up()
    {
        await using var server = await TestServer.StartAsync(s => s.AddNamespace("/plugin"));
        await using var client = await server.JoinAsync("/plugin");
        using var cancellation = new CancellationTokenSource();

        var answer = SocketOf(server).EmitWithAckAsync("plugin", cancellationToken: cancellation.Token);
        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => answer.WaitAsync(Wait.Limit));
    }

    [Fact]
    public async Task Client_owes_no_more_acks_than_the_limit()
    {
        await using var server = await TestServer.StartAsync(s => s.AddNamespace("/plugin"), options => options.MaxPendingAcks = 2);
        await using var client = await server.JoinAsync("/plugin");
        var socket = SocketOf(server);

        var first = socket.EmitWithAckAsync("plugin");
        _ = socket.EmitWithAckAsync("plugin");
        await Should.ThrowAsync<InvalidOperationException>(() => socket.EmitWithAckAsync("plugin"));
        await client.SendAsync("43/plugin,1[]");
        await first.WaitAsync(Wait.Limit);

        socket.EmitWithAckAsync("plugin").IsFaulted.ShouldBeFalse();
    }

    [Fact]
    public async Task Ack_arrives_while_a_handler_of_the_same_socket_waits_for_it()
    {
        await using var server = await TestServer.StartAsync(s => s.AddNamespace("/").On("ask", async e =>
        {
            var answer = await e.Socket.EmitWithAckAsync("question");
            await e.AckAsync(answer);
        }));
        await using var client = await server.JoinAsync();

        await client.SendAsync("425[\"ask\"]");
        (await client.ReceiveAsync()).ShouldBe("421[\"question\"]");
        await client.SendAsync("431[42]");

        (await client.ReceiveAsync()).ShouldBe("435[42]");
    }

    private static Socket SocketOf(TestServer server) => server.Server.GetNamespace("/plugin").Sockets.Single();
}
