using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Limn.SocketIO.Hosting;
using Limn.SocketIO.Namespaces;
using Limn.SocketIO.Packets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Limn.Plugins.Testing;

/// <summary>The namespace <c>/plugin</c>: who is connected, what is sent and what comes back.</summary>
internal sealed class HubSockets(ConcurrentDictionary<string, FakeRun> runs, Interference interference)
{
    private readonly ConcurrentDictionary<IConnectionLifetimeFeature, byte> connections = new();
    private readonly ConcurrentDictionary<Socket, string> live = new();
    private TaskCompletionSource changed = NewSignal();
    private int heartbeats;

    internal ConcurrentDictionary<string, string> Secrets { get; } = new();

    internal int Live => live.Count;

    internal int Heartbeats => Volatile.Read(ref heartbeats);

    internal void Map(WebApplication app)
    {
        app.Use(TrackAsync);
        app.MapSocketIO("/socket.io", server => server.AddNamespace("/plugin")
            .AllowAnyOrigin()
            .TolerateLooseClients()
            .On("heartbeat", HeartbeatAsync)
            .On("log", message => TakeAsync(message, HubPhase.Logging, (run, line) => run.AddLine(line)))
            .On("response", message => TakeAsync(message, HubPhase.Responding, (run, response) => run.Respond(response)))
            .OnDisconnect((socket, reason) =>
            {
                live.TryRemove(socket, out _);
                return ValueTask.CompletedTask;
            }));
    }

    internal async Task<Socket> FindAsync(string pluginId, CancellationToken cancellationToken)
    {
        while (true)
        {
            var change = Volatile.Read(ref changed).Task;
            if (live.FirstOrDefault(entry => entry.Value == pluginId && entry.Key.IsConnected).Key is { } socket)
                return socket;
            await change.WaitAsync(cancellationToken);
        }
    }

    internal async Task DispatchAsync(Socket socket, FakeRun run)
    {
        var answer = socket.EmitWithAckAsync("plugin", SocketArguments.Of(run.Payload));
        _ = WatchAsync(answer, run);
        await interference.AtAsync(HubPhase.Dispatched, run);
    }

    internal async Task CancelAsync(FakeRun run)
    {
        var message = SocketArguments.Of(new JsonObject { ["session"] = run.Session });
        foreach (var (socket, _) in live.Where(entry => entry.Value == run.PluginId))
            await socket.EmitAsync("cancel", message);
    }

    internal void Drop()
    {
        foreach (var connection in connections.Keys)
            connection.Abort();
    }

    private static async Task WatchAsync(Task<SocketArguments> answer, FakeRun run)
    {
        try
        {
            await answer;
            run.Acknowledge();
        }
        catch (SocketDisconnectedException)
        {
            // The acknowledgement is lost with the connection.
        }
    }

    private async Task TrackAsync(HttpContext context, RequestDelegate next)
    {
        if (!context.Request.Path.StartsWithSegments("/socket.io"))
        {
            await next(context);
            return;
        }

        var connection = context.Features.Get<IConnectionLifetimeFeature>()!;
        connections[connection] = 0;
        try
        {
            await next(context);
        }
        finally
        {
            connections.TryRemove(connection, out _);
        }
    }

    private async ValueTask HeartbeatAsync(SocketEvent message)
    {
        Interlocked.Increment(ref heartbeats);
        var claim = message.Arguments.Get<JsonObject>(0);
        var id = claim?["id"]?.ToString() ?? "";
        if (Secrets.TryGetValue(id, out var secret) && secret == claim?["secret"]?.ToString())
        {
            message.Socket.Trust();
            live[message.Socket] = id;
            Interlocked.Exchange(ref changed, NewSignal()).TrySetResult();
            return;
        }

        live.TryRemove(message.Socket, out _);
        var refusal = new JsonObject { ["message"] = "unknown plugin or wrong secret", ["retryable"] = true };
        await message.Socket.EmitAsync("unauthorized", SocketArguments.Of(refusal));
    }

    /// <summary>As a hub does it: only from sockets that have proved the plugin, and only for runs of that plugin.</summary>
    private async ValueTask TakeAsync(SocketEvent message, HubPhase phase, Action<FakeRun, JsonObject> take)
    {
        if (!live.TryGetValue(message.Socket, out var pluginId)
            || message.Arguments.Get<JsonObject>(0) is not { } content
            || !runs.TryGetValue(content["session"]?.ToString() ?? "", out var run)
            || run.PluginId != pluginId)
            return;
        await interference.AtAsync(phase, run);
        take(run, content);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
