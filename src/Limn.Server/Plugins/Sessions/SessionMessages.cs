namespace Limn.Server.Plugins.Sessions;

/// <summary>A log line as it is read.</summary>
internal sealed record LogLineReply(int Seq, DateTimeOffset ReceivedAt, PluginLogLevel Level, string Msg, RawJson Extra)
{
    public static LogLineReply From(PluginLogLine line) => new(line.Sequence, line.ReceivedAt, line.Level, line.Message, line.Extra);
}

/// <summary>How far a plugin says it is.</summary>
internal sealed record RunProgress(long Done, long Total)
{
    public static RunProgress? Of(long? done, long? total) => done is { } d && total is { } t ? new RunProgress(d, t) : null;
}

/// <summary>What open windows are told when a run moves on.</summary>
internal sealed record LiveSession(
    PluginSessionId Id, PluginSessionState State, string? Message, RunProgress? Progress, DateTimeOffset? DispatchedAt, DateTimeOffset? EndedAt,
    string? DownloadUrl, int LogCount, int DroppedLogs)
{
    public static LiveSession From(PluginSession row, SessionStatus status) => new(
        row.Id, status.State, status.Message, RunProgress.Of(row.ProgressDone, row.ProgressTotal), status.DispatchedAt, status.EndedAt,
        status.ResultFileKey is null ? null : SessionNotices.DownloadUrl(row.Id), row.LogCount, row.DroppedLogs);
}
