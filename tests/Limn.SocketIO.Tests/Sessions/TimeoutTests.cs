using System.Collections.Concurrent;
using Limn.SocketIO.Hosting;
using Limn.SocketIO.Namespaces;
using Limn.SocketIO.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Limn.SocketIO.Tests.Sessions;

/// <summary>Everything that takes time, with a clock that moves when told to.</summary>
public sealed class TimeoutTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider time = new();
    private readonly ConcurrentQueue<DisconnectReason> ends = [];

    [Fact]
    public async Task Client_without_a_pong_is_given_up()
    {
        await using var server = await StartAsync();
        await using var client = await server.JoinAsync();

        Pass(TimeSpan.FromSeconds(86));

        await client.WaitForCloseAsync();
        await server.WaitUntilEmptyAsync();
        ends.ShouldBe([DisconnectReason.PingTimeout]);
    }

    [Fact]
    public async Task Client_that_answers_stays()
    {
        await using var server = await StartAsync();
        await using var client = await server.JoinAsync();

        for (var i = 0; i < 5; i++)
        {
            Pass(TimeSpan.FromSeconds(30));
            // Answers the ping on the way.
            await client.SendAsync($"42{i}[\"echo\"]");
            (await client.ReceiveAsync()).ShouldBe($"43{i}[]");
        }

        server.Server.SessionCount.ShouldBe(1);
    }

    [Fact]
    public async Task Polling_client_that_vanished_is_given_up()
    {
        await using var server = await StartAsync();
        await server.OpenPollingAsync();

        Pass(TimeSpan.FromSeconds(86));

        await server.WaitUntilEmptyAsync();
    }

    [Fact]
    public async Task Client_that_joins_nowhere_is_closed()
    {
        await using var server = await StartAsync(options => options.PingInterval = TimeSpan.FromHours(1));
        await using var client = await server.OpenAsync();

        Pass(TimeSpan.FromSeconds(46));

        await client.WaitForCloseAsync();
        await server.WaitUntilEmptyAsync();
    }

    [Fact]
    public async Task Client_that_left_its_last_namespace_is_closed_later()
    {
        await using var server = await StartAsync(options => options.PingInterval = TimeSpan.FromHours(1));
        await using var client = await server.JoinAsync();
        Pass(TimeSpan.FromSeconds(46));
        await client.SendAsync("41");
        await Wait.UntilAsync(() => !ends.IsEmpty, "nothing is told");

        Pass(TimeSpan.FromSeconds(40));
        server.Server.SessionCount.ShouldBe(1);
        Pass(TimeSpan.FromSeconds(6));

        await client.WaitForCloseAsync();
    }

    [Fact]
    public async Task Websocket_that_does_not_take_over_is_aborted_and_polling_goes_on()
    {
        await using var server = await StartAsync();
        var polling = await server.OpenPollingAsync();
        await using var probe = await WireClient.ConnectAsync(server.Url, $"EIO=4&transport=websocket&sid={polling.Sid}");
        await probe.SendAsync("2probe");
        (await probe.ReceiveAsync()).ShouldBe("3probe");

        Pass(TimeSpan.FromSeconds(11));

        await probe.WaitForCloseAsync();
        await polling.PostAsync("40");
        await Wait.UntilAsync(() => server.Server.GetNamespace("/").Sockets.Count == 1, "polling does not go on");
    }

    [Fact]
    public async Task Client_that_does_not_take_leave_is_aborted()
    {
        await using var server = await StartAsync();
        using var client = await RawClient.OpenAsync(server.Url);
        await client.SendAsync(RawClient.Frame("4abc"));
        await Wait.UntilAsync(() => server.Log.Entries.Any(entry => entry.Event.Id == LogEvents.SessionClosed), "the session is open");
        server.Server.SessionCount.ShouldBe(1);

        Pass(TimeSpan.FromSeconds(6));

        await server.WaitUntilEmptyAsync();
    }

    [Fact]
    public async Task Handshake_of_an_address_that_knocks_too_often_is_delayed()
    {
        await using var server = await StartAsync(options => options.HandshakesPerMinute = 1);
        await using var first = await server.OpenAsync();

        var second = server.OpenAsync();
        await Wait.UntilAsync(() => server.Log.Entries.Any(entry => entry.Event.Id == LogEvents.HandshakeDelayed), "nobody waits");
        second.IsCompleted.ShouldBeFalse();
        Pass(TimeSpan.FromSeconds(4));

        await using var late = await second;
        server.Server.SessionCount.ShouldBe(2);
    }

    private Task<TestServer> StartAsync(Action<SocketIOOptions>? options = null) => TestServer.StartAsync(
        s => Maps.Echo(s).OnDisconnect((_, reason) =>
        {
            ends.Enqueue(reason);
            return default;
        }),
        options,
        services => services.AddSingleton<TimeProvider>(time));

    // The shared timer ticks once a second.
    private void Pass(TimeSpan span)
    {
        for (var passed = TimeSpan.Zero; passed < span; passed += Second)
            time.Advance(Second);
    }
}
