using static Limn.Server.Plugins.PluginSessionState;

namespace Limn.Server.Plugins.Sessions;

/// <summary>
/// How a run goes on: from where it stands and what happened to where it stands next. Pure; an event that does not concern the run
/// leaves it as it was, the same object.
/// </summary>
internal static class SessionMachine
{
    public static SessionStatus Apply(SessionStatus status, SessionEvent happened, DateTimeOffset now, SessionRules rules) => happened switch
    {
        SessionEvent.PluginOffline when status is { State: Queued, OfflineSince: null } => status with { OfflineSince = now },
        SessionEvent.PluginOnline when status is { State: Queued, OfflineSince: not null } => status with { OfflineSince = null },
        SessionEvent.Dispatched sent when status.State == Queued =>
            status with { State = Dispatched, ConnectionId = sent.ConnectionId, DispatchedAt = now, OfflineSince = null },
        SessionEvent.NotSent when status.State == Dispatched =>
            status with { State = Queued, ConnectionId = null, DispatchedAt = null },
        SessionEvent.Active sign when status.IsSent => Revive(status, sign.ConnectionId, sign.Error, now),
        SessionEvent.Acked ack when status.IsSent => Acknowledge(status, ack.ConnectionId, now),
        SessionEvent.CallRefused when status.IsSent => status with { CallRefusedAt = now },
        SessionEvent.Succeeded result when status.IsSent || IsLateResult(status, result, now, rules) =>
            End(status, Succeeded, status.IsOpen ? result.Message : "The result came late, after the run had been given up.", now) with { ResultFileKey = result.FileKey },
        SessionEvent.Failed failure when status.IsSent =>
            End(status, Failed, failure.Message ?? status.LastError ?? "The plugin reported an error.", now),
        SessionEvent.ConnectionLost lost when Concerns(lost, status) => status with { State = Orphaned, ConnectionId = null, OrphanedAt = now },
        SessionEvent.CancelRequested when status.IsOpen => End(status, Cancelled, "Cancelled.", now),
        SessionEvent.PluginRemoved when status.State == Queued => End(status, Failed, "The plugin was removed before the run began.", now),
        SessionEvent.Tick => Expire(status, now, rules),
        _ => status,
    };

    /// <summary>When the next <see cref="SessionEvent.Tick"/> will change something; null = never.</summary>
    public static DateTimeOffset? NextDeadline(SessionStatus status, SessionRules rules) =>
        Deadlines(status, rules).Select(deadline => (DateTimeOffset?)deadline.At).Min();

    private static SessionStatus Revive(SessionStatus status, string? connectionId, string? error, DateTimeOffset now) => status with
    {
        State = Running,
        ConnectionId = connectionId ?? status.ConnectionId,
        LastActivityAt = now,
        LastError = error ?? status.LastError,
        OrphanedAt = null,
        CallRefusedAt = null,
    };

    // In a stage of the workflow it means only that the task is in the plugin's queue.
    private static SessionStatus Acknowledge(SessionStatus status, string? connectionId, DateTimeOffset now)
    {
        var running = Revive(status, connectionId, error: null, now);
        return status.Kind == RunKind.WorkflowModel ? running : running with { AckedAt = status.AckedAt ?? now };
    }

    private static bool IsLateResult(SessionStatus status, SessionEvent.Succeeded result, DateTimeOffset now, SessionRules rules) =>
        status is { EndedByClock: true, Kind: RunKind.Export } && result.FileKey is not null && now < status.EndedAt + rules.LateResult;

    private static bool Concerns(SessionEvent.ConnectionLost lost, SessionStatus status) =>
        status.State is Dispatched or Running && (lost.ConnectionId is null || lost.ConnectionId == status.ConnectionId);

    private static SessionStatus End(SessionStatus status, PluginSessionState state, string? message, DateTimeOffset now) =>
        status with { State = state, Message = message, EndedAt = now, EndedByClock = false, ConnectionId = null };

    private static SessionStatus Expire(SessionStatus status, DateTimeOffset now, SessionRules rules) =>
        Deadlines(status, rules).Where(deadline => deadline.At <= now).MinBy(deadline => deadline.At) is { } due
            ? End(status, due.EndsAs, due.Message, now) with { EndedByClock = due.EndsAs != Succeeded }
            : status;

    private static IEnumerable<Deadline> Deadlines(SessionStatus status, SessionRules rules)
    {
        var limits = rules.Limits;
        return ((Deadline?[])
        [
            After(status.State == Queued ? status.OfflineSince : null, rules.OfflineWait, Failed, "The plugin went offline before the run began."),
            After(status.State == Dispatched ? status.DispatchedAt : null, limits.Start, TimedOut, "The plugin did not begin the run."),
            After(status.State == Running ? status.LastActivityAt : null, limits.Inactivity, TimedOut, "The plugin has not been heard of for too long."),
            After(status.IsSent ? status.DispatchedAt : null, limits.Total, TimedOut, "The run took longer than it may."),
            After(status.State == Orphaned ? status.OrphanedAt : null, limits.Orphan, Failed, "The plugin disconnected."),
            After(status.IsSent ? status.CallRefusedAt : null, rules.RefusedCallWait, Failed, status.LastError ?? "The plugin got no address for its file."),
            After(status.IsSent ? status.AckedAt : null, rules.AckWait, AckMeaning(status.Kind), AckMessage(status)),
        ]).OfType<Deadline>();
    }

    private static PluginSessionState AckMeaning(RunKind kind) => kind == RunKind.Batch ? Succeeded : Failed;

    private static string? AckMessage(SessionStatus status) =>
        status.Kind == RunKind.Batch ? null : status.LastError ?? "The plugin ended the run without a result.";

    private static Deadline? After(DateTimeOffset? from, TimeSpan? time, PluginSessionState endsAs, string? message) =>
        from + time is { } at ? new Deadline(at, endsAs, message) : null;

    /// <summary>A moment at which a run ends, unless something happens before.</summary>
    private sealed record Deadline(DateTimeOffset At, PluginSessionState EndsAs, string? Message);
}

/// <summary>The times that a run must keep.</summary>
internal sealed record SessionRules(RunLimits Limits, TimeSpan OfflineWait, TimeSpan AckWait, TimeSpan RefusedCallWait, TimeSpan LateResult);
