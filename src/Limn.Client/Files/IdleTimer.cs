namespace Limn.Client.Files;

/// <summary>Cancels a transfer in which nothing has moved for a while.</summary>
internal sealed class IdleTimer : IDisposable
{
    private readonly TimeSpan limit;
    private readonly CancellationTokenSource idle;
    private readonly CancellationTokenSource either;

    internal IdleTimer(TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        this.limit = limit;
        idle = new CancellationTokenSource(limit, time);
        either = CancellationTokenSource.CreateLinkedTokenSource(idle.Token, cancellationToken);
    }

    internal CancellationToken Token => either.Token;

    internal bool HasFired => idle.IsCancellationRequested;

    internal void Touch() => idle.CancelAfter(limit);

    public void Dispose()
    {
        either.Dispose();
        idle.Dispose();
    }
}
