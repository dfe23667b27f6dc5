using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Limn.SocketIO.Namespaces;
using Limn.SocketIO.Sessions;
using Limn.SocketIO.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Limn.SocketIO.Tests.Security;

/// <summary>One test for each lesson that other servers of these protocols had to learn.</summary>
public sealed class AdvisoryTests
{
    [Fact]
    [Trait("Advisory", "CVE-2026-69185")]
    public async Task Packet_that_announces_too_many_attachments_is_refused()
    {
        await using var server = await TestServer.StartAsync(s => Maps.Echo(s));
        await using var client = await server.JoinAsync();

        await client.SendAsync("4599999999-[\"echo\"]");

        await client.WaitForCloseAsync();
        await server.WaitUntilEmptyAsync();
    }

    [Fact]
    [Trait("Advisory", "CVE-2026-69185")]
    public async Task Attachments_that_are_announced_and_never_sent_end_the_session()
    {
        var time = new FakeTimeProvider();
        await using var server = await TestServer.StartAsync(
            s => s.AddNamespace("/plugin").TolerateLooseClients(), null, services => services.AddSingleton<TimeProvider>(time));
        await using var client = await server.JoinAsync("/plugin");

        await client.SendAsync("452-/plugin,[\"echo\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");
        await client.SendAsync([1]);
        // The pong shows that all of it was read; being alive does not help.
        time.Advance(TimeSpan.FromSeconds(26));
        await client.SendAsync("3");
        await Wait.UntilAsync(() => HasPassed(time, server), "the attachments are waited for");

        await client.WaitForCloseAsync();
        await server.WaitUntilEmptyAsync();
    }

    [Fact]
    [Trait("Advisory", "CVE-2020-36049")]
    public async Task Attachments_are_limited_together()
    {
        await using var server = await TestServer.StartAsync(s => Maps.Echo(s), options => options.MaxMessageBytes = 100_000);
        await using var client = await server.JoinAsync();

        await client.SendAsync("452-[\"echo\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");
        await client.SendAsync(new byte[60_000]);
        await client.SendAsync(new byte[60_000]);

        await client.WaitForCloseAsync();
        await server.WaitUntilEmptyAsync();
    }

    [Fact]
    [Trait("Advisory", "CVE-2020-36048")]
    public async Task Large_post_is_refused_by_its_length_and_while_it_streams()
    {
        await using var server = await TestServer.StartAsync(s => Maps.Echo(s));
        var announced = await server.OpenPollingAsync();
        var streamed = await server.OpenPollingAsync();
        using var endless = await RawClient.ConnectAsync(server.Url);

        var byLength = await announced.PostAsync(new string('4', 1_000_001));
        await endless.SendAsync(Encoding.ASCII.GetBytes(
            $"POST /socket.io/?EIO=4&transport=polling&sid={streamed.Sid} HTTP/1.1\r\nHost: {server.Url.Authority}\r\n"
            + "Transfer-Encoding: chunked\r\n\r\nFFFFFF\r\n" + new string('4', 1_100_000)));

        byLength.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await endless.ReadUntilAsync("\r\n\r\n")).ShouldStartWith("HTTP/1.1 413");
        await server.WaitUntilEmptyAsync();
    }

    [Theory]
    [Trait("Advisory", "CVE-2023-32695")]
    [Trait("Advisory", "CVE-2024-38355")]
    [InlineData("42[\"error\"]")]
    [InlineData("42[\"__proto__\"]")]
    [InlineData("42[\"constructor\",{\"toString\":1}]")]
    [InlineData("42[{\"toString\":\"rce\"}]")]
    [InlineData("42[null]")]
    [InlineData("42[\"\\ud800\"]")]
    [InlineData("42[1]")]
    [InlineData("451-[\"echo\",{\"_placeholder\":true,\"num\":-1}]")]
    public async Task Odd_event_is_ignored_or_ends_its_own_connection_only(string packet)
    {
        await using var server = await TestServer.StartAsync(s => Maps.Echo(s));
        await using var odd = await server.JoinAsync();
        await using var other = await server.JoinAsync();

        await odd.SendAsync(packet);
        await odd.CloseAsync();
        await other.SendAsync("421[\"echo\"]");

        (await other.ReceiveAsync()).ShouldBe("431[]");
        server.Log.Errors.ShouldBeEmpty();
    }

    [Fact]
    [Trait("Advisory", "CVE-2026-59725")]
    public async Task Binary_post_to_a_polling_session_is_answered_and_ends_the_session()
    {
        await using var server = await TestServer.StartAsync(s => Maps.Echo(s));
        var client = await server.OpenPollingAsync();
        var poll = client.GetAsync();
        using var body = new ByteArrayContent([0, 4, 255, 1, 2, 3]);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");

        (await client.PostAsync(body)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        var released = await poll.WaitAsync(Wait.Limit);
        ((int)released.StatusCode).ShouldBeOneOf(200, 400);
        await server.WaitUntilEmptyAsync();
    }

    [Theory]
    [Trait("Advisory", "CVE-2026-59724")]
    [InlineData("__proto__")]
    [InlineData("constructor")]
    [InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAA%00")]
    [InlineData("../../../../etc/passwd")]
    public async Task Session_id_that_was_never_given_is_refused(string sid)
    {
        await using var server = await TestServer.StartAsync(s => Maps.Echo(s));

        var query = $"/socket.io/?EIO=4&transport=polling&sid={sid}";
        (await server.Http.GetAsync(query)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await server.Http.PostAsync(query, new StringContent("40"))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var websocket = await RawClient.ConnectAsync(server.Url);
        await websocket.SendAsync(RawClient.WebSocketRequest(server.Url, $"EIO=4&transport=websocket&sid={sid}"));
        (await websocket.ReadUntilAsync("\r\n\r\n")).ShouldStartWith("HTTP/1.1 400");

        server.Server.SessionCount.ShouldBe(0);
        server.Log.Errors.ShouldBeEmpty();
    }

    [Fact]
    [Trait("Advisory", "CVE-2017-16031")]
    public void Session_ids_hold_128_random_bits()
    {
        var ids = Enumerable.Range(0, 1000).Select(_ => SessionId.New()).ToList();

        ids.Distinct().Count().ShouldBe(1000);
        ids.ShouldAllBe(id => Convert.FromBase64String(id.Value.Replace('-', '+').Replace('_', '/') + "==").Length == 16);
        // Each letter at each place varies: no counter, no clock.
        Enumerable.Range(0, 21).ShouldAllBe(place => ids.Select(id => id.Value[place]).Distinct().Count() > 50);
    }

    [Theory]
    [Trait("Advisory", "CVE-2023-31125")]
    [InlineData("EIO=4&transport=constructor")]
    [InlineData("EIO=4&transport=toString")]
    [InlineData("EIO=4&transport=webtransport")]
    [InlineData("EIO=4&transport=__proto__")]
    [InlineData("EIO=3&transport=polling")]
    [InlineData("EIO=4&EIO=3&transport=polling")]
    [InlineData("")]
    public async Task Unknown_transport_or_version_is_refused(string query)
    {
        await using var server = await TestServer.StartAsync(s => Maps.Echo(s));

        (await server.Http.GetAsync("/socket.io/?" + query)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        server.Log.Errors.ShouldBeEmpty();
    }

    [Theory]
    [Trait("Advisory", "CVE-2020-28481")]
    [Trait("Advisory", "CVE-2019-13611")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Foreign_page_cannot_join_with_the_cookies_of_a_user(bool byWebSocket)
    {
        await using var server = await TestServer.StartAsync(s => Maps.Echo(s));
        const string Foreign = "https://evil.example";
        string answer;
        if (byWebSocket)
        {
            await using var client = await server.OpenAsync(Foreign);
            await client.SendAsync("40");
            answer = await client.ReceiveAsync();
        }
        else
        {
            var client = await server.OpenPollingAsync(Foreign);
            await client.PostAsync("40");
            answer = await client.PollAsync();
        }

        answer.ShouldBe("""44{"message":"Origin not allowed"}""");
        server.Server.GetNamespace("/").Sockets.ShouldBeEmpty();
    }

    [Fact]
    [Trait("Advisory", "CVE-2026-48809")]
    public async Task Size_limit_holds_on_every_path_of_a_message()
    {
        const int Limit = 50_000;
        await using var server = await TestServer.StartAsync(s => Maps.Echo(s), options =>
        {
            options.MaxMessageBytes = Limit;
            options.MaxPayload = Limit;
        });
        var text = "42[\"echo\",\"" + new string('x', Limit) + "\"]";

        await using var byText = await server.JoinAsync();
        await byText.SendAsync(text);
        await byText.WaitForCloseAsync();

        await using var byFragments = await server.JoinAsync();
        for (var sent = 0; sent <= Limit; sent += 10_000)
            await byFragments.SendAsync(new byte[10_000], System.Net.WebSockets.WebSocketMessageType.Binary, isEnd: false);
        await byFragments.WaitForCloseAsync();

        var byPolling = await server.OpenPollingAsync();
        (await byPolling.PostAsync(text)).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        await server.WaitUntilEmptyAsync();
    }

    [Fact]
    [Trait("Advisory", "CVE-2026-48802")]
    public async Task Flood_of_pongs_starts_no_work()
    {
        var time = new FakeTimeProvider();
        await using var server = await TestServer.StartAsync(
            s => Maps.Echo(s), null, services => services.AddSingleton<TimeProvider>(time));
        await using var client = await server.JoinAsync();
        var before = ThreadPool.ThreadCount;

        for (var i = 0; i < 20_000; i++)
            await client.SendAsync("3");
        await client.SendAsync("421[\"echo\"]");

        (await client.ReceiveAsync()).ShouldBe("431[]");
        ThreadPool.ThreadCount.ShouldBeLessThan(before + 50);
    }

    [Fact]
    public async Task Flood_of_acks_that_nobody_asked_for_is_ignored()
    {
        await using var server = await TestServer.StartAsync(s => Maps.Echo(s));
        await using var client = await server.JoinAsync();

        for (var i = 0; i < 10_000; i++)
            await client.SendAsync($"43{i}[]");
        await client.SendAsync("421[\"echo\"]");

        (await client.ReceiveAsync()).ShouldBe("431[]");
    }

    private static bool HasPassed(FakeTimeProvider time, TestServer server)
    {
        time.Advance(TimeSpan.FromSeconds(1));
        return server.Log.Entries.Any(entry => entry.Event.Id == Limn.SocketIO.Hosting.LogEvents.SessionClosed
            && entry.Message.Contains(nameof(DisconnectReason.ParseError), StringComparison.Ordinal));
    }
}
