using Limn.SocketIO.Namespaces;
using Limn.SocketIO.Sessions;
using Microsoft.AspNetCore.Http;

namespace Limn.SocketIO.Transports;

/// <summary>Answers every HTTP request of Engine.IO: finds out what is asked for, checks it, and hands it to a transport.</summary>
internal sealed class EngineEndpoint(EngineServer server)
{
    // Otherwise each websocket would have a timer of its own; the heartbeat does its work.
    private static readonly WebSocketAcceptContext Accept = new() { KeepAliveInterval = Timeout.InfiniteTimeSpan };

    public Task HandleAsync(HttpContext context)
    {
        var query = EngineQuery.Read(context.Request.QueryString);
        if (FindError(context, query) is { } error)
            return RefuseAsync(context, error);
        return query.Sid is null ? HandshakeAsync(context, query.IsWebSocket) : ContinueAsync(context, query);
    }

    private static EngineError? FindError(HttpContext context, EngineQuery query)
    {
        if (!query.IsWebSocket && !query.IsPolling)
            return EngineError.UnknownTransport;
        if (!query.IsVersion4)
            return EngineError.UnsupportedVersion;
        if (query.IsWebSocket != context.WebSockets.IsWebSocketRequest)
            return EngineError.BadRequest;
        return query.Sid is null && query.IsPolling && !HttpMethods.IsGet(context.Request.Method) ? EngineError.BadHandshakeMethod : null;
    }

    private Task HandshakeAsync(HttpContext context, bool isWebSocket)
    {
        var handshake = new SocketHandshake(context);
        var admission = server.Admit(handshake);
        if (admission != Admission.Granted)
        {
            server.Metrics.HandshakeRefused();
            TransportLog.HandshakeRefused(server.Logger, admission);
            return RefuseAsync(context, admission == Admission.ServerFull ? EngineError.ServerFull : EngineError.AddressFull);
        }
        var delay = server.DelayOf(handshake);
        return delay > TimeSpan.Zero ? OpenLaterAsync(context, handshake, isWebSocket, delay) : OpenAsync(context, handshake, isWebSocket);
    }

    private async Task OpenLaterAsync(HttpContext context, SocketHandshake handshake, bool isWebSocket, TimeSpan delay)
    {
        try
        {
            var waiting = Task.Delay(delay, server.Time, context.RequestAborted);
            TransportLog.HandshakeDelayed(server.Logger, delay);
            await waiting;
        }
        catch (OperationCanceledException)
        {
            server.Release(handshake);
            return;
        }
        await OpenAsync(context, handshake, isWebSocket);
    }

    private Task OpenAsync(HttpContext context, SocketHandshake handshake, bool isWebSocket) =>
        isWebSocket ? OpenWebSocketAsync(context, handshake) : OpenPollingAsync(context, handshake);

    private Task OpenPollingAsync(HttpContext context, SocketHandshake handshake)
    {
        var session = new EngineSession(server, handshake);
        var transport = new PollingTransport(session, server);
        server.Open(session, transport, isUpgradable: true);
        return transport.PollAsync(context);
    }

    private async Task OpenWebSocketAsync(HttpContext context, SocketHandshake handshake)
    {
        var session = new EngineSession(server, handshake);
        using var link = await AcceptAsync(context, session);
        var transport = new WebSocketTransport(link, session, server);
        server.Open(session, transport, isUpgradable: false);
        await transport.RunAsync();
    }

    private async Task<WebSocketLink> AcceptAsync(HttpContext context, EngineSession session)
    {
        try
        {
            return new WebSocketLink(context, await context.WebSockets.AcceptWebSocketAsync(Accept), session);
        }
        catch
        {
            server.Release(session.Handshake);
            throw;
        }
    }

    private Task ContinueAsync(HttpContext context, EngineQuery query)
    {
        if (!SessionId.TryParse(query.Sid, out var id))
            return RefuseAsync(context, EngineError.UnknownSession);
        // A session that is overdue ends before it is polled, not at the timer's next step.
        server.Find(id)?.Tick(server.Now);
        if (server.Find(id) is not { } session)
            return RefuseAsync(context, EngineError.UnknownSession);
        if (!session.AdmitsOrigin(context.Request.Headers.Origin))
            return RefuseAsync(context, EngineError.Forbidden);
        if (query.IsWebSocket)
            return ProbeAsync(context, session);
        if (session.Transport is not PollingTransport polling)
            return RefuseAsync(context, EngineError.BadRequest);
        if (HttpMethods.IsGet(context.Request.Method))
            return polling.PollAsync(context);
        return HttpMethods.IsPost(context.Request.Method) ? polling.PostAsync(context) : RefuseAsync(context, EngineError.BadRequest);
    }

    private async Task ProbeAsync(HttpContext context, EngineSession session)
    {
        using var link = new WebSocketLink(context, await context.WebSockets.AcceptWebSocketAsync(Accept), session);
        try
        {
            await new WebSocketProbe(link, session, server).RunAsync();
        }
        catch (Exception exception)
        {
            // The session goes on by polling.
            TransportLog.Failed(server.Logger, session.Number, exception);
        }
    }

    private Task RefuseAsync(HttpContext context, EngineError error)
    {
        TransportLog.RequestRefused(server.Logger, error.Status, error.Message);
        return EngineResponse.RefuseAsync(context, error);
    }
}
