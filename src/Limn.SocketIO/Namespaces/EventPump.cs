namespace Limn.SocketIO.Namespaces;

/// <summary>
/// Runs what is posted one after the other, beginning with what it is started with. Something runs on its poster's thread,
/// and allocates nothing when it completes at once; what is posted meanwhile waits in a queue.
/// </summary>
internal sealed class EventPump<TOwner>(TOwner owner, Func<TOwner, object, ValueTask> run, int capacity)
{
    private readonly Queue<object> queue = new();
    private TaskCompletionSource? room;
    private bool isRunning = true;

    /// <summary>Runs the first thing, and then what was posted before it.</summary>
    public void Start(object item) => _ = RunAllAsync(item);

    /// <summary>Posts something; it must not throw when run. Completes when there is room for more.</summary>
    public ValueTask PostAsync(object item)
    {
        lock (queue)
        {
            if (isRunning)
            {
                queue.Enqueue(item);
                if (queue.Count < capacity)
                    return default;
                room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                return new ValueTask(room.Task);
            }
            isRunning = true;
        }
        _ = RunAllAsync(item);
        return default;
    }

    /// <summary>Posts something from a thread that must not be held up.</summary>
    public void PostLast(object item)
    {
        lock (queue)
        {
            if (isRunning)
            {
                queue.Enqueue(item);
                return;
            }
            isRunning = true;
        }
        ThreadPool.UnsafeQueueUserWorkItem(static state => _ = state.Pump.RunAllAsync(state.Item), (Pump: this, Item: item), preferLocal: false);
    }

    private async Task RunAllAsync(object first)
    {
        await run(owner, first);
        while (Next() is { } item)
            await run(owner, item);
    }

    private object? Next()
    {
        lock (queue)
        {
            isRunning = queue.TryDequeue(out var item);
            if (room is not null && queue.Count <= capacity / 2)
            {
                room.TrySetResult();
                room = null;
            }
            return item;
        }
    }
}
