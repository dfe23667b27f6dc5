using System.Text.Json;
using System.Text.Json.Nodes;
using Limn.Plugins.Runs;
using Limn.SocketIO.Packets;
using Microsoft.Extensions.Logging;

namespace Limn.Plugins.Transports.WebSocket;

/// <summary>The life of one open connection: proofs of life and messages go out, runs come in, until it is lost.</summary>
internal sealed partial class ServedConnection(
    PluginBase plugin, PluginConnection connection, Outbox outbox, Authorization authorization, IPluginRunSink sink, ILogger logger)
{
    private readonly byte[] heartbeat = JsonSerializer.SerializeToUtf8Bytes(
        new JsonObject { ["id"] = plugin.Options.Id, ["secret"] = plugin.Options.Secret });

    /// <summary>Whether a run has come over it.</summary>
    internal bool HasServed { get; private set; }

    /// <summary>Returns when the hub has ended the connection.</summary>
    /// <exception cref="PluginConnectionException">It was lost.</exception>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        // The proof goes first: a hub passes over whatever a socket says before it.
        await BeatAsync(cancellationToken);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] parts = [ReceiveAsync(either.Token), SendAsync(either.Token), KeepBeatingAsync(either.Token)];
        var first = await Task.WhenAny(parts);
        await either.CancelAsync();
        foreach (var part in parts)
            await part.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await first;
    }

    private async Task ReceiveAsync(CancellationToken cancellationToken)
    {
        while (await connection.ReceiveAsync(cancellationToken) is { } packet)
        {
            if (packet.Type == SocketPacketType.Event)
                Take(packet);
        }
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var message = await outbox.NextAsync(connection, cancellationToken);
            var pongs = message.Kind switch
            {
                OutboxKind.Log => await connection.SendEventAsync("log", message.Json, cancellationToken),
                OutboxKind.Response => await connection.SendEventAsync("response", message.Json, cancellationToken),
                _ => await connection.SendAckAsync(message.AckId, cancellationToken),
            };
            outbox.Sent(message, pongs);
        }
    }

    private async Task KeepBeatingAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(plugin.Options.HeartbeatInterval, plugin.Options.TimeProvider);
        await authorization.SettleAsync(cancellationToken);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            await BeatAsync(cancellationToken);
            await authorization.SettleAsync(cancellationToken);
        }
    }

    private async Task BeatAsync(CancellationToken cancellationToken)
    {
        authorization.Ask();
        await connection.SendEventAsync("heartbeat", heartbeat, cancellationToken);
    }

    /// <summary>Unknown events are passed over: a hub may have more to say than this version knows.</summary>
    private void Take(SocketPacket packet)
    {
        var argument = Argument(packet);
        switch (packet.EventName)
        {
            case "plugin":
                HasServed = true;
                authorization.Prove();
                _ = RunAsync(argument, packet.AckId);
                break;
            case "cancel" when argument is not null:
                plugin.Cancel(new RunPayload(argument).Session);
                break;
            case "unauthorized":
                authorization.Refuse(new RunPayload(argument ?? []).Text("message"));
                break;
        }
    }

    /// <summary>Not bound to the connection: the run outlives it.</summary>
    private async Task RunAsync(JsonObject? payload, long? ackId)
    {
        if (payload is null)
            RunRefused(logger);
        else
            await plugin.RunAsync(payload, sink, CancellationToken.None);
        if (ackId is { } id)
            outbox.AddAck(connection, id);
    }

    private static JsonObject? Argument(SocketPacket packet)
    {
        var json = packet.Arguments.GetJson(0);
        return json.IsEmpty ? null : JsonInput.ReadObject(json.Span);
    }

    [LoggerMessage(PluginEvents.RunRefused, LogLevel.Error, "The hub sent a run without its parameters.")]
    private static partial void RunRefused(ILogger logger);
}
