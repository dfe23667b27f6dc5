using System.Text;
using Limn.SocketIO.Tests.Support;
using Shouldly;
using Xunit;

namespace Limn.SocketIO.Tests.Security;

/// <summary>
/// Breaks off at every byte of every step (CVE-2022-21676, CVE-2022-41940). Whatever it does, the server serves the next
/// client, forgets the session, and nothing is thrown that nobody sees.
/// </summary>
[Trait("Advisory", "CVE-2022-21676")]
[Trait("Advisory", "CVE-2022-41940")]
public sealed class MisbehavingClientTests : IAsyncLifetime
{
    private readonly List<Exception> unobserved = [];
    private TestServer server = null!;

    public async ValueTask InitializeAsync()
    {
        TaskScheduler.UnobservedTaskException += Observe;
        server = await TestServer.StartAsync(s => Maps.Echo(s).On("ask", async e => await e.Socket.EmitWithAckAsync("never")));
    }

    [Fact]
    public async Task Breaking_off_in_the_websocket_handshake() =>
        await AtEveryByteAsync(RawClient.WebSocketRequest(server.Url, "EIO=4&transport=websocket"));

    [Fact]
    public async Task Breaking_off_in_the_polling_handshake() =>
        await AtEveryByteAsync(RawClient.Request(server.Url, "GET", "EIO=4&transport=polling"));

    [Fact]
    public async Task Breaking_off_in_the_frames_of_a_session()
    {
        byte[] frames =
        [
            .. RawClient.Frame("40"),
            .. RawClient.Frame("421[\"echo\",\"" + new string('x', 200) + "\"]"),
            .. RawClient.Frame("422[\"ask\"]"),
            .. RawClient.Frame("451-[\"echo\",{\"_placeholder\":true,\"num\":0}]"),
            .. RawClient.Frame([1, 2, 3], opcode: 2),
            .. RawClient.Frame("1"),
        ];
        for (var cut = 0; cut <= frames.Length; cut += Step(frames.Length))
        {
            using var client = await RawClient.OpenAsync(server.Url);
            await client.SendAsync(frames.AsMemory(0, cut));
            client.Reset();
        }
        await AssertUnharmedAsync();
    }

    [Fact]
    public async Task Breaking_off_in_an_upgrade()
    {
        byte[] frames = [.. RawClient.Frame("2probe"), .. RawClient.Frame("5"), .. RawClient.Frame("40")];
        for (var cut = 0; cut <= frames.Length; cut++)
        {
            var polling = await server.OpenPollingAsync();
            using var client = await RawClient.ConnectAsync(server.Url);
            await client.SendAsync(RawClient.WebSocketRequest(server.Url, $"EIO=4&transport=websocket&sid={polling.Sid}"));
            await client.ReadUntilAsync("\r\n\r\n");
            await client.SendAsync(frames.AsMemory(0, cut));
            client.Reset();
            // A session that did not upgrade goes on by polling and ends as its client wishes.
            using var ended = await polling.PostAsync("1");
            ((int)ended.StatusCode).ShouldBeOneOf(200, 400);
        }
        await AssertUnharmedAsync();
    }

    [Fact]
    public async Task Breaking_off_in_a_post()
    {
        var body = "40\u001e421[\"echo\"]";
        var length = RawClient.Request(server.Url, "POST", "EIO=4&transport=polling&sid=" + new string('A', 22), body).Length;
        for (var cut = 0; cut < length; cut += Step(length))
        {
            var polling = await server.OpenPollingAsync();
            using var client = await RawClient.ConnectAsync(server.Url);
            var request = RawClient.Request(server.Url, "POST", $"EIO=4&transport=polling&sid={polling.Sid}", body);
            await client.SendAsync(request.AsMemory(0, cut));
            client.Reset();
            await EndAsync(polling);
        }
        await AssertUnharmedAsync();
    }

    [Fact]
    public async Task Breaking_off_in_a_poll()
    {
        for (var i = 0; i < 20; i++)
        {
            var polling = await server.OpenPollingAsync();
            using var client = await RawClient.ConnectAsync(server.Url);
            await client.SendAsync(RawClient.Request(server.Url, "GET", $"EIO=4&transport=polling&sid={polling.Sid}"));
            client.Reset();
            await EndAsync(polling);
        }
        await AssertUnharmedAsync();
    }

    [Theory]
    [InlineData("\x81\x05hello")]
    [InlineData("\xff\x85\0\0\0\0hello")]
    [InlineData("\x81\xff\xff\xff\xff\xff\xff\xff\xff\xff\0\0\0\0")]
    [InlineData("\x83\x80\0\0\0\0")]
    [InlineData("\x09\x80\0\0\0\0")]
    [InlineData("\x81\x82\0\0\0\0\xff\xff")]
    public async Task Frame_that_breaks_the_websocket_protocol_ends_the_session(string frame)
    {
        using var client = await RawClient.OpenAsync(server.Url);

        await client.SendAsync(Encoding.Latin1.GetBytes(frame));

        await client.ReadToEndAsync();
        client.Dispose();
        await AssertUnharmedAsync();
    }

    [Fact]
    public async Task Second_websocket_during_an_upgrade_is_closed()
    {
        var polling = await server.OpenPollingAsync();
        await using var first = await WireClient.ConnectAsync(server.Url, $"EIO=4&transport=websocket&sid={polling.Sid}");
        await first.SendAsync("2probe");
        (await first.ReceiveAsync()).ShouldBe("3probe");
        await using var second = await WireClient.ConnectAsync(server.Url, $"EIO=4&transport=websocket&sid={polling.Sid}");

        await second.WaitForCloseAsync();
        await first.SendAsync("5");
        await first.SendAsync("40");

        (await first.ReceiveAsync()).ShouldStartWith("40{");
        await first.CloseAsync();
        await AssertUnharmedAsync();
    }

    [Theory]
    [InlineData("3probe")]
    [InlineData("40")]
    [InlineData("2probes and more than the server will read")]
    public async Task Wrong_probe_leaves_polling_as_it_was(string probe)
    {
        var polling = await server.OpenPollingAsync();
        await using var websocket = await WireClient.ConnectAsync(server.Url, $"EIO=4&transport=websocket&sid={polling.Sid}");

        await websocket.SendAsync(probe);
        await websocket.WaitForCloseAsync();
        await polling.PostAsync("40");

        (await polling.PollAsync()).ShouldStartWith("40{");
        await polling.PostAsync("1");
        await AssertUnharmedAsync();
    }

    [Fact]
    public async Task Reader_that_never_reads_holds_nobody_up()
    {
        using var slow = await RawClient.OpenAsync(server.Url);
        await slow.SendAsync(RawClient.Frame("40"));
        var request = RawClient.Frame("421[\"echo\",\"" + new string('x', 60_000) + "\"]");
        // Asks for answers and never reads one, until its own requests are no longer read.
        for (var refusals = 0; refusals < 50 && server.Server.SessionCount > 0; refusals += slow.SendNow(request) > 0 ? 0 : 1)
            await AssertServesAsync();

        slow.Reset();
        await AssertUnharmedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        TaskScheduler.UnobservedTaskException -= Observe;
        await server.DisposeAsync();
        unobserved.ShouldBeEmpty();
    }

    private static int Step(int length) => Math.Max(1, length / 150);

    private async Task AtEveryByteAsync(byte[] bytes)
    {
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            using var client = await RawClient.ConnectAsync(server.Url);
            await client.SendAsync(bytes.AsMemory(0, cut));
            client.Reset();
        }
        await EndAllAsync();
        await AssertUnharmedAsync();
    }

    // A polling handshake whose answer was lost leaves a session that only its heartbeat could end.
    private async Task EndAllAsync()
    {
        await AssertServesAsync();
        await server.Server.DrainAsync(Wait.Token());
    }

    private static async Task EndAsync(PollingClient polling)
    {
        using var ended = await polling.PostAsync("1");
        ((int)ended.StatusCode).ShouldBeOneOf(200, 400);
    }

    private async Task AssertServesAsync()
    {
        await using var client = await server.JoinAsync();
        await client.SendAsync("421[\"echo\",7]");
        (await client.ReceiveAsync()).ShouldBe("431[7]");
        await client.CloseAsync();
    }

    private async Task AssertUnharmedAsync()
    {
        await server.WaitUntilEmptyAsync();
        server.Log.Errors.ShouldBeEmpty();
    }

    private void Observe(object? sender, UnobservedTaskExceptionEventArgs arguments)
    {
        // Other tests run at the same time; only what this library threw counts.
        if (arguments.Exception.ToString().Contains("Limn.SocketIO", StringComparison.Ordinal))
            unobserved.Add(arguments.Exception);
    }
}
