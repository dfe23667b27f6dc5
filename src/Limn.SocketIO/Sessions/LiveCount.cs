namespace Limn.SocketIO.Sessions;

/// <summary>Counts what is still alive, for those who wait until nothing is. Safe for use by several threads.</summary>
internal sealed class LiveCount
{
    private readonly object gate = new();
    private TaskCompletionSource? zero;
    private int count;

    public void Enter()
    {
        lock (gate)
            count++;
    }

    public void Leave()
    {
        lock (gate)
        {
            if (--count > 0)
                return;
            zero?.TrySetResult();
            zero = null;
        }
    }

    public Task WhenZeroAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (count == 0)
                return Task.CompletedTask;
            zero ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return zero.Task.WaitAsync(cancellationToken);
        }
    }
}
