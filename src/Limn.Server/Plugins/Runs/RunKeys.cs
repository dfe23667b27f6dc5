using Limn.Server.Auth;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Plugins.Runs;

/// <summary>Mints the keys of runs, and ends them.</summary>
internal static class RunKeys
{
    /// <summary>Adds a key for a run to a change and returns its text, which is kept nowhere.</summary>
    public static async Task<string> MintRunKeyAsync(
        this Write write, PluginSession session, TimeSpan lifetime, TimeProvider clock, CancellationToken cancellationToken)
    {
        var grants = await write.Db.PluginInstallations
            .Where(row => row.OrganizationId == session.OrganizationId && row.PluginId == session.PluginId)
            .Select(row => row.Grants).FirstOrDefaultAsync(cancellationToken);
        var key = Credentials.NewRunKey();
        var now = clock.GetUtcNow();
        write.Db.RunKeys.Add(new RunKey
        {
            Id = Id.New<RunKey>(clock), Hash = Credentials.Hash(key), UserId = session.RunById, OrganizationId = session.OrganizationId,
            ProjectId = session.ProjectId, PluginId = session.PluginId, SessionId = session.Id, PluginType = session.PluginType, Grants = grants,
            CreatedAt = now, ExpiresAt = now + lifetime,
        });
        return key;
    }

    /// <summary>The run's keys end at <paramref name="at"/>, if they do not before.</summary>
    public static Task ExpireRunKeysAsync(this Write write, PluginSessionId session, DateTimeOffset at, CancellationToken cancellationToken) =>
        write.Db.RunKeys.Where(key => key.SessionId == session && key.ExpiresAt > at)
            .ExecuteUpdateAsync(update => update.SetProperty(key => key.ExpiresAt, at), cancellationToken);

    /// <summary>The run's keys are good no more.</summary>
    public static Task RevokeRunKeysAsync(this Write write, PluginSessionId session, DateTimeOffset now, CancellationToken cancellationToken) =>
        RevokeAsync(write.Db.RunKeys.Where(key => key.SessionId == session), now, cancellationToken);

    /// <summary>The keys of all runs of a plugin are good no more: in one organization, or everywhere.</summary>
    public static Task RevokePluginKeysAsync(
        this Write write, PluginId plugin, OrganizationId? organization, DateTimeOffset now, CancellationToken cancellationToken) =>
        RevokeAsync(
            write.Db.RunKeys.Where(key => key.PluginId == plugin && (organization == null || key.OrganizationId == organization)), now, cancellationToken);

    private static Task<int> RevokeAsync(IQueryable<RunKey> keys, DateTimeOffset now, CancellationToken cancellationToken) =>
        keys.Where(key => key.RevokedAt == null && key.ExpiresAt > now)
            .ExecuteUpdateAsync(update => update.SetProperty(key => key.RevokedAt, now), cancellationToken);
}
