using Limn.SocketIO.Sessions;
using Shouldly;
using Xunit;

namespace Limn.SocketIO.Tests.Sessions;

public sealed class HeartbeatTests
{
    private Heartbeat heartbeat = new(interval: 300, timeout: 200, now: 1000);

    [Fact]
    public void Ping_is_due_after_the_interval()
    {
        heartbeat.Check(1299).ShouldBe(HeartbeatAction.None);
        heartbeat.Check(1300).ShouldBe(HeartbeatAction.SendPing);
        heartbeat.Check(1301).ShouldBe(HeartbeatAction.None);
    }

    [Fact]
    public void Time_for_the_pong_counts_from_when_the_ping_was_due()
    {
        heartbeat.Check(1330).ShouldBe(HeartbeatAction.SendPing);

        heartbeat.Check(1499).ShouldBe(HeartbeatAction.None);
        heartbeat.Check(1500).ShouldBe(HeartbeatAction.TimeOut);
    }

    [Fact]
    public void Pong_begins_the_next_interval()
    {
        heartbeat.Check(1300);
        heartbeat.ReceivedPong(1400);

        heartbeat.Check(1699).ShouldBe(HeartbeatAction.None);
        heartbeat.Check(1700).ShouldBe(HeartbeatAction.SendPing);
    }

    [Fact]
    public void Any_packet_is_a_sign_of_life()
    {
        heartbeat.ReceivedAnything(1250);
        heartbeat.Check(1300).ShouldBe(HeartbeatAction.SendPing);
        heartbeat.ReceivedAnything(1450);

        heartbeat.Check(1649).ShouldBe(HeartbeatAction.None);
        heartbeat.Check(1650).ShouldBe(HeartbeatAction.TimeOut);
    }

    [Fact]
    public void Client_is_pinged_before_it_is_given_up_after_a_pause_of_the_process()
    {
        heartbeat.Check(9000).ShouldBe(HeartbeatAction.SendPing);

        heartbeat.Check(9199).ShouldBe(HeartbeatAction.None);
        heartbeat.Check(9200).ShouldBe(HeartbeatAction.TimeOut);
    }
}
