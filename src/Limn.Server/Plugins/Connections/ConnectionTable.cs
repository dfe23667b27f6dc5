namespace Limn.Server.Plugins.Connections;

/// <summary>The connections of one plugin, and what they say about its light. Pure state; not thread-safe.</summary>
internal sealed class ConnectionTable(PluginsOptions options)
{
    // In the order of their authentication, newest last.
    private readonly List<Entry> entries = [];
    private DateTimeOffset? lostAt;

    public int Count => entries.Count;

    public IEnumerable<string> Ids => entries.Select(entry => entry.Info.Id);

    public IEnumerable<IPluginConnection> All => entries.Select(entry => entry.Connection);

    /// <summary>Adds a connection, or notes a good heartbeat of one that is here.</summary>
    public void Beat(PluginConnectionInfo info, IPluginConnection connection, DateTimeOffset now)
    {
        var index = entries.FindIndex(entry => entry.Info.Id == info.Id);
        if (index < 0)
        {
            entries.Add(new Entry(info, connection, now));
            return;
        }

        entries[index] = entries[index] with { Connection = connection, LastHeartbeatAt = now };
    }

    /// <summary>Removes a connection. False when it was not here.</summary>
    public bool Remove(string id, DateTimeOffset now)
    {
        var index = entries.FindIndex(entry => entry.Info.Id == id);
        if (index < 0)
        {
            return false;
        }

        lostAt = IsFresh(entries[index], now) ? now : lostAt;
        entries.RemoveAt(index);
        return true;
    }

    /// <summary>A connection stays, for the runs that it carries, but gets no new ones until its next heartbeat.</summary>
    public void Silence(string id)
    {
        var index = entries.FindIndex(entry => entry.Info.Id == id);
        if (index >= 0)
        {
            entries[index] = entries[index] with { LastHeartbeatAt = DateTimeOffset.MinValue };
        }
    }

    /// <summary>Forgets all connections at once, without the grace of <see cref="PluginsOptions.ReconnectGrace"/>.</summary>
    public void Clear()
    {
        entries.Clear();
        lostAt = null;
    }

    public bool Has(string id) => entries.Exists(entry => entry.Info.Id == id);

    public IPluginConnection? Find(string? id) => entries.Find(entry => entry.Info.Id == id)?.Connection;

    /// <summary>The newest connection with a fresh heartbeat: on a rolling deployment, the new version. Null when there is none.</summary>
    public (string Id, IPluginConnection Connection)? Pick(DateTimeOffset now) =>
        entries.FindLast(entry => IsFresh(entry, now)) is { } entry ? (entry.Info.Id, entry.Connection) : null;

    /// <summary>The light.</summary>
    public PluginLiveness LivenessAt(DateTimeOffset now)
    {
        var fresh = entries.Where(entry => IsFresh(entry, now)).Select(entry => entry.Info).ToArray();
        return new PluginLiveness(fresh.Length > 0 || now < lostAt + options.ReconnectGrace, fresh);
    }

    /// <summary>When the light may change without anything happening; null = not.</summary>
    public DateTimeOffset? NextChange(DateTimeOffset now)
    {
        var changes = entries.Select(entry => entry.LastHeartbeatAt + options.HeartbeatTimeout).Append(lostAt + options.ReconnectGrace ?? now);
        return changes.Where(change => change > now).Select(change => (DateTimeOffset?)change).Min();
    }

    private bool IsFresh(Entry entry, DateTimeOffset now) => now < entry.LastHeartbeatAt + options.HeartbeatTimeout;

    private sealed record Entry(PluginConnectionInfo Info, IPluginConnection Connection, DateTimeOffset LastHeartbeatAt);
}
