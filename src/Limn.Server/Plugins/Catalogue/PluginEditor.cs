using Limn.Server.Auth;
using Limn.Server.Hosting;
using Limn.Server.Permissions;
using Limn.Server.Plugins.Runs;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Plugins.Catalogue;

/// <summary>Makes, changes and deletes plugins. What running parts must know of it goes through the outbox.</summary>
internal sealed class PluginEditor(LimnDb db, Writes writes, PluginSecrets secrets, PluginRules rules, TimeProvider clock)
{
    private static readonly Refusal IsBuiltIn = Refusal.Conflict("This plugin is part of the server. It can be installed and removed, not changed.");

    public async Task<Reply<Plugin>> CreateAsync(
        WritePluginRequest request, OrganizationAccess organization, Caller caller, CancellationToken cancellationToken)
    {
        if (rules.CheckNew(request) is { } refusal)
        {
            return refusal;
        }

        var now = clock.GetUtcNow();
        var plugin = new Plugin
        {
            Id = Id.New<Plugin>(clock), OrganizationId = organization.OrganizationId, Name = request.Name!.Trim(),
            Type = PluginRules.Parse<PluginType>(request.Type)!.Value, Secret = secrets.NewSecret(), SecretRotatedAt = now,
            CreatedBy = caller.Email, CreatedAt = now, UpdatedAt = now,
        };
        Apply(request, plugin);
        await using var write = await writes.BeginAsync(db, cancellationToken);
        db.Plugins.Add(plugin);
        Audit(caller, organization.OrganizationId, "plugin.create", plugin.Id);
        write.Then(PluginChangedHandler.Changed, plugin.Id.ToString(), plugin.Id);
        await write.CommitAsync(cancellationToken);
        return plugin;
    }

    public async Task<Reply<Plugin>> ChangeAsync(PluginId id, WritePluginRequest request, CancellationToken cancellationToken)
    {
        await using var write = await writes.BeginAsync(db, cancellationToken);
        var plugin = await db.Plugins.FirstAsync(row => row.Id == id, cancellationToken);
        if ((plugin.BuiltIn is null ? rules.CheckChange(request, plugin) : IsBuiltIn) is { } refusal)
        {
            return refusal;
        }

        plugin.Name = request.Name?.Trim() ?? plugin.Name;
        plugin.UpdatedAt = clock.GetUtcNow();
        Apply(request, plugin);
        write.Then(PluginChangedHandler.Changed, id.ToString(), id);
        await write.CommitAsync(cancellationToken);
        return plugin;
    }

    /// <summary>Installations stay and say that the plugin is withdrawn; runs that were sent end by themselves, without a key.</summary>
    public async Task<Refusal?> DeleteAsync(PluginId id, OrganizationAccess organization, Caller caller, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var write = await writes.BeginAsync(db, cancellationToken);
        var plugin = await db.Plugins.FirstAsync(row => row.Id == id, cancellationToken);
        if (plugin.BuiltIn is not null)
        {
            return IsBuiltIn;
        }

        plugin.DeletedAt = now;
        plugin.UpdatedAt = now;
        await write.RevokePluginKeysAsync(id, organization: null, now, cancellationToken);
        Audit(caller, organization.OrganizationId, "plugin.delete", id);
        write.Then(PluginChangedHandler.Changed, id.ToString(), id);
        await write.CommitAsync(cancellationToken);
        return null;
    }

    public async Task<Reply<string>> ShowSecretAsync(PluginId id, OrganizationAccess organization, Caller caller, CancellationToken cancellationToken)
    {
        var plugin = await db.Plugins.AsNoTracking().FirstAsync(row => row.Id == id, cancellationToken);
        if (plugin.BuiltIn is not null)
        {
            return IsBuiltIn;
        }

        await using var write = await writes.BeginAsync(db, cancellationToken);
        Audit(caller, organization.OrganizationId, "plugin.showSecret", id);
        await write.CommitAsync(cancellationToken);
        return secrets.Show(plugin);
    }

    public async Task<Reply<string>> RotateSecretAsync(PluginId id, OrganizationAccess organization, Caller caller, CancellationToken cancellationToken)
    {
        await using var write = await writes.BeginAsync(db, cancellationToken);
        var plugin = await db.Plugins.FirstAsync(row => row.Id == id, cancellationToken);
        if (plugin.BuiltIn is not null)
        {
            return IsBuiltIn;
        }

        secrets.Rotate(plugin);
        Audit(caller, organization.OrganizationId, "plugin.rotateSecret", id);
        write.Then(PluginChangedHandler.Changed, id.ToString(), id);
        await write.CommitAsync(cancellationToken);
        return secrets.Show(plugin);
    }

    private static void Apply(WritePluginRequest request, Plugin plugin)
    {
        plugin.Description = request.Description ?? plugin.Description;
        plugin.Details = request.Details ?? plugin.Details;
        plugin.BannerUrl = request.BannerUrl ?? plugin.BannerUrl;
        plugin.ClassNames = request.ClassNames?.ToArray() ?? plugin.ClassNames;
        plugin.IsPublic = request.Public ?? plugin.IsPublic;
        plugin.Status = PluginRules.Parse<PluginStatus>(request.Status) ?? plugin.Status;
        plugin.DefaultConfig = request.DefaultConfig ?? plugin.DefaultConfig;
        plugin.Connector = PluginRules.Parse<PluginConnector>(request.Connector) ?? plugin.Connector;
        plugin.Url = plugin.Connector == PluginConnector.REST ? request.Url?.TrimEnd('/') ?? plugin.Url : null;
        plugin.Limits = RawJson.From(Overrides(request, PluginOverrides.Of(plugin.Limits)));
    }

    // The timeouts are replaced as a whole, so that one can be taken back.
    private static PluginOverrides Overrides(WritePluginRequest request, PluginOverrides present) =>
        (request.Timeouts is { } times
            ? present with { StartSeconds = times.Start, InactivitySeconds = times.Inactivity, TotalSeconds = times.Total }
            : present) with
        {
            MaxConcurrentRuns = request.MaxConcurrentRuns ?? present.MaxConcurrentRuns,
        };

    private void Audit(Caller caller, OrganizationId organization, string action, PluginId plugin) => db.Audit.Add(new AuditEntry
    {
        At = clock.GetUtcNow(), OrganizationId = organization, By = caller.Email, Action = action, Target = plugin.ToString(),
    });
}
