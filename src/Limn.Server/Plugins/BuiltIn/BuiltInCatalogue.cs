using Limn.Server.Plugins.Catalogue;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Plugins.BuiltIn;

/// <summary>
/// Gives every organization an entry of each built-in plugin, installed. Whoever removes one keeps it removed: only missing entries are
/// made.
/// </summary>
internal sealed class BuiltInCatalogue(
    BuiltInPlugins builtIns, PluginSecrets secrets, IDbContextFactory<LimnDb> databases, Writes writes, TimeProvider clock)
{
    private const string Author = "Limn";

    /// <summary>Before the server listens, for all organizations that are there.</summary>
    public async Task InstallAsync(CancellationToken cancellationToken)
    {
        foreach (var plugin in builtIns.All)
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            await using var write = await writes.BeginAsync(db, cancellationToken);
            var missing = await db.Organizations
                .Where(organization => !db.Plugins.Any(row => row.OrganizationId == organization.Id && row.BuiltIn == plugin.Name))
                .Select(organization => organization.Id).ToListAsync(cancellationToken);
            missing.ForEach(organization => Add(write, plugin, organization));
            await RefreshTextsAsync(db, plugin, cancellationToken);
            await write.CommitAsync(cancellationToken);
        }
    }

    /// <summary>Adds all of them to the change that makes an organization.</summary>
    public void AddTo(Write write, OrganizationId organization)
    {
        foreach (var plugin in builtIns.All)
        {
            Add(write, plugin, organization);
        }
    }

    private void Add(Write write, BuiltInPlugin plugin, OrganizationId organization)
    {
        var now = clock.GetUtcNow();
        var id = Id.New<Plugin>(clock);
        write.Db.Plugins.Add(new Plugin
        {
            Id = id, OrganizationId = organization, BuiltIn = plugin.Name, Name = plugin.Title, Description = plugin.Description,
            Details = plugin.Details, DefaultConfig = plugin.DefaultConfig, Type = PluginType.Export, Status = PluginStatus.Listed,
            Secret = secrets.NewSecret(), SecretRotatedAt = now, CreatedBy = Author, CreatedAt = now, UpdatedAt = now,
        });
        write.Db.PluginInstallations.Add(new PluginInstallation
        {
            OrganizationId = organization, PluginId = id, InstalledBy = Author, InstalledAt = now,
        });
    }

    // A new version of the server may describe its plugin anew.
    private static Task<int> RefreshTextsAsync(LimnDb db, BuiltInPlugin plugin, CancellationToken cancellationToken) =>
        db.Plugins.Where(row => row.BuiltIn == plugin.Name).ExecuteUpdateAsync(
            update => update.SetProperty(row => row.Name, plugin.Title).SetProperty(row => row.Description, plugin.Description)
                .SetProperty(row => row.Details, plugin.Details).SetProperty(row => row.DefaultConfig, plugin.DefaultConfig),
            cancellationToken);
}
