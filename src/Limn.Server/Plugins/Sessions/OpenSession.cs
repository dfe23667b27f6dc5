using Limn.Server.Plugins.Connections;
using Limn.Server.Plugins.Runs;

namespace Limn.Server.Plugins.Sessions;

/// <summary>A run in its grain's memory: what was stored, and where it stands.</summary>
internal sealed record OpenSession(StoredSession Stored, SessionStatus Status)
{
    public static OpenSession From(StoredSession stored, DateTimeOffset now)
    {
        var row = stored.Row;
        return new OpenSession(stored, new SessionStatus
        {
            Kind = RunKinds.Of(row.PluginType),
            State = row.State,
            ConnectionId = row.ConnectionId,
            DispatchedAt = row.DispatchedAt,
            LastActivityAt = row.LastActivityAt,
            // The clock of an orphan begins anew with the process that takes care of it.
            OrphanedAt = row.State == PluginSessionState.Orphaned ? now : null,
            EndedAt = row.EndedAt,
            EndedByClock = row.EndedByClock,
            LastError = stored.LastError,
            Message = row.Message,
            ResultFileKey = row.ResultFileKey,
        });
    }
}

/// <summary>A run's row, the times that it must keep, and the last error that it logged.</summary>
internal sealed record StoredSession(PluginSession Row, SessionRules Rules, string? LastError)
{
    /// <summary>The run as it is sent, with its key.</summary>
    public PluginDispatch ToDispatch(string key)
    {
        var input = Row.Input.To<ExportInput>()! with { ApiKey = key };
        return new PluginDispatch(Row.Id, Row.PluginId, RawJson.From(input).Utf8.ToArray(), Row.Origin);
    }
}

/// <summary>A file that belongs to a run.</summary>
/// <param name="IsStored">Its bytes have arrived.</param>
internal sealed record ResultFile(string Key, bool IsStored);
