using Limn.SocketIO.Hosting;
using Limn.SocketIO.Tests.Support;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace Limn.SocketIO.Tests.Hosting;

public sealed class OptionsTests
{
    [Fact]
    public async Task Wrong_options_stop_the_program_at_its_start_with_all_problems()
    {
        var thrown = await Should.ThrowAsync<OptionsValidationException>(() => TestServer.StartAsync(s => Maps.Echo(s), options =>
        {
            options.PingInterval = TimeSpan.Zero;
            options.MaxSessions = 0;
            options.HandshakesPerMinute = -1;
            options.MaxTrustedMessageBytes = 1;
        }));

        thrown.Failures.Select(failure => failure.Split(' ')[0]).ShouldBe(
            ["SocketIO:PingInterval", "SocketIO:MaxSessions", "SocketIO:HandshakesPerMinute", "SocketIO:MaxTrustedMessageBytes"]);
    }

    [Fact]
    public void Defaults_are_valid() =>
        new SocketIOOptionsValidator().Validate(null, new SocketIOOptions()).Succeeded.ShouldBeTrue();

    [Fact]
    public async Task Handshake_tells_the_options()
    {
        await using var server = await TestServer.StartAsync(s => Maps.Echo(s));

        var text = await server.Http.GetStringAsync("/socket.io/?transport=polling&EIO=4&t=abc", Wait.Token());

        text.ShouldMatch("""^0\{"sid":"[A-Za-z0-9_-]{22}","upgrades":\["websocket"\],"pingInterval":25000,"pingTimeout":60000,"maxPayload":1000000\}$""");
    }
}
