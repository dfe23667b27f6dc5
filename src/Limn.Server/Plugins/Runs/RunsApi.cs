using Limn.Server.Auth;
using Limn.Server.Hosting;
using Limn.Server.Permissions;
using Limn.Server.Plugins.Catalogue;
using Limn.Server.Plugins.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Plugins.Runs;

/// <summary>The plugins of a project, and the Run button. Extensions of the API.</summary>
internal static class RunsApi
{
    public static void MapRuns(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/project/{projectId}/plugins").WithTags("Plugins");
        group.MapGet("", List).Needs(Permission.PluginRead, Scopes.RouteProject).WithSummary("Installed plugins, with their light and their presets");
        group.MapPost("/{pluginId}/run", Run).Needs(Permission.PluginRun, Scopes.RouteProject).Accepts202()
            .WithSummary("Run a plugin; the answer is its session, which goes on");
    }

    private static async Task<Reply<ProjectPluginsReply>> List(
        ProjectAccess project, LimnDb db, PluginReader reader, CancellationToken cancellationToken)
    {
        var rows = await db.Plugins.AsNoTracking()
            .Where(plugin => db.PluginInstallations.Any(row => row.PluginId == plugin.Id && row.OrganizationId == project.OrganizationId))
            .OrderBy(plugin => plugin.Name).ThenBy(plugin => plugin.Id).ToListAsync(cancellationToken);
        var presets = await db.PluginPresets.AsNoTracking().Where(preset => preset.ProjectId == project.ProjectId)
            .OrderBy(preset => preset.Name).ToListAsync(cancellationToken);
        var configs = await LastConfigsAsync(db, project.ProjectId, cancellationToken);
        var described = await reader.DescribeAsync(rows, new OrganizationAccess(project.OrganizationId, project.Role), cancellationToken);
        return new ProjectPluginsReply(described.ConvertAll(plugin => new ProjectPluginReply(
            plugin,
            presets.FindAll(preset => preset.PluginId == plugin.Id).ConvertAll(PresetReply.From),
            configs.GetValueOrDefault(plugin.Id))));
    }

    private static async Task<Reply<OneSessionReply>> Run(
        PluginId pluginId, RunRequest? request, Caller caller, ProjectAccess project, HttpContext http, RunStarter starter, SessionReader sessions)
    {
        var order = new RunOrder(pluginId, caller, project, http.PublicOrigin());
        var started = await starter.StartAsync(order, request ?? new RunRequest(), http.RequestAborted);
        return started.Refusal is { } refusal
            ? refusal
            : await sessions.GetAsync(started.Value, http.RequestAborted);
    }

    private static async Task<Dictionary<PluginId, string>> LastConfigsAsync(LimnDb db, ProjectId project, CancellationToken cancellationToken)
    {
        var last = db.PluginSessions.Where(session => session.ProjectId == project)
            .GroupBy(session => session.PluginId).Select(group => group.OrderByDescending(session => session.Id).First().Id);
        var inputs = await db.PluginSessions.Where(session => last.Contains(session.Id))
            .Select(session => new { session.PluginId, session.Input }).ToListAsync(cancellationToken);
        return inputs.ToDictionary(row => row.PluginId, row => row.Input.To<ExportInput>()!.ConfigJSON);
    }
}
