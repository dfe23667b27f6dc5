namespace Limn.Server.Plugins.Sessions;

/// <summary>Everything that decides how a run goes on. An immutable value; <see cref="SessionMachine"/> makes the next one.</summary>
internal sealed record SessionStatus
{
    public required RunKind Kind { get; init; }

    public required PluginSessionState State { get; init; }

    /// <summary>The connection that the run was sent to, or that it was heard on since; null when it came by other ways or is lost.</summary>
    public string? ConnectionId { get; init; }

    /// <summary>While queued: since when the plugin has no connection; null while it has one.</summary>
    public DateTimeOffset? OfflineSince { get; init; }

    public DateTimeOffset? DispatchedAt { get; init; }

    /// <summary>The last sign of life: log line, call with the run key, acknowledgement, response.</summary>
    public DateTimeOffset? LastActivityAt { get; init; }

    public DateTimeOffset? OrphanedAt { get; init; }

    /// <summary>When the plugin acknowledged without having responded.</summary>
    public DateTimeOffset? AckedAt { get; init; }

    /// <summary>When the server refused a call that clients do not survive, with no sign of life since.</summary>
    public DateTimeOffset? CallRefusedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The server gave the run up, without a word of the plugin: a result that comes later is still taken.</summary>
    public bool EndedByClock { get; init; }

    /// <summary>The plugin's last log line of level ERROR: clients report failures in no other way.</summary>
    public string? LastError { get; init; }

    public string? Message { get; init; }

    public string? ResultFileKey { get; init; }

    /// <summary>The run has not ended.</summary>
    public bool IsOpen => State is PluginSessionState.Queued || IsSent;

    /// <summary>The plugin has it and has not ended it.</summary>
    public bool IsSent => State is PluginSessionState.Dispatched or PluginSessionState.Running or PluginSessionState.Orphaned;

    /// <summary>Whether a row that holds <paramref name="written"/> must be written. Signs of life alone need not be.</summary>
    public bool IsWorthWriting(SessionStatus written) => State != written.State || ConnectionId != written.ConnectionId;
}
