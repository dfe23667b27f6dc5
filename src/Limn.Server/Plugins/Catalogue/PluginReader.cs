using Limn.Server.Permissions;
using Limn.Server.Plugins.BuiltIn;
using Limn.Server.Plugins.Connections;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Plugins.Catalogue;

/// <summary>Reads plugins as the API shows them, with their light.</summary>
internal sealed class PluginReader(LimnDb db, IGrainFactory grains, BuiltInPlugins builtIns)
{
    /// <summary>The plugins that may be seen by an organization: its own, those it installed, and what others publish.</summary>
    public IQueryable<Plugin> VisibleTo(OrganizationId organization) => db.Plugins.AsNoTracking().Where(plugin =>
        (plugin.DeletedAt == null
            && (plugin.OrganizationId == organization || (plugin.IsPublic && plugin.Status == PluginStatus.Listed)))
        || db.PluginInstallations.Any(row => row.PluginId == plugin.Id && row.OrganizationId == organization));

    /// <summary>Describes a page of plugins with three queries in all.</summary>
    /// <param name="viewer">The organization that looks, and the role in it.</param>
    public async Task<List<PluginReply>> DescribeAsync(IReadOnlyList<Plugin> plugins, OrganizationAccess viewer, CancellationToken cancellationToken)
    {
        var owners = plugins.Select(plugin => plugin.OrganizationId).Distinct().ToList();
        var names = await db.Organizations.Where(organization => owners.Contains(organization.Id))
            .ToDictionaryAsync(organization => organization.Id, organization => organization.Name, cancellationToken);
        var ids = plugins.Select(plugin => plugin.Id).ToList();
        var installed = await db.PluginInstallations.Where(row => row.OrganizationId == viewer.OrganizationId && ids.Contains(row.PluginId))
            .Select(row => row.PluginId).ToHashSetAsync(cancellationToken);
        var lights = await Task.WhenAll(plugins.Select(LightOfAsync));
        return [.. plugins.Select((plugin, index) =>
            Describe(plugin, names[plugin.OrganizationId], lights[index], installed.Contains(plugin.Id), viewer))];
    }

    public async Task<PluginReply> DescribeAsync(Plugin plugin, OrganizationAccess viewer, CancellationToken cancellationToken) =>
        (await DescribeAsync([plugin], viewer, cancellationToken))[0];

    /// <summary>The light of a plugin. What the server hosts itself is always there.</summary>
    private Task<PluginLiveness> LightOfAsync(Plugin plugin) => plugin switch
    {
        { DeletedAt: not null } => Task.FromResult(PluginLiveness.None),
        { BuiltIn: { } name } => Task.FromResult(new PluginLiveness(builtIns.Has(name), [])),
        _ => grains.GetGrain<IPluginGrain>(plugin.Id.ToString()).GetLivenessAsync(plugin.Connector),
    };

    private static PluginReply Describe(Plugin plugin, string owner, PluginLiveness light, bool isInstalled, OrganizationAccess viewer) => new(
        plugin.Id, plugin.Name, plugin.Description, plugin.Details, plugin.BannerUrl, plugin.Type, plugin.ClassNames, plugin.IsPublic, plugin.Status,
        plugin.DefaultConfig, plugin.Connector, plugin.OrganizationId, owner, plugin.BuiltIn, light.IsLive, light.Connections.Length, isInstalled,
        plugin.DeletedAt is not null, plugin.CreatedBy, plugin.CreatedAt, plugin.UpdatedAt,
        IsOwner(plugin, viewer) ? DescribeDevelopment(plugin, light) : null);

    private static bool IsOwner(Plugin plugin, OrganizationAccess viewer) =>
        plugin.BuiltIn is null && plugin.OrganizationId == viewer.OrganizationId && PermissionTable.Allows(Permission.PluginDevelop, viewer.Role);

    private static PluginDevelopment DescribeDevelopment(Plugin plugin, PluginLiveness light)
    {
        var overrides = PluginOverrides.Of(plugin.Limits);
        return new PluginDevelopment(
            plugin.Url, new PluginTimeouts(overrides.StartSeconds, overrides.InactivitySeconds, overrides.TotalSeconds), overrides.MaxConcurrentRuns,
            Array.ConvertAll(light.Connections, connection => new ConnectionReply(connection.Address, connection.ConnectedAt)),
            plugin.LastHeartbeatAt, plugin.SecretRotatedAt, plugin.PreviousSecretUntil, plugin.RefusedCount, plugin.LastRefusedAt, plugin.LastRefusedFrom);
    }
}
