using Limn.SocketIO.Packets;

namespace Limn.SocketIO.Namespaces;

/// <summary>The acks that one socket's client owes. Safe for use by several threads.</summary>
internal sealed class AckTable(int capacity)
{
    private readonly object gate = new();
    private Dictionary<long, TaskCompletionSource<SocketArguments>>? pending;
    private DisconnectReason? ending;
    private long lastId;

    public int Count
    {
        get
        {
            lock (gate)
                return pending?.Count ?? 0;
        }
    }

    public long Add(out Task<SocketArguments> answer)
    {
        lock (gate)
        {
            if (ending is { } reason)
                throw new SocketDisconnectedException(reason);
            pending ??= [];
            if (pending.Count >= capacity)
                throw new InvalidOperationException($"The client owes {capacity} acks already.");
            var source = new TaskCompletionSource<SocketArguments>(TaskCreationOptions.RunContinuationsAsynchronously);
            pending[++lastId] = source;
            answer = source.Task;
            return lastId;
        }
    }

    /// <summary>Takes an answer; one that nobody waits for is ignored.</summary>
    public void Resolve(long id, SocketArguments arguments)
    {
        if (Remove(id) is { } source)
            source.TrySetResult(arguments);
    }

    public TaskCompletionSource<SocketArguments>? Remove(long id)
    {
        lock (gate)
            return pending?.Remove(id, out var source) == true ? source : null;
    }

    /// <summary>No answer will come any more.</summary>
    public void Fail(DisconnectReason reason)
    {
        TaskCompletionSource<SocketArguments>[] failed;
        lock (gate)
        {
            ending = reason;
            failed = pending is null ? [] : [.. pending.Values];
            pending = null;
        }
        foreach (var source in failed)
        {
            source.TrySetException(new SocketDisconnectedException(reason));
            // Who wants the ack as a mere signal need not look at the task.
            _ = source.Task.Exception;
        }
    }
}
