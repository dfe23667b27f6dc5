using Limn.Server.Auth;
using Limn.Server.Hosting;
using Limn.Server.Permissions;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Plugins.Catalogue;

/// <summary>The catalogue: directory, own plugins, their secrets. Extensions of the API.</summary>
internal static class PluginsApi
{
    public static void MapCatalogue(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/plugins").WithTags("Plugins");
        group.MapGet("", List).Needs(Permission.PluginDirectoryRead, Scopes.CurrentOrganization)
            .WithSummary("Plugins by scope: directory (what can be installed), organization (what is), development (one's own)");
        group.MapPost("", Create).Needs(Permission.PluginDevelop, Scopes.CurrentOrganization).Creates()
            .WithSummary("Make a plugin; the answer holds its secret");
        group.MapGet("/{pluginId}", Get).Needs(Permission.PluginDirectoryRead, Scopes.CurrentOrganization).WithSummary("One plugin");
        group.MapPatch("/{pluginId}", Change).Needs(Permission.PluginDevelop, PluginScopes.Owner)
            .WithSummary("Change a plugin; what is left out stays");
        group.MapDelete("/{pluginId}", Delete).Needs(Permission.PluginDevelop, PluginScopes.Owner)
            .WithSummary("Withdraw a plugin; organizations that installed it see that it is withdrawn");
        group.MapGet("/{pluginId}/secret", ShowSecret).Needs(Permission.PluginDevelop, PluginScopes.Owner).WithSummary("Show the secret");
        group.MapPost("/{pluginId}/secret", RotateSecret).Needs(Permission.PluginDevelop, PluginScopes.Owner)
            .WithSummary("Make a new secret; the one before is good for 24 hours more");
    }

    private static async Task<Reply<PluginsReply>> List(
        string? scope, [AsParameters] PageQuery page, OrganizationAccess organization, LimnDb db, PluginReader reader, Limits limits,
        CancellationToken cancellationToken)
    {
        var id = organization.OrganizationId;
        var all = db.Plugins.AsNoTracking();
        switch (scope ?? "directory")
        {
            case "directory":
                all = all.Where(plugin => plugin.DeletedAt == null && plugin.Status == PluginStatus.Listed
                    && (plugin.IsPublic || plugin.OrganizationId == id));
                break;
            case "organization":
                all = all.Where(plugin => db.PluginInstallations.Any(row => row.PluginId == plugin.Id && row.OrganizationId == id));
                break;
            case "development" when PermissionTable.Allows(Permission.PluginDevelop, organization.Role):
                all = all.Where(plugin => plugin.DeletedAt == null && plugin.OrganizationId == id && plugin.BuiltIn == null);
                break;
            case "development":
                return Refusal.Forbidden($"Your role, {organization.Role}, does not give the right {Permission.PluginDevelop}.");
            default:
                return Refusal.BadRequest("A scope is directory, organization or development.");
        }

        var query = page with { Limit = page.Limit ?? limits.PageSize };
        var total = await all.CountAsync(cancellationToken);
        var rows = await all.OrderBy(plugin => plugin.Name).ThenBy(plugin => plugin.Id).Skip(query.Skip(limits)).Take(query.Take(limits))
            .ToListAsync(cancellationToken);
        return new PluginsReply(await reader.DescribeAsync(rows, organization, cancellationToken), total);
    }

    private static async Task<Reply<CreatedPluginReply>> Create(
        WritePluginRequest request, Caller caller, OrganizationAccess organization, PluginEditor editor, PluginReader reader, PluginSecrets secrets,
        CancellationToken cancellationToken)
    {
        var created = await editor.CreateAsync(request, organization, caller, cancellationToken);
        return created.Refusal is { } refusal
            ? refusal
            : new CreatedPluginReply(await reader.DescribeAsync(created.Value!, organization, cancellationToken), secrets.Show(created.Value!));
    }

    private static async Task<Reply<OnePluginReply>> Get(
        PluginId pluginId, OrganizationAccess organization, PluginReader reader, CancellationToken cancellationToken)
    {
        var plugin = await reader.VisibleTo(organization.OrganizationId).FirstOrDefaultAsync(row => row.Id == pluginId, cancellationToken);
        return plugin is null
            ? Refusal.NotFound($"Invalid plugin: {pluginId}.")
            : new OnePluginReply(await reader.DescribeAsync(plugin, organization, cancellationToken));
    }

    private static async Task<Reply<OnePluginReply>> Change(
        PluginId pluginId, WritePluginRequest request, OrganizationAccess organization, PluginEditor editor, PluginReader reader,
        CancellationToken cancellationToken)
    {
        var changed = await editor.ChangeAsync(pluginId, request, cancellationToken);
        return changed.Refusal is { } refusal
            ? refusal
            : new OnePluginReply(await reader.DescribeAsync(changed.Value!, organization, cancellationToken));
    }

    private static async Task<Reply<MessageReply>> Delete(
        PluginId pluginId, Caller caller, OrganizationAccess organization, PluginEditor editor, CancellationToken cancellationToken) =>
        await editor.DeleteAsync(pluginId, organization, caller, cancellationToken) is { } refusal
            ? refusal
            : new MessageReply("The plugin is withdrawn.");

    private static async Task<Reply<SecretReply>> ShowSecret(
        PluginId pluginId, Caller caller, OrganizationAccess organization, PluginEditor editor, CancellationToken cancellationToken) =>
        ToReply(await editor.ShowSecretAsync(pluginId, organization, caller, cancellationToken));

    private static async Task<Reply<SecretReply>> RotateSecret(
        PluginId pluginId, Caller caller, OrganizationAccess organization, PluginEditor editor, CancellationToken cancellationToken) =>
        ToReply(await editor.RotateSecretAsync(pluginId, organization, caller, cancellationToken));

    private static Reply<SecretReply> ToReply(Reply<string> secret) =>
        secret.Refusal is { } refusal ? refusal : new SecretReply(secret.Value!);
}
