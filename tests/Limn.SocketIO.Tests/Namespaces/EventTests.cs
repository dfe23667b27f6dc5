using System.Collections.Concurrent;
using Limn.SocketIO.Packets;
using Limn.SocketIO.Tests.Support;
using Shouldly;
using Xunit;

namespace Limn.SocketIO.Tests.Namespaces;

public sealed class EventTests
{
    [Fact]
    public async Task Events_of_a_socket_are_handled_one_at_a_time_and_in_order()
    {
        var order = new ConcurrentQueue<int>();
        var running = 0;
        var overlapped = false;
        await using var server = await TestServer.StartAsync(s => s.AddNamespace("/").On("n", async e =>
        {
            overlapped |= Interlocked.Increment(ref running) > 1;
            await Task.Yield();
            order.Enqueue(e.Arguments.Get<int>(0));
            Interlocked.Decrement(ref running);
        }));
        await using var client = await server.JoinAsync();

        for (var i = 0; i < 1000; i++)
            await client.SendAsync($"42[\"n\",{i}]");
        await client.SendAsync("421[\"n\",1000]");

        (await client.ReceiveAsync()).ShouldBe("431[]");
        order.ShouldBe(Enumerable.Range(0, 1001));
        overlapped.ShouldBeFalse();
    }

    [Fact]
    public async Task Handler_that_throws_is_logged_and_the_connection_goes_on()
    {
        await using var server = await TestServer.StartAsync(s => Maps.Echo(s)
            .On("sync", _ => throw new InvalidOperationException("sync"))
            .On("async", async _ =>
            {
                await Task.Yield();
                throw new InvalidOperationException("async");
            }));
        await using var client = await server.JoinAsync();

        await client.SendAsync("421[\"sync\"]");
        await client.SendAsync("422[\"async\"]");
        await client.SendAsync("423[\"echo\",1]");

        // As with other servers, an event whose handler failed is not acknowledged.
        (await client.ReceiveAsync()).ShouldBe("433[1]");
        server.Log.Errors.Select(entry => entry.Exception!.Message).ShouldBe(["sync", "async"]);
    }

    [Fact]
    public async Task Unknown_events_and_namespaces_that_were_left_are_ignored()
    {
        await using var server = await TestServer.StartAsync(s =>
        {
            Maps.Echo(s);
            s.AddNamespace("/custom");
        });
        await using var client = await server.JoinAsync();

        await client.SendAsync("421[\"unknown\"]");
        await client.SendAsync("42/custom,[\"early\"]");
        await client.SendAsync("42[\"connect\"]");
        await client.SendAsync("43999[]");
        await client.SendAsync("422[\"echo\"]");

        (await client.ReceiveAsync()).ShouldBe("432[]");
    }

    [Fact]
    public async Task Event_is_acknowledged_once_and_by_itself_if_need_be()
    {
        var again = new TaskCompletionSource<Exception?>();
        await using var server = await TestServer.StartAsync(s => s.AddNamespace("/")
            .On("silent", _ => default)
            .On("twice", async e =>
            {
                await e.AckAsync(SocketArguments.Of("first"));
                again.SetResult(await Record.ExceptionAsync(async () => await e.AckAsync()));
            }));
        await using var client = await server.JoinAsync();

        await client.SendAsync("421[\"silent\"]");
        await client.SendAsync("422[\"twice\"]");

        (await client.ReceiveAsync()).ShouldBe("431[]");
        (await client.ReceiveAsync()).ShouldBe("432[\"first\"]");
        (await again.Task.WaitAsync(Wait.Limit)).ShouldBeOfType<InvalidOperationException>();
    }

    [Fact]
    public async Task Event_name_is_found_however_its_JSON_is_written()
    {
        await using var server = await TestServer.StartAsync(s => s.AddNamespace("/").On("café", e => e.AckAsync(e.Arguments)));
        await using var client = await server.JoinAsync();

        await client.SendAsync("421[\"café\",1]");
        await client.SendAsync("422[ \"caf\\u00e9\" , 2 ]");

        (await client.ReceiveAsync()).ShouldBe("431[1]");
        (await client.ReceiveAsync()).ShouldBe("432[2 ]");
    }

    [Fact]
    public async Task Server_sends_events_in_order_with_their_attachments()
    {
        await using var server = await TestServer.StartAsync(s => s.AddNamespace("/app").OnConnect(async (socket, _) =>
        {
            await socket.EmitAsync("first", SocketArguments.Of(1, new { Name = "é" }));
            await socket.EmitAsync("blob", SocketArguments.Of(new Attachment(new byte[] { 0xab })));
            await socket.EmitAsync("odd \"name\"");
        }));
        await using var client = await server.JoinAsync("/app");

        (await client.ReceiveAsync()).ShouldBe("""42/app,["first",1,{"name":"é"}]""");
        (await client.ReceiveAsync()).ShouldBe("""451-/app,["blob",{"_placeholder":true,"num":0}]""");
        (await client.ReceiveAsync()).ShouldBe("AB");
        (await client.ReceiveAsync()).ShouldBe("""42/app,["odd \"name\""]""");
    }

    [Theory]
    [InlineData("")]
    [InlineData("connect")]
    [InlineData("connect_error")]
    [InlineData("disconnect")]
    public async Task Names_that_clients_use_themselves_are_refused(string name)
    {
        var thrown = new TaskCompletionSource<Exception?>();
        await using var server = await TestServer.StartAsync(s => s.AddNamespace("/").OnConnect(async (socket, _) =>
            thrown.SetResult(await Record.ExceptionAsync(async () => await socket.EmitAsync(name)))));
        await using var client = await server.JoinAsync();

        (await thrown.Task.WaitAsync(Wait.Limit)).ShouldBeAssignableTo<ArgumentException>();
        Should.Throw<ArgumentException>(() => server.Server.GetNamespace("/").On(name, _ => default));
    }

    [Fact]
    public async Task Event_has_one_handler()
    {
        await using var server = await TestServer.StartAsync(s => Maps.Echo(s));

        Should.Throw<ArgumentException>(() => server.Server.GetNamespace("/").On("echo", _ => default));
    }

    [Fact]
    public async Task Slow_handler_slows_the_sender_down_and_loses_nothing()
    {
        const int Events = 2000;
        var gate = new TaskCompletionSource();
        var handled = 0;
        await using var server = await TestServer.StartAsync(
            s => s.AddNamespace("/").On("n", async _ =>
            {
                await gate.Task;
                handled++;
            }),
            options => options.MaxQueuedEvents = 4);
        await using var client = await server.JoinAsync();

        for (var i = 0; i < Events; i++)
            await client.SendAsync("42[\"n\"]");
        await client.SendAsync("421[\"n\"]");
        gate.SetResult();

        (await client.ReceiveAsync()).ShouldBe("431[]");
        handled.ShouldBe(Events + 1);
    }
}
