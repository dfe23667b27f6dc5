using Limn.Server.Database;
using Limn.Server.Hosting;
using Limn.Server.Plugins;
using Limn.Server.Plugins.Connections;
using Limn.Server.Plugins.Sessions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Plugins;

/// <summary>The light, the choice of a connection, the queue and the pace: pure state.</summary>
public sealed class ConnectionTests
{
    private readonly FakeTimeProvider clock = new();
    private readonly ConnectionTable connections = new(new PluginsOptions());

    private DateTimeOffset Now => clock.GetUtcNow();

    [Fact]
    public void Light_is_green_for_150_seconds_after_a_heartbeat()
    {
        connections.LivenessAt(Now).IsLive.ShouldBeFalse();
        Beat("a");
        connections.NextChange(Now).ShouldBe(Now + TimeSpan.FromSeconds(150));

        clock.Advance(TimeSpan.FromSeconds(149.9));
        connections.LivenessAt(Now).IsLive.ShouldBeTrue();
        clock.Advance(TimeSpan.FromSeconds(0.1));
        connections.LivenessAt(Now).IsLive.ShouldBeFalse();
        connections.Pick(Now).ShouldBeNull();
        connections.Has("a").ShouldBeTrue("the silent socket stays");

        Beat("a");
        connections.LivenessAt(Now).IsLive.ShouldBeTrue();
    }

    [Fact]
    public void Light_stays_green_for_10_seconds_after_the_socket_closed()
    {
        Beat("a");
        connections.Remove("a", Now).ShouldBeTrue();
        connections.Pick(Now).ShouldBeNull();
        connections.NextChange(Now).ShouldBe(Now + TimeSpan.FromSeconds(10));

        clock.Advance(TimeSpan.FromSeconds(9.9));
        connections.LivenessAt(Now).IsLive.ShouldBeTrue();
        clock.Advance(TimeSpan.FromSeconds(0.1));
        connections.LivenessAt(Now).IsLive.ShouldBeFalse();
        connections.NextChange(Now).ShouldBeNull();
    }

    [Fact]
    public void Silent_socket_that_closes_gets_no_grace()
    {
        Beat("a");
        clock.Advance(TimeSpan.FromSeconds(200));
        connections.Remove("a", Now);

        connections.LivenessAt(Now).IsLive.ShouldBeFalse();
    }

    [Fact]
    public void Any_good_connection_keeps_the_light_green_and_the_newest_gets_the_run()
    {
        Beat("old");
        clock.Advance(TimeSpan.FromSeconds(1));
        Beat("new");
        clock.Advance(TimeSpan.FromSeconds(1));
        Beat("old");

        connections.Pick(Now)!.Value.Id.ShouldBe("new", "newest by its authentication, not by its last heartbeat");
        connections.LivenessAt(Now).Connections.Length.ShouldBe(2);
        connections.Silence("new");
        connections.Pick(Now)!.Value.Id.ShouldBe("old");
        connections.LivenessAt(Now).Connections.Length.ShouldBe(1);
    }

    [Fact]
    public void Queue_serves_in_order_and_never_more_than_there_are_places()
    {
        var queue = new RunQueue();
        var (first, second, third) = (Id.New<PluginSession>(clock), Id.New<PluginSession>(clock), Id.New<PluginSession>(clock));
        foreach (var session in new[] { first, second, third, first })
        {
            queue.Add(session);
        }

        queue.TakeNext(2).ShouldBe(first);
        queue.Add(first);
        queue.TakeNext(2).ShouldBe(second);
        queue.TakeNext(2).ShouldBeNull();
        queue.PutBack(first);
        queue.TakeNext(2).ShouldBe(first, "a run that could not be sent is the next one");
        queue.Remove(second);
        queue.TakeNext(2).ShouldBe(third);
        queue.Waiting.ShouldBeEmpty();
        queue.UnderWay.ShouldBe([first, third], ignoreOrder: true);
    }

    [Fact]
    public void Log_quota_is_50_lines_in_a_second_and_so_many_in_all()
    {
        var quota = new LogQuota(50, 120);

        quota.Take(40, 0, Now).ShouldBe(40);
        quota.Take(40, 40, Now).ShouldBe(10);
        clock.Advance(TimeSpan.FromSeconds(0.5));
        quota.Take(40, 50, Now).ShouldBe(25);
        clock.Advance(TimeSpan.FromHours(1));
        quota.Take(100, 75, Now).ShouldBe(45, "the whole run's limit");
        clock.Advance(TimeSpan.FromHours(1));
        quota.Take(1, 120, Now).ShouldBe(0);
    }

    [Fact]
    public void Calls_beyond_the_burst_wait_for_their_turn()
    {
        var bucket = new TokenBucket(perSecond: 50, burst: 500);
        for (var call = 0; call < 500; call++)
        {
            bucket.Reserve(Now).ShouldBe(TimeSpan.Zero);
        }

        bucket.Reserve(Now).ShouldBe(TimeSpan.FromSeconds(0.02));
        bucket.Reserve(Now).ShouldBe(TimeSpan.FromSeconds(0.04));
        clock.Advance(TimeSpan.FromSeconds(1));
        bucket.Reserve(Now).ShouldBe(TimeSpan.Zero);
    }

    private void Beat(string id) => connections.Beat(new PluginConnectionInfo(id, "127.0.0.1", Now), NoConnection.Instance, Now);

    private sealed class NoConnection : IPluginConnection
    {
        public static readonly NoConnection Instance = new();

        public Task<bool> DispatchAsync(PluginDispatch run) => Task.FromResult(false);

        public Task CancelAsync(PluginSessionId session) => Task.CompletedTask;

        public Task RenewAsync() => Task.CompletedTask;
    }
}
