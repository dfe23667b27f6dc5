using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using Limn.SocketIO.Namespaces;
using Limn.SocketIO.Packets;
using Limn.SocketIO.Tests.Support;
using Shouldly;
using Xunit;

namespace Limn.SocketIO.Tests.Sessions;

public sealed class LimitTests
{
    [Fact]
    public async Task Server_that_is_full_refuses_handshakes_and_serves_on()
    {
        await using var server = await TestServer.StartAsync(s => Maps.Echo(s), options => options.MaxSessions = 2);
        await using var first = await server.JoinAsync();
        var second = await server.OpenPollingAsync();

        (await server.Http.GetAsync("/socket.io/?EIO=4&transport=polling")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        await Should.ThrowAsync<WebSocketException>(() => server.OpenAsync());

        await first.SendAsync("421[\"echo\"]");
        (await first.ReceiveAsync()).ShouldBe("431[]");
        await second.PostAsync("1");
        await server.OpenPollingAsync();
    }

    [Fact]
    public async Task Address_that_has_its_sessions_is_refused()
    {
        await using var server = await TestServer.StartAsync(s => Maps.Echo(s), options => options.MaxSessionsPerAddress = 1);
        await server.OpenPollingAsync();

        (await server.Http.GetAsync("/socket.io/?EIO=4&transport=polling")).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Trusted_client_may_send_larger_messages()
    {
        const int Large = 3_000_000;
        await using var server = await TestServer.StartAsync(s => s.AddNamespace("/plugin")
            .On("heartbeat", async e =>
            {
                // By then the next read has begun.
                await Task.Delay(1);
                e.Socket.Trust();
                e.Socket.Trust();
            })
            .On("response", e => e.AckAsync(SocketArguments.Of(e.Arguments.Get<string>(0)!.Length))));
        await using var client = await server.JoinAsync("/plugin");
        await using var stranger = await server.JoinAsync("/plugin");
        var message = "42/plugin,2[\"response\",\"" + new string('x', Large) + "\"]";

        await client.SendAsync("42/plugin,1[\"heartbeat\"]");
        (await client.ReceiveAsync()).ShouldBe("43/plugin,1[]");
        await client.SendAsync(message);
        (await client.ReceiveAsync()).ShouldBe($"43/plugin,2[{Large}]");

        await Record.ExceptionAsync(() => stranger.SendAsync(message));
        await stranger.WaitForCloseAsync();
    }

    [Theory]
    [InlineData(10_000, true)]
    [InlineData(10_001, false)]
    public async Task Message_is_taken_up_to_its_limit_to_the_byte(int length, bool isTaken)
    {
        await using var server = await TestServer.StartAsync(s => Maps.Echo(s), options => options.MaxMessageBytes = 10_000);
        await using var client = await server.JoinAsync();
        const string Head = "421[\"echo\",\"";
        var message = Head + new string('x', length - Head.Length - 2) + "\"]";

        await client.SendAsync(message);

        if (isTaken)
            (await client.ReceiveAsync()).ShouldStartWith("431[");
        else
            await client.WaitForCloseAsync();
    }

    [Theory]
    [InlineData(1_000, false, true)]
    [InlineData(1_000, true, true)]
    [InlineData(1_001, false, false)]
    [InlineData(1_001, true, false)]
    [InlineData(1_000_000, false, false)]
    [InlineData(1_000_000, true, false)]
    public async Task Body_of_a_post_is_taken_up_to_its_limit_to_the_byte(int length, bool isChunked, bool isTaken)
    {
        await using var server = await TestServer.StartAsync(s => Maps.Echo(s), options => options.MaxPayload = 1_000);
        var client = await server.OpenPollingAsync();
        await client.PostAsync("40");
        const string Head = "42[\"echo\",\"";
        var bytes = Encoding.ASCII.GetBytes(Head + new string('x', length - Head.Length - 2) + "\"]");

        // A stream that cannot seek tells no length.
        using var answer = await client.PostAsync(
            isChunked ? new StreamContent(PipeReader.Create(new ReadOnlySequence<byte>(bytes)).AsStream()) : new ByteArrayContent(bytes));

        answer.StatusCode.ShouldBe(isTaken ? HttpStatusCode.OK : HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, false)]
    [InlineData(400_000_000, false)]
    public async Task Packet_may_announce_as_many_attachments_as_one_may_have(int count, bool isTaken)
    {
        await using var server = await TestServer.StartAsync(s => Maps.Echo(s), options => options.MaxAttachments = 3);
        await using var client = await server.JoinAsync();
        var places = Enumerable.Range(0, Math.Min(count, 10)).Select(number => $",{{\"_placeholder\":true,\"num\":{number}}}");

        await client.SendAsync($"45{count}-1[\"echo\"{string.Concat(places)}]");
        for (var number = 0; isTaken && number < count; number++)
            await client.SendAsync([(byte)number]);

        if (isTaken)
            (await client.ReceiveAsync()).ShouldStartWith($"46{count}-1[");
        else
            await client.WaitForCloseAsync();
    }

    [Fact]
    public async Task Client_that_does_not_read_is_disconnected_and_nobody_waits_for_it()
    {
        var reason = new TaskCompletionSource<DisconnectReason>();
        await using var server = await TestServer.StartAsync(
            s => s.AddNamespace("/").OnDisconnect((_, why) =>
            {
                reason.SetResult(why);
                return default;
            }),
            options => options.MaxQueuedBytes = 100_000);
        using var client = await RawClient.OpenAsync(server.Url);
        await client.SendAsync(RawClient.Frame("40"));
        await Wait.UntilAsync(() => server.Server.GetNamespace("/").Sockets.Count == 1, "the client did not join");
        var arguments = SocketArguments.Of(new string('x', 10_000));

        while (!reason.Task.IsCompleted)
            await server.Server.GetNamespace("/").EmitAsync("news", arguments).AsTask().WaitAsync(Wait.Limit);

        (await reason.Task).ShouldBe(DisconnectReason.SlowReceiver);
        await server.WaitUntilEmptyAsync();
        server.Log.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Emitting_waits_for_a_client_that_reads_slowly()
    {
        await using var server = await TestServer.StartAsync(s => s.AddNamespace("/"), options => options.MaxQueuedBytes = 1_000_000);
        using var client = await RawClient.OpenAsync(server.Url);
        await client.SendAsync(RawClient.Frame("40"));
        await Wait.UntilAsync(() => server.Server.GetNamespace("/").Sockets.Count == 1, "the client did not join");
        var socket = server.Server.GetNamespace("/").Sockets.Single();
        var arguments = SocketArguments.Of(new string('x', 10_000));

        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();
        // What the operating system buffers is not known; sooner or later the client's slowness is felt.
        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            while (true)
                await socket.EmitAsync("news", arguments, cancellation.Token);
        });

        var waiting = socket.EmitAsync("end").AsTask();
        await client.ReadUntilAsync("\"end\"");
        await waiting.WaitAsync(Wait.Limit);
        socket.IsConnected.ShouldBeTrue();
    }
}
