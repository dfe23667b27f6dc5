using System.Text.Json;
using Limn.Server.Hosting;
using Limn.Server.Plugins.Connections;
using Limn.Server.Plugins.Sessions;
using Limn.SocketIO.Namespaces;
using Limn.SocketIO.Packets;

namespace Limn.Server.Plugins.Sockets;

/// <summary>
/// One socket of the namespace <c>/plugin</c>. Until a heartbeat proves a plugin's secret, nothing but heartbeats is heard; from then on it
/// speaks for that plugin alone. It is never thrown out for a wrong secret: clients would be back within milliseconds, for ever.
/// </summary>
internal sealed class PluginSocket(Socket socket, PluginSockets services) : IPluginConnection
{
    private const int HeartbeatBurst = 5;
    private readonly TokenBucket heartbeats = new(perSecond: 1, HeartbeatBurst);
    private readonly PluginConnectionInfo info = new(
        ConnectionIds.New(services.Process, socket.Id), socket.Handshake.RemoteAddress?.ToString() ?? "unknown", services.Clock.GetUtcNow());

    private PluginId? proved;
    private IPluginConnection? reference;
    private ReportPump? pump;
    private volatile bool isAuthenticated;

    public bool HasSentHeartbeat { get; private set; }

    public async ValueTask HeartbeatAsync(JsonElement body)
    {
        HasSentHeartbeat = true;
        if (heartbeats.Take(1, services.Clock.GetUtcNow()) == 0 || body.TextMember("secret") is not { } secret)
        {
            return;
        }

        if (!PluginId.TryParse(body.TextMember("id"), null, out var id))
        {
            await RefuseAsync("The id is none that this server gives out.");
            return;
        }

        if (proved is { } first && first != id)
        {
            // Bound to the first plugin that it proved.
            return;
        }

        await (await services.Proves(id, secret, info.Address) ? AcceptAsync(id) : DemoteAsync());
    }

    public async ValueTask LogAsync(JsonElement body)
    {
        if (isAuthenticated && SessionIn(body) is { } session)
        {
            var entry = PluginLogEntry.Read(body, services.Limits.PluginLogLineLength, services.Clock.GetUtcNow());
            await pump!.PostAsync(new RunReport.Line(session, entry));
        }
    }

    public async ValueTask RespondAsync(JsonElement body)
    {
        if (isAuthenticated && SessionIn(body) is { } session)
        {
            await pump!.PostAsync(new RunReport.Answer(session, PluginAnswer.Read(body)));
        }
    }

    public async Task CloseAsync()
    {
        isAuthenticated = false;
        pump?.Complete();
        try
        {
            await (proved is { } id ? services.GrainOf(id).DetachAsync(info.Id) : Task.CompletedTask);
        }
        finally
        {
            if (reference is not null)
            {
                services.Grains.DeleteObjectReference<IPluginConnection>(reference);
            }
        }
    }

    public Task RenewAsync() => isAuthenticated ? services.GrainOf(proved!.Value).BeatAsync(info, reference!) : Task.CompletedTask;

    public async Task<bool> DispatchAsync(PluginDispatch run)
    {
        if (!isAuthenticated || !socket.IsConnected || services.IsDraining)
        {
            return false;
        }

        var arguments = SocketArguments.FromJson((byte[])[(byte)'[', .. run.Payload, (byte)']']);
        try
        {
            _ = ReportAckAsync(run.Session, socket.EmitWithAckAsync("plugin", arguments));
        }
        catch (SocketDisconnectedException)
        {
            return false;
        }
        catch (InvalidOperationException)
        {
            // A client that never acknowledges is served all the same, by its responses.
            await socket.EmitAsync("plugin", arguments);
        }

        return true;
    }

    public async Task CancelAsync(PluginSessionId session) =>
        await socket.EmitAsync("cancel", SocketArguments.Of(new { session = session.ToString() }));

    private async Task AcceptAsync(PluginId id)
    {
        if (proved is null)
        {
            proved = id;
            pump = services.NewPump(new SessionSource(id, info.Id));
            reference = services.Grains.CreateObjectReference<IPluginConnection>(this);
        }

        if (!isAuthenticated)
        {
            isAuthenticated = true;
            socket.Trust();
        }

        await services.GrainOf(id).BeatAsync(info, reference!);
    }

    private async Task DemoteAsync()
    {
        if (isAuthenticated)
        {
            isAuthenticated = false;
            await services.GrainOf(proved!.Value).DetachAsync(info.Id);
        }

        await RefuseAsync("The id or the secret is wrong.");
    }

    private async Task RefuseAsync(string message) =>
        await socket.EmitAsync("unauthorized", SocketArguments.Of(new { message, retryable = true }));

    private async Task ReportAckAsync(PluginSessionId session, Task<SocketArguments> ack)
    {
        try
        {
            await ack;
        }
        catch (SocketDisconnectedException)
        {
            return;
        }

        await pump!.PostAsync(new RunReport.Ack(session));
    }

    private static PluginSessionId? SessionIn(JsonElement body) =>
        PluginSessionId.TryParse(body.TextMember("session"), null, out var session) ? session : null;
}
