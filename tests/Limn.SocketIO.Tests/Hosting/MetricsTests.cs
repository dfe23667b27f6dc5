using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Limn.SocketIO.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Limn.SocketIO.Tests.Hosting;

public sealed class MetricsTests
{
    private readonly ConcurrentDictionary<string, double> sums = [];

    [Fact]
    public async Task Sessions_packets_bytes_and_handlers_are_measured()
    {
        await using var server = await TestServer.StartAsync(s => Maps.Echo(s).On("fail", _ => throw new InvalidOperationException()));
        using var listener = Listen(server.Services.GetRequiredService<IMeterFactory>());
        await using (var client = await server.JoinAsync())
        {
            sums["socketio.sessions"].ShouldBe(1);
            await client.SendAsync("42[\"fail\"]");
            await client.SendAsync("421[\"echo\"]");
            await client.ReceiveAsync();
            await client.CloseAsync();
        }
        await server.WaitUntilEmptyAsync();

        await Wait.UntilAsync(() => sums["socketio.sessions"] == 0, "a session is counted");
        sums["socketio.packets.received"].ShouldBe(3);
        sums["socketio.bytes.received"].ShouldBe("0".Length + "2[\"fail\"]".Length + "21[\"echo\"]".Length);
        sums["socketio.packets.sent"].ShouldBe(3);
        sums["socketio.bytes.sent"].ShouldBeGreaterThan(100);
        sums["socketio.handler.errors"].ShouldBe(1);
        sums["socketio.event.duration"].ShouldBeGreaterThan(0);
    }

    private MeterListener Listen(IMeterFactory factory)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == "Limn.SocketIO" && instrument.Meter.Scope == factory)
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Add(instrument.Name, value));
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => Add(instrument.Name, value));
        listener.Start();
        return listener;
    }

    private void Add(string name, double value) => sums.AddOrUpdate(name, value, (_, sum) => sum + value);
}
