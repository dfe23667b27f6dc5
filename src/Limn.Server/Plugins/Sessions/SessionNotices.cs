using Limn.Server.Notifications;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Plugins.Sessions;

/// <summary>Tells the user that his run has ended: by a message in the web app, and by mail where he asked for one.</summary>
internal sealed class SessionNotices(TimeProvider clock)
{
    public async Task AddAsync(Write write, PluginSession session, SessionStatus end, CancellationToken cancellationToken)
    {
        var db = write.Db;
        var plugin = await db.Plugins.Where(row => row.Id == session.PluginId).Select(row => row.Name).FirstAsync(cancellationToken);
        var file = await db.Files.Where(row => row.Key == end.ResultFileKey).Select(row => row.Name).FirstOrDefaultAsync(cancellationToken);
        var notice = new Notification
        {
            Id = Id.New<Notification>(clock), UserId = session.RunById, OrganizationId = session.OrganizationId, ProjectId = session.ProjectId,
            Kind = KindOf(end.State), Title = TitleOf(end.State, plugin), Message = end.Message ?? file ?? "",
            Link = $"/plugin-sessions/{session.Id}",
            DownloadUrl = file is null ? null : DownloadUrl(session.Id), CreatedAt = clock.GetUtcNow(),
        };
        write.Notify(notice);
        if (session.SendEmail)
        {
            var address = await db.Users.Where(user => user.Id == session.RunById).Select(user => user.Email).FirstAsync(cancellationToken);
            write.SendMail(new Mail(address, notice.Title, $"{notice.Message}\n\n{session.Origin}{notice.DownloadUrl ?? notice.Link}\n"));
        }
    }

    /// <summary>The lasting address of a run's result: it asks who wants it and does not expire with a signature.</summary>
    public static string DownloadUrl(PluginSessionId id) => $"/v2/pluginSessions/{id}/download";

    private static string KindOf(PluginSessionState state) => state switch
    {
        PluginSessionState.Succeeded => "plugin.succeeded",
        PluginSessionState.TimedOut => "plugin.timedOut",
        PluginSessionState.Cancelled => "plugin.cancelled",
        _ => "plugin.failed",
    };

    private static string TitleOf(PluginSessionState state, string plugin) => state switch
    {
        PluginSessionState.Succeeded => $"{plugin} has finished",
        PluginSessionState.TimedOut => $"{plugin} ran out of time",
        PluginSessionState.Cancelled => $"{plugin} was cancelled",
        _ => $"{plugin} has failed",
    };
}
