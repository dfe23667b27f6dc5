using Limn.Server.Plugins.Connections;
using Limn.Server.Plugins.Runs;
using Limn.Server.Plugins.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Plugins.Catalogue;

/// <summary>Tells the plugin's grain that its row has changed.</summary>
internal sealed class PluginChangedHandler(IGrainFactory grains) : IOutboxHandler
{
    public const string Changed = "plugin.changed";

    public string Kind => Changed;

    public Task HandleAsync(string key, IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken) =>
        grains.GetGrain<IPluginGrain>(key).ReloadAsync();
}

/// <summary>Ends the runs that wait for a plugin which their organization has just removed.</summary>
internal sealed class PluginUninstalledHandler(IGrainFactory grains, IDbContextFactory<LimnDb> databases, Writes writes, TimeProvider clock)
    : IOutboxHandler
{
    public const string Uninstalled = "plugin.uninstalled";

    public string Kind => Uninstalled;

    public async Task HandleAsync(string key, IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken)
    {
        var plugin = PluginId.Parse(key, null);
        var organizations = messages.Select(message => message.Payload.To<OrganizationId>()).Distinct().ToList();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var waiting = await db.PluginSessions
            .Where(row => row.PluginId == plugin && row.State == PluginSessionState.Queued && organizations.Contains(row.OrganizationId))
            .Select(row => row.Id).ToListAsync(cancellationToken);
        await Task.WhenAll(waiting.Select(session => grains.GetGrain<IPluginSessionGrain>(session.ToString()).PluginRemovedAsync()));

        // Of runs that were being sent at that moment.
        await using var write = await writes.BeginAsync(db, cancellationToken);
        foreach (var organization in organizations)
        {
            await write.RevokePluginKeysAsync(plugin, organization, clock.GetUtcNow(), cancellationToken);
        }

        await write.CommitAsync(cancellationToken);
    }
}
