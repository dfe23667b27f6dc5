using System.Text.Json;
using System.Text.Json.Nodes;

namespace Limn.Plugins.Transports.WebSocket;

/// <summary>
/// What runs have to tell, in order, until a connection has taken it. Log lines are given up oldest first beyond a limit;
/// responses are never given up: one whose arrival is not certain is sent again on the next connection, where the hub takes the
/// first and drops the second. Thread safe.
/// </summary>
internal sealed class Outbox(int maxLogLines)
{
    private readonly object guard = new();
    private readonly LinkedList<OutboxMessage> waiting = new();
    private readonly LinkedList<OutboxMessage> unconfirmed = new();
    private TaskCompletionSource changed = NewSignal();
    private int logLines;
    private int droppedLines;
    private bool isHeld;

    internal void AddLog(JsonObject line)
    {
        var message = new OutboxMessage(OutboxKind.Log, JsonSerializer.SerializeToUtf8Bytes(line));
        lock (guard)
        {
            waiting.AddLast(message);
            if (++logLines > maxLogLines)
                DropOldestLine();
            Signal();
        }
    }

    internal void AddResponse(JsonObject response) =>
        Add(new OutboxMessage(OutboxKind.Response, JsonSerializer.SerializeToUtf8Bytes(response)));

    internal void AddAck(PluginConnection connection, long id) =>
        Add(new OutboxMessage(OutboxKind.Ack, default) { Connection = connection, AckId = id });

    /// <summary>The next message; it stays in the box until <see cref="Sent"/>.</summary>
    internal async Task<OutboxMessage> NextAsync(PluginConnection connection, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task change;
            lock (guard)
            {
                DropForeignAcks(connection);
                if (!isHeld && waiting.First is { } first)
                    return first.Value;
                change = changed.Task;
            }

            await change.WaitAsync(cancellationToken);
        }
    }

    /// <summary>The connection has taken the message, which was sent after so many pongs.</summary>
    internal void Sent(OutboxMessage message, int pongs)
    {
        lock (guard)
        {
            // Too many lines: it was given up while it was being sent.
            if (!waiting.Remove(message))
                return;
            message.Mark = pongs;
            if (message.Kind == OutboxKind.Log)
                logLines--;
            if (message.Kind == OutboxKind.Response)
                unconfirmed.AddLast(message);
            Signal();
        }
    }

    /// <summary>
    /// A ping has come. The hub pings again only after the pong before, and that pong left after everything with a lower mark: so
    /// those messages have arrived.
    /// </summary>
    internal void Confirm(int pongs)
    {
        lock (guard)
        {
            while (unconfirmed.First is { } oldest && oldest.Value.Mark < pongs)
                unconfirmed.RemoveFirst();
        }
    }

    /// <summary>A new connection: what may have been lost with the old one goes first.</summary>
    /// <returns>Number of log lines given up since the last one.</returns>
    internal int Reopen()
    {
        lock (guard)
        {
            TakeBack();
            Signal();
            var dropped = droppedLines;
            droppedLines = 0;
            return dropped;
        }
    }

    /// <summary>The hub passes over what is sent, and may have done so for a while: keeps everything, and takes responses back.</summary>
    internal void Hold()
    {
        lock (guard)
        {
            isHeld = true;
            TakeBack();
        }
    }

    /// <summary>The hub listens again.</summary>
    internal void Release()
    {
        lock (guard)
        {
            isHeld = false;
            Signal();
        }
    }

    /// <summary>Waits until everything has left.</summary>
    internal async Task EmptyAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task change;
            lock (guard)
            {
                if (waiting.Count == 0)
                    return;
                change = changed.Task;
            }

            await change.WaitAsync(cancellationToken);
        }
    }

    private void Add(OutboxMessage message)
    {
        lock (guard)
        {
            waiting.AddLast(message);
            Signal();
        }
    }

    private void DropOldestLine()
    {
        var oldest = waiting.First;
        while (oldest is { Value.Kind: not OutboxKind.Log })
            oldest = oldest.Next;
        waiting.Remove(oldest!);
        logLines--;
        droppedLines++;
    }

    private void TakeBack()
    {
        while (unconfirmed.Last is { } latest)
        {
            unconfirmed.RemoveLast();
            waiting.AddFirst(latest.Value);
        }
    }

    private void DropForeignAcks(PluginConnection connection)
    {
        while (waiting.First is { Value: { Kind: OutboxKind.Ack } ack } node && ack.Connection != connection)
            waiting.Remove(node);
    }

    private void Signal()
    {
        changed.TrySetResult();
        changed = NewSignal();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
