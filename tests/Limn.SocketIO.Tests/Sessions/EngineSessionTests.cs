using System.Diagnostics.Metrics;
using Limn.SocketIO.Hosting;
using Limn.SocketIO.Namespaces;
using Limn.SocketIO.Sessions;
using Limn.SocketIO.Transports;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Limn.SocketIO.Tests.Sessions;

/// <summary>A session between a transport and a handler that do nothing.</summary>
public sealed class EngineSessionTests : IDisposable
{
    private readonly FakeTimeProvider time = new();
    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly EngineServer server;
    private readonly EngineSession session;

    public EngineSessionTests()
    {
        var metrics = new SocketIOMetrics(services.GetRequiredService<IMeterFactory>());
        server = new EngineServer(new EngineServices(new SocketIOOptions(), time, NullLogger.Instance, metrics), _ => new Silent());
        session = new EngineSession(server, new SocketHandshake(new DefaultHttpContext()));
        server.Admit(session.Handshake);
        server.Open(session, new Still(), isUpgradable: false);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Only_a_trusted_client_may_take_longer_for_a_message_than_for_a_pong(bool isTrusted)
    {
        if (isTrusted)
            session.Trust();

        for (var i = 0; i < 10; i++)
        {
            time.Advance(TimeSpan.FromSeconds(30));
            session.ReceivedPart();
        }

        session.IsOpen.ShouldBe(isTrusted);
    }

    [Fact]
    public void First_reason_counts()
    {
        session.Close(DisconnectReason.ServerClose);
        session.Close(DisconnectReason.PingTimeout);

        session.Ending.ShouldBe(DisconnectReason.ServerClose);
    }

    [Fact]
    public void Nothing_is_queued_for_a_session_that_is_over()
    {
        session.Close(DisconnectReason.TransportClose);

        session.Send(OutboundFrame.Text("2"u8.ToArray()), []).ShouldBeFalse();

        session.TryTake(out _).ShouldBeFalse();
    }

    [Fact]
    public void What_was_queued_before_the_server_closes_is_still_sent()
    {
        session.TryTake(out var handshake).ShouldBeTrue();
        session.Sent(handshake);
        session.Send(OutboundFrame.Text("4a"u8.ToArray()), [new byte[] { 1 }]).ShouldBeTrue();

        session.Close(DisconnectReason.ServerClose);

        session.TryTake(out var text).ShouldBeTrue();
        text.IsBinary.ShouldBeFalse();
        session.TryTake(out var binary).ShouldBeTrue();
        binary.IsBinary.ShouldBeTrue();
        session.TryTake(out _).ShouldBeFalse();
    }

    public void Dispose()
    {
        server.Dispose();
        services.Dispose();
    }

    private sealed class Silent : SessionHandler
    {
        public override ValueTask OnMessageAsync(ReadOnlyMemory<byte> data, bool isBinary) => default;

        public override void OnClosed(DisconnectReason reason)
        {
        }

        public override DisconnectReason? FindOverdue(long now) => null;
    }

    private sealed class Still : Transport
    {
        public override void Wake()
        {
        }

        public override void Abort()
        {
        }
    }
}
