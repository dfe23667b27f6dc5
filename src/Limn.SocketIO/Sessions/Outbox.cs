namespace Limn.SocketIO.Sessions;

/// <summary>
/// Frames on their way out, in order. Mostly there is one at a time, which needs no queue: an idle session keeps none.
/// Not safe for use by several threads.
/// </summary>
internal sealed class Outbox
{
    private readonly Queue<OutboundFrame> rest = new();
    private OutboundFrame first;
    private bool hasFirst;

    public bool IsEmpty => !hasFirst;

    public void Add(in OutboundFrame frame)
    {
        if (hasFirst)
        {
            rest.Enqueue(frame);
            return;
        }
        first = frame;
        hasFirst = true;
    }

    public bool TryTake(out OutboundFrame frame)
    {
        frame = first;
        if (!hasFirst)
            return false;
        hasFirst = rest.TryDequeue(out first);
        return true;
    }
}
