using System.Net;
using Limn.SocketIO.Hosting;
using Limn.SocketIO.Sessions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Limn.SocketIO.Tests.Sessions;

public sealed class AddressTableTests
{
    private static readonly IPAddress Address = IPAddress.Parse("192.0.2.1");

    private readonly FakeTimeProvider time = new();

    [Fact]
    public void Address_has_no_more_sessions_than_the_limit()
    {
        var table = Table(sessions: 2);

        table.TryEnter(Address).ShouldBeTrue();
        table.TryEnter(Address).ShouldBeTrue();
        table.TryEnter(Address).ShouldBeFalse();
        table.TryEnter(IPAddress.Parse("192.0.2.2")).ShouldBeTrue();
        table.Leave(Address);
        table.TryEnter(Address).ShouldBeTrue();
    }

    [Theory]
    [InlineData("2001:db8:1:2:3::4", "2001:db8:1:2:ffff::1", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1", true)]
    public void One_network_is_one_address(string first, string second, bool isOne)
    {
        var table = Table(sessions: 1);
        table.TryEnter(IPAddress.Parse(first)).ShouldBeTrue();

        table.TryEnter(IPAddress.Parse(second)).ShouldBe(!isOne);
    }

    [Fact]
    public void Handshakes_past_the_allowance_are_delayed_by_no_more_than_the_limit()
    {
        var table = Table(handshakes: 30);

        for (var i = 0; i < 30; i++)
            table.DelayOfHandshake(Address).ShouldBe(TimeSpan.Zero);
        table.DelayOfHandshake(Address).ShouldBe(TimeSpan.FromSeconds(2));
        table.DelayOfHandshake(Address).ShouldBe(TimeSpan.FromSeconds(3));
        table.DelayOfHandshake(Address).ShouldBe(TimeSpan.FromSeconds(3));
    }

    [Fact]
    public void Allowance_comes_back_with_time_and_with_trust()
    {
        var table = Table(handshakes: 2);
        table.DelayOfHandshake(Address);
        table.DelayOfHandshake(Address);

        time.Advance(TimeSpan.FromSeconds(30));
        table.DelayOfHandshake(Address).ShouldBe(TimeSpan.Zero);
        table.GiveBack(Address);
        table.DelayOfHandshake(Address).ShouldBe(TimeSpan.Zero);
        table.DelayOfHandshake(Address).ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [Fact]
    public void Addresses_are_forgotten_when_nothing_speaks_against_it()
    {
        var table = Table(handshakes: 2);
        table.TryEnter(Address);
        table.DelayOfHandshake(Address);
        table.Leave(Address);
        table.Count.ShouldBe(1);

        time.Advance(TimeSpan.FromMinutes(1));
        table.Forget();

        table.Count.ShouldBe(0);
    }

    private AddressTable Table(int sessions = 10, int handshakes = 0) =>
        new(new SocketIOOptions { MaxSessionsPerAddress = sessions, HandshakesPerMinute = handshakes }, time);
}
