using Limn.Server.Cluster;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Plugins.Sessions;

/// <summary>
/// Makes sure that every open run has its grain: at start, when all grains are gone, and now and then, since a process of the cluster may
/// have died. A run whose connection is gone becomes an orphan there.
/// </summary>
internal sealed partial class SessionRecovery(IDbContextFactory<LimnDb> databases, IGrainFactory grains, TimeProvider clock, ILogger<SessionRecovery> log)
    : BackgroundService, IProcessLossListener
{
    private const int PageSize = 500;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    public Task ProcessLostAsync(CancellationToken cancellationToken) => EnsureAllAsync(cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            do
            {
                await TryEnsureAllAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process stops.
        }
    }

    private async Task TryEnsureAllAsync(CancellationToken cancellationToken)
    {
        try
        {
            await EnsureAllAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogRecoveryFailed(exception);
        }
    }

    private async Task EnsureAllAsync(CancellationToken cancellationToken)
    {
        var after = default(PluginSessionId);
        while (await ReadPageAsync(after, cancellationToken) is { Count: > 0 } page)
        {
            await Task.WhenAll(page.Select(session => grains.GetGrain<IPluginSessionGrain>(session.ToString()).EnsureAsync()));
            after = page[^1];
        }
    }

    private async Task<List<PluginSessionId>> ReadPageAsync(PluginSessionId after, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.PluginSessions.Where(session => session.EndedAt == null && session.Id > after)
            .OrderBy(session => session.Id).Select(session => session.Id).Take(PageSize).ToListAsync(cancellationToken);
    }

    [LoggerMessage(EventId = Hosting.EventIds.PluginRecoveryFailed, Level = LogLevel.Error, Message = "Open runs could not be looked after; trying again")]
    private partial void LogRecoveryFailed(Exception exception);
}

/// <summary>Hands a run to its grain once the change that made it has committed.</summary>
internal sealed class RunStartHandler(IGrainFactory grains) : IOutboxHandler
{
    public string Kind => Runs.RunStarter.StartKind;

    public Task HandleAsync(string key, IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken) =>
        grains.GetGrain<IPluginSessionGrain>(key).EnsureAsync();
}
