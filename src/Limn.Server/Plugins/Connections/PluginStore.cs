using Limn.Server.Plugins.Catalogue;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Limn.Server.Plugins.Connections;

/// <summary>What connections read and write of a plugin's row.</summary>
internal sealed class PluginStore(
    IDbContextFactory<LimnDb> databases, Writes writes, PluginSecrets secrets, IOptions<PluginsOptions> options, TimeProvider clock)
{
    /// <summary>Reads a plugin and its runs under way. Null when it is deleted.</summary>
    public async Task<LoadedPlugin?> LoadAsync(PluginId id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var plugin = await db.Plugins.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.DeletedAt == null, cancellationToken);
        if (plugin is null)
        {
            return null;
        }

        PluginSessionState[] underWay = [PluginSessionState.Dispatched, PluginSessionState.Running];
        var sessions = await db.PluginSessions.Where(session => session.PluginId == id && underWay.Contains(session.State))
            .Select(session => session.Id).ToListAsync(cancellationToken);
        var limits = PluginOverrides.Of(plugin.Limits).ApplyTo(options.Value.For(RunKinds.Of(plugin.Type)));
        return new LoadedPlugin
        {
            Id = id, Connector = plugin.Connector, Url = plugin.Url, Secrets = secrets.Valid(plugin), BuiltIn = plugin.BuiltIn,
            MaxConcurrentRuns = limits.MaxConcurrentRuns, RunTime = limits.Total, SessionsUnderWay = sessions,
        };
    }

    /// <summary>Whether a secret is that of a plugin, or of before a rotation whose overlap lasts.</summary>
    public async Task<SecretCheck> CheckAsync(PluginId id, string secret, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var plugin = await db.Plugins.AsNoTracking()
            .FirstOrDefaultAsync(row => row.Id == id && row.DeletedAt == null && row.BuiltIn == null, cancellationToken);
        return plugin is null ? SecretCheck.UnknownPlugin : secrets.Accepts(plugin, secret) ? SecretCheck.Proved : SecretCheck.WrongSecret;
    }

    public async Task WriteHeartbeatAsync(PluginId id, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await writes.BeginAsync(db, cancellationToken);
        await db.Plugins.Where(row => row.Id == id).ExecuteUpdateAsync(update => update.SetProperty(row => row.LastHeartbeatAt, at), cancellationToken);
        await write.CommitAsync(cancellationToken);
    }

    /// <summary>Notes on the owner's page that somebody tried a wrong secret.</summary>
    public async Task NoteRefusalAsync(PluginId id, string address, int count, CancellationToken cancellationToken)
    {
        DateTimeOffset? now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await writes.BeginAsync(db, cancellationToken);
        await db.Plugins.Where(row => row.Id == id).ExecuteUpdateAsync(
            update => update.SetProperty(row => row.RefusedCount, row => row.RefusedCount + count)
                .SetProperty(row => row.LastRefusedAt, now).SetProperty(row => row.LastRefusedFrom, address),
            cancellationToken);
        await write.CommitAsync(cancellationToken);
    }
}

/// <summary>A plugin in its grain's memory.</summary>
internal sealed record LoadedPlugin
{
    public required PluginId Id { get; init; }

    public required PluginConnector Connector { get; init; }

    public string? Url { get; init; }

    /// <summary>The secret, and after a rotation the one before.</summary>
    public required IReadOnlyList<string> Secrets { get; init; }

    public string? BuiltIn { get; init; }

    public required int MaxConcurrentRuns { get; init; }

    /// <summary>The longest that a run may take.</summary>
    public required TimeSpan RunTime { get; init; }

    public required IReadOnlyList<PluginSessionId> SessionsUnderWay { get; init; }
}

/// <summary>What a connection proved by an id and a secret.</summary>
internal enum SecretCheck
{
    UnknownPlugin,
    WrongSecret,
    Proved,
}
