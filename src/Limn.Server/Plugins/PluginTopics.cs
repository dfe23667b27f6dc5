using Limn.Server.Live;
using Limn.Server.Permissions;
using Limn.Server.Plugins.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Plugins;

/// <summary>Who may listen to a plugin's light and to a run.</summary>
internal static class PluginTopics
{
    /// <summary>The light: everybody in an organization that owns or installed the plugin.</summary>
    public static async Task<bool> MayWatchPluginAsync(TopicRequest request) =>
        PluginId.TryParse(request.Id, null, out var id)
        && await (
            from member in request.Db.OrganizationMembers
            where member.UserId == request.Caller.UserId
                && (request.Db.Plugins.Any(plugin => plugin.Id == id && plugin.OrganizationId == member.OrganizationId)
                    || request.Db.PluginInstallations.Any(row => row.PluginId == id && row.OrganizationId == member.OrganizationId))
            select member).AnyAsync(request.CancellationToken);

    /// <summary>The run: those who may read it.</summary>
    public static async Task<bool> MayWatchSessionAsync(TopicRequest request)
    {
        if (!PluginSessionId.TryParse(request.Id, null, out var id))
        {
            return false;
        }

        var run = await request.Db.PluginSessions.Where(session => session.Id == id)
            .Select(session => new { session.ProjectId, session.RunById }).FirstOrDefaultAsync(request.CancellationToken);
        if (run is null)
        {
            return false;
        }

        var access = await request.Access.ToProjectAsync(request.Caller, Permission.PluginSessionRead, run.ProjectId, request.CancellationToken);
        return access.Value is { } project && SessionsApi.MayRead(run.RunById, request.Caller, project.Role);
    }
}
