namespace Limn.Server.Plugins.Connections;

/// <summary>The runs of one plugin that wait for a free place, first come first served, and those that hold one. Not thread-safe.</summary>
internal sealed class RunQueue
{
    private readonly LinkedList<PluginSessionId> waiting = [];
    private readonly HashSet<PluginSessionId> underWay = [];

    public IReadOnlyCollection<PluginSessionId> Waiting => waiting;

    public IReadOnlyCollection<PluginSessionId> UnderWay => underWay;

    /// <summary>Adds a run at the end, unless it is known.</summary>
    public void Add(PluginSessionId session)
    {
        if (!underWay.Contains(session) && !waiting.Contains(session))
        {
            waiting.AddLast(session);
        }
    }

    /// <summary>Notes that a run holds a place.</summary>
    public void Hold(PluginSessionId session)
    {
        waiting.Remove(session);
        underWay.Add(session);
    }

    /// <summary>Gives the first run a place, if one is free.</summary>
    public PluginSessionId? TakeNext(int places)
    {
        if (underWay.Count >= places || waiting.First is not { Value: var session })
        {
            return null;
        }

        Hold(session);
        return session;
    }

    /// <summary>Puts a run that could not be sent back to the front.</summary>
    public void PutBack(PluginSessionId session)
    {
        if (underWay.Remove(session))
        {
            waiting.AddFirst(session);
        }
    }

    /// <summary>Forgets a run, wherever it is.</summary>
    public void Remove(PluginSessionId session)
    {
        underWay.Remove(session);
        waiting.Remove(session);
    }
}
