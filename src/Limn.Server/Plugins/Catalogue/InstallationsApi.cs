using Limn.Server.Auth;
using Limn.Server.Hosting;
using Limn.Server.Permissions;
using Limn.Server.Plugins.Runs;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Plugins.Catalogue;

/// <summary>Which plugins an organization uses: installed once, usable in all its projects. Extensions of the API.</summary>
internal static class InstallationsApi
{
    public static void MapInstallations(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/plugins/{pluginId}/install").WithTags("Plugins");
        group.MapPost("", Install).Needs(Permission.PluginInstall, Scopes.CurrentOrganization)
            .WithSummary("Install a plugin in one's organization, or change what it is granted");
        group.MapDelete("", Uninstall).Needs(Permission.PluginInstall, Scopes.CurrentOrganization)
            .WithSummary("Remove a plugin; its runs lose their keys, those that wait end");
    }

    private static async Task<Reply<InstallationReply>> Install(
        PluginId pluginId, InstallRequest? request, Caller caller, OrganizationAccess organization, LimnDb db, Writes writes, PluginReader reader,
        TimeProvider clock, CancellationToken cancellationToken)
    {
        var plugin = await reader.VisibleTo(organization.OrganizationId)
            .FirstOrDefaultAsync(row => row.Id == pluginId && row.DeletedAt == null, cancellationToken);
        if (plugin is null)
        {
            return Refusal.NotFound($"Invalid plugin: {pluginId}.");
        }

        var isOwn = plugin.OrganizationId == organization.OrganizationId;
        if (request?.Grants?.FullUserKey == true && !isOwn)
        {
            return Refusal.BadRequest("Only plugins of your own organization can be granted the full rights of the user.");
        }

        await using (var write = await writes.BeginAsync(db, cancellationToken))
        {
            await PutAsync(db, pluginId, GrantsOf(request?.Grants, isOwn), caller, organization.OrganizationId, clock, cancellationToken);
            await write.CommitAsync(cancellationToken);
        }

        return await ReadAsync(db, plugin, organization, reader, cancellationToken);
    }

    private static async Task<Reply<MessageReply>> Uninstall(
        PluginId pluginId, Caller caller, OrganizationAccess organization, LimnDb db, Writes writes, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        await using var write = await writes.BeginAsync(db, cancellationToken);
        var removed = await db.PluginInstallations
            .Where(row => row.PluginId == pluginId && row.OrganizationId == organization.OrganizationId).ExecuteDeleteAsync(cancellationToken);
        if (removed == 0)
        {
            return Refusal.NotFound("The plugin is not installed.");
        }

        await write.RevokePluginKeysAsync(pluginId, organization.OrganizationId, clock.GetUtcNow(), cancellationToken);
        write.Then(PluginUninstalledHandler.Uninstalled, pluginId.ToString(), organization.OrganizationId);
        Audit(db, caller, organization.OrganizationId, "plugin.uninstall", pluginId, clock);
        await write.CommitAsync(cancellationToken);
        return new MessageReply("The plugin is removed.");
    }

    private static async Task PutAsync(
        LimnDb db, PluginId plugin, RunGrants grants, Caller caller, OrganizationId organization, TimeProvider clock, CancellationToken cancellationToken)
    {
        var row = await db.PluginInstallations.FirstOrDefaultAsync(
            row => row.PluginId == plugin && row.OrganizationId == organization, cancellationToken);
        if (row is null)
        {
            row = new PluginInstallation { OrganizationId = organization, PluginId = plugin, InstalledBy = caller.Email, InstalledAt = clock.GetUtcNow() };
            db.PluginInstallations.Add(row);
        }

        row.Grants = grants;
        Audit(db, caller, organization, "plugin.install", plugin, clock);
    }

    private static async Task<InstallationReply> ReadAsync(
        LimnDb db, Plugin plugin, OrganizationAccess organization, PluginReader reader, CancellationToken cancellationToken)
    {
        var row = await db.PluginInstallations.AsNoTracking()
            .FirstAsync(row => row.PluginId == plugin.Id && row.OrganizationId == organization.OrganizationId, cancellationToken);
        return new InstallationReply(
            await reader.DescribeAsync(plugin, organization, cancellationToken),
            new InstallGrants(row.Grants.HasFlag(RunGrants.AllProjects), row.Grants.HasFlag(RunGrants.StorageCredentials), row.Grants.HasFlag(RunGrants.FullUserKey)),
            row.InstalledBy, row.InstalledAt);
    }

    // Own plugins read storage credentials unless the admin says no: the published file explorer needs them.
    private static RunGrants GrantsOf(InstallGrants? grants, bool isOwn) =>
        (grants?.AllProjects == true ? RunGrants.AllProjects : RunGrants.None)
        | (grants?.StorageCredentials ?? isOwn ? RunGrants.StorageCredentials : RunGrants.None)
        | (grants?.FullUserKey == true ? RunGrants.FullUserKey : RunGrants.None);

    private static void Audit(LimnDb db, Caller caller, OrganizationId organization, string action, PluginId plugin, TimeProvider clock) =>
        db.Audit.Add(new AuditEntry
        {
            At = clock.GetUtcNow(), OrganizationId = organization, By = caller.Email, Action = action, Target = plugin.ToString(),
        });
}
