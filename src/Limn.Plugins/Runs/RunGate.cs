namespace Limn.Plugins.Runs;

/// <summary>Lets a number of runs in at a time; the others wait in the order in which they came.</summary>
internal sealed class RunGate(int places)
{
    private readonly object guard = new();
    private readonly LinkedList<TaskCompletionSource> waiting = new();
    private int free = places;

    internal async Task EnterAsync(CancellationToken cancellationToken)
    {
        LinkedListNode<TaskCompletionSource> place;
        lock (guard)
        {
            if (free > 0)
            {
                free--;
                return;
            }

            place = waiting.AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        await using var registration = cancellationToken.Register(() => GiveUp(place, cancellationToken));
        await place.Value.Task;
    }

    internal void Leave()
    {
        lock (guard)
        {
            if (waiting.First is not { } next)
            {
                free++;
                return;
            }

            waiting.RemoveFirst();
            next.Value.SetResult();
        }
    }

    private void GiveUp(LinkedListNode<TaskCompletionSource> place, CancellationToken cancellationToken)
    {
        lock (guard)
        {
            // Whoever was let in meanwhile is no longer in the list.
            if (place.List is null)
                return;
            waiting.Remove(place);
            place.Value.SetCanceled(cancellationToken);
        }
    }
}
