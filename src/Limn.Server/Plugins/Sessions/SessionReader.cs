using System.Text.Json.Serialization;
using Limn.Server.Plugins.Runs;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Plugins.Sessions;

/// <summary>A run, as lists and the console show it.</summary>
/// <param name="RunBy">E-mail of the runner.</param>
/// <param name="DownloadUrl">The result file; null when there is none.</param>
/// <param name="DroppedLogs">Log lines beyond the limits.</param>
internal sealed record PluginSessionReply(
    [property: JsonPropertyName("_id")] PluginSessionId Id,
    PluginId Plugin,
    string PluginName,
    PluginType PluginType,
    ProjectId Project,
    string ProjectName,
    string RunBy,
    PluginSessionState State,
    string? Message,
    RunProgress? Progress,
    bool SendEmail,
    DateTimeOffset CreatedAt,
    DateTimeOffset? DispatchedAt,
    DateTimeOffset? LastActivityAt,
    DateTimeOffset? EndedAt,
    string? DownloadUrl,
    string? FileName,
    long? FileSize,
    int LogCount,
    int DroppedLogs)
{
    /// <summary>What was sent to the plugin, without the key; only where one run is asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ExportInput? Input { get; init; }
}

internal sealed record OneSessionReply(PluginSessionReply Session);

internal sealed record SessionsReply(IReadOnlyList<PluginSessionReply> Sessions, int Total);

/// <summary>Reads runs; a list in one statement.</summary>
internal sealed class SessionReader(LimnDb db)
{
    public async Task<OneSessionReply> GetAsync(PluginSessionId id, CancellationToken cancellationToken)
    {
        var input = await db.PluginSessions.Where(session => session.Id == id).Select(session => session.Input).FirstAsync(cancellationToken);
        var found = await ReadAsync(db.PluginSessions.Where(session => session.Id == id), cancellationToken);
        return new OneSessionReply(found[0] with { Input = input.To<ExportInput>() });
    }

    /// <summary>Reads these runs, newest first.</summary>
    public async Task<List<PluginSessionReply>> ReadAsync(IQueryable<PluginSession> sessions, CancellationToken cancellationToken)
    {
        var rows = await (
            from session in sessions
            join plugin in db.Plugins on session.PluginId equals plugin.Id
            join project in db.Projects on session.ProjectId equals project.Id
            join user in db.Users on session.RunById equals user.Id
            join found in db.Files on session.ResultFileKey equals found.Key into files
            from file in files.DefaultIfEmpty()
            orderby session.Id descending
            select new
            {
                session.Id, session.PluginId, PluginName = plugin.Name, session.PluginType, session.ProjectId, ProjectName = project.Name, user.Email,
                session.State, session.Message, session.ProgressDone, session.ProgressTotal, session.SendEmail, session.CreatedAt,
                session.DispatchedAt, session.LastActivityAt, session.EndedAt, session.LogCount, session.DroppedLogs,
                FileName = file == null ? null : file.Name, FileSize = file == null ? (long?)null : file.Size,
            }).AsNoTracking().ToListAsync(cancellationToken);
        return rows.ConvertAll(row => new PluginSessionReply(
            row.Id, row.PluginId, row.PluginName, row.PluginType, row.ProjectId, row.ProjectName, row.Email, row.State, row.Message,
            RunProgress.Of(row.ProgressDone, row.ProgressTotal), row.SendEmail, row.CreatedAt, row.DispatchedAt, row.LastActivityAt, row.EndedAt,
            row.FileName is null ? null : SessionNotices.DownloadUrl(row.Id), row.FileName, row.FileSize, row.LogCount, row.DroppedLogs));
    }
}
