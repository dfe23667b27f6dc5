using Limn.Server.Files;
using Limn.Server.Hosting;
using Limn.Server.Plugins.Runs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Limn.Server.Plugins.Sessions;

/// <summary>The rows of runs. A change is written with its consequences in one transaction: run key, notification, file's expiry.</summary>
internal sealed class SessionStore(
    IDbContextFactory<LimnDb> databases, Writes writes, SessionNotices notices, Limits limits, IOptions<PluginsOptions> options, TimeProvider clock)
{
    /// <summary>Reads a run with its plugin's overrides of the limits; null when there is none.</summary>
    public async Task<StoredSession?> LoadAsync(PluginSessionId id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var session = await db.PluginSessions.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (session is null)
        {
            return null;
        }

        var overrides = await db.Plugins.Where(plugin => plugin.Id == session.PluginId).Select(plugin => plugin.Limits).FirstAsync(cancellationToken);
        var lastError = await db.PluginLogs.Where(line => line.SessionId == id && line.Level == PluginLogLevel.Error)
            .OrderByDescending(line => line.Sequence).Select(line => line.Message).FirstOrDefaultAsync(cancellationToken);
        return new StoredSession(session, RulesOf(session, overrides), lastError);
    }

    /// <summary>Writes where the run stands while it goes on.</summary>
    public Task WriteProgressAsync(StoredSession stored, SessionStatus next, CancellationToken cancellationToken) =>
        WriteAsync(stored, next, _ => Task.CompletedTask, cancellationToken);

    /// <summary>Writes that the run goes to a connection, with a key for it. Returns the key's text.</summary>
    public async Task<string> WriteDispatchAsync(StoredSession stored, SessionStatus next, CancellationToken cancellationToken)
    {
        var key = "";
        var lifetime = stored.Rules.Limits.Total + options.Value.RunKeyGrace;
        await WriteAsync(
            stored, next, async write => key = await write.MintRunKeyAsync(stored.Row, lifetime, clock, cancellationToken), cancellationToken);
        return key;
    }

    /// <summary>Writes that the run could not be sent: it waits again, and the key is worth nothing.</summary>
    public Task WriteReturnAsync(StoredSession stored, SessionStatus next, CancellationToken cancellationToken) =>
        WriteAsync(stored, next, write => write.RevokeRunKeysAsync(stored.Row.Id, clock.GetUtcNow(), cancellationToken), cancellationToken);

    /// <summary>Adds log lines and counts those that were dropped. Returns the rows.</summary>
    public async Task<List<PluginLogLine>> WriteLogAsync(
        StoredSession stored, SessionStatus next, IReadOnlyList<PluginLogEntry> entries, int dropped, CancellationToken cancellationToken)
    {
        var row = stored.Row;
        var first = row.LogCount + 1;
        var lines = entries.Select((entry, index) => new PluginLogLine
        {
            SessionId = row.Id, Sequence = first + index, ReceivedAt = entry.ReceivedAt, Level = entry.Level, Message = entry.Message,
            Extra = new RawJson(entry.Extra),
        }).ToList();
        row.LogCount += lines.Count;
        row.DroppedLogs += dropped;
        if (entries.LastOrDefault(entry => entry.Progress is not null)?.Progress is { } progress)
        {
            (row.ProgressDone, row.ProgressTotal) = progress;
        }

        await WriteAsync(stored, next, write => write.Db.PluginLogs.AddRangeAsync(lines, cancellationToken), cancellationToken);
        return lines;
    }

    /// <summary>Writes the end of the run and everything that follows from it.</summary>
    /// <param name="by">The user who cancelled it; he need not be told.</param>
    public Task WriteEndAsync(StoredSession stored, SessionStatus next, UserId? by, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return WriteAsync(
            stored, next,
            async write =>
            {
                AddDropSummary(write, stored.Row, now);
                await EndKeyAsync(write, stored.Row, next, now, cancellationToken);
                if (by != stored.Row.RunById)
                {
                    await notices.AddAsync(write, stored.Row, next, cancellationToken);
                }
            },
            cancellationToken);
    }

    /// <summary>
    /// The file of this run behind an address that the server gave out; null for any other address, such as another run's file or one of a
    /// foreign server. The key is random and the file names its run, so neither host nor signature need be looked at.
    /// </summary>
    public async Task<ResultFile?> FindResultAsync(PluginSession session, string address, CancellationToken cancellationToken)
    {
        if (FileAddress.KeyIn(address) is not { } key)
        {
            return null;
        }

        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Files.Where(file => file.Key == key && file.SessionId == session.Id)
            .Select(file => new ResultFile(file.Key, file.StoredAt != null)).FirstOrDefaultAsync(cancellationToken);
    }

    private SessionRules RulesOf(PluginSession session, RawJson overrides)
    {
        var times = options.Value;
        var limitsOfKind = PluginOverrides.Of(overrides).ApplyTo(times.For(RunKinds.Of(session.PluginType)));
        return new SessionRules(limitsOfKind, times.OfflineWait, times.AckWait, times.RefusedCallWait, times.LateResult);
    }

    // One line in the log tells of all that were not kept.
    private void AddDropSummary(Write write, PluginSession row, DateTimeOffset now)
    {
        if (row.DroppedLogs == 0)
        {
            return;
        }

        row.LogCount++;
        write.Db.PluginLogs.Add(new PluginLogLine
        {
            SessionId = row.Id, Sequence = row.LogCount, ReceivedAt = now, Level = PluginLogLevel.Warning,
            Message = $"{row.DroppedLogs} log lines were dropped: at most {limits.PluginLogLinesPerSecond} in a second and {limits.PluginLogLines} in a run are kept.",
        });
    }

    private Task EndKeyAsync(Write write, PluginSession row, SessionStatus next, DateTimeOffset now, CancellationToken cancellationToken) =>
        next.State == PluginSessionState.Cancelled
            ? write.RevokeRunKeysAsync(row.Id, now, cancellationToken)
            : write.ExpireRunKeysAsync(row.Id, now + options.Value.RunKeyGrace, cancellationToken);

    private async Task WriteAsync(StoredSession stored, SessionStatus next, Func<Write, Task> consequences, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await writes.BeginAsync(db, cancellationToken);
        await consequences(write);
        await UpdateAsync(write, stored.Row, next, cancellationToken);
        await write.CommitAsync(cancellationToken);
    }

    private static async Task UpdateAsync(Write write, PluginSession row, SessionStatus next, CancellationToken cancellationToken)
    {
        var updated = await write.Db.PluginSessions.Where(session => session.Id == row.Id && session.Version == row.Version).ExecuteUpdateAsync(
            update => update
                .SetProperty(session => session.State, next.State)
                .SetProperty(session => session.ConnectionId, next.ConnectionId)
                .SetProperty(session => session.DispatchedAt, next.DispatchedAt)
                .SetProperty(session => session.LastActivityAt, next.LastActivityAt)
                .SetProperty(session => session.EndedAt, next.EndedAt)
                .SetProperty(session => session.EndedByClock, next.EndedByClock)
                .SetProperty(session => session.Message, next.Message)
                .SetProperty(session => session.ResultFileKey, next.ResultFileKey)
                .SetProperty(session => session.LogCount, row.LogCount)
                .SetProperty(session => session.DroppedLogs, row.DroppedLogs)
                .SetProperty(session => session.ProgressDone, row.ProgressDone)
                .SetProperty(session => session.ProgressTotal, row.ProgressTotal)
                .SetProperty(session => session.Version, row.Version + 1),
            cancellationToken);
        if (updated == 0)
        {
            throw new InvalidOperationException($"Session {row.Id} was changed elsewhere.");
        }

        row.Version++;
    }
}
