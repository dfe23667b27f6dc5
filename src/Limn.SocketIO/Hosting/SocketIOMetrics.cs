using System.Diagnostics.Metrics;

namespace Limn.SocketIO.Hosting;

/// <summary>The measures of the meter <c>Limn.SocketIO</c>.</summary>
internal sealed class SocketIOMetrics
{
    public const string MeterName = "Limn.SocketIO";

    private readonly UpDownCounter<long> sessions;
    private readonly Counter<long> refusals;
    private readonly Counter<long> packetsReceived;
    private readonly Counter<long> bytesReceived;
    private readonly Counter<long> framesSent;
    private readonly Counter<long> bytesSent;
    private readonly Histogram<double> eventDuration;
    private readonly Counter<long> handlerErrors;

    public SocketIOMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        sessions = meter.CreateUpDownCounter<long>("socketio.sessions", "{session}", "Sessions that are open or take leave.");
        refusals = meter.CreateCounter<long>("socketio.handshakes.refused", "{handshake}", "Handshakes refused by a limit.");
        packetsReceived = meter.CreateCounter<long>("socketio.packets.received", "{packet}", "Engine.IO packets received.");
        bytesReceived = meter.CreateCounter<long>("socketio.bytes.received", "By", "Bytes of the packets received.");
        framesSent = meter.CreateCounter<long>("socketio.packets.sent", "{packet}", "Engine.IO packets sent.");
        bytesSent = meter.CreateCounter<long>("socketio.bytes.sent", "By", "Bytes of the packets sent.");
        eventDuration = meter.CreateHistogram<double>("socketio.event.duration", "s", "Time that handlers of events took.");
        handlerErrors = meter.CreateCounter<long>("socketio.handler.errors", "{error}", "Exceptions thrown by handlers.");
    }

    public bool MeasuresEvents => eventDuration.Enabled;

    public void SessionOpened() => sessions.Add(1);

    public void SessionRemoved() => sessions.Add(-1);

    public void HandshakeRefused() => refusals.Add(1);

    public void PacketReceived(int bytes)
    {
        packetsReceived.Add(1);
        bytesReceived.Add(bytes);
    }

    public void FrameSent(int bytes)
    {
        framesSent.Add(1);
        bytesSent.Add(bytes);
    }

    public void EventHandled(string @namespace, string name, TimeSpan duration) =>
        eventDuration.Record(duration.TotalSeconds, new("namespace", @namespace), new("event", name));

    public void HandlerFailed(string @namespace) => handlerErrors.Add(1, new KeyValuePair<string, object?>("namespace", @namespace));
}
