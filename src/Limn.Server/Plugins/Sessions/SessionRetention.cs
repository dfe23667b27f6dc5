using Limn.Server.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Limn.Server.Plugins.Sessions;

/// <summary>Removes runs whose time is over, with their logs and keys. Result files go earlier, by their own date.</summary>
internal sealed partial class SessionRetention(
    IDbContextFactory<LimnDb> databases, Writes writes, IOptions<PluginsOptions> options, TimeProvider clock, ILogger<SessionRetention> log)
    : BackgroundService
{
    private const int BatchSize = 100;
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>Removes all of them, some at a time, so that other writers get their turn.</summary>
    public async Task CleanAsync(CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow() - options.Value.SessionRetention;
        while (await CleanSomeAsync(before, cancellationToken) == BatchSize)
        {
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await TryCleanAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The process stops.
        }
    }

    private async Task TryCleanAsync(CancellationToken cancellationToken)
    {
        try
        {
            await CleanAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogCleaningFailed(exception);
        }
    }

    private async Task<int> CleanSomeAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var old = await db.PluginSessions.Where(session => session.EndedAt < before).OrderBy(session => session.Id)
            .Select(session => session.Id).Take(BatchSize).ToListAsync(cancellationToken);
        await using var write = await writes.BeginAsync(db, cancellationToken);
        await db.TakeTurnAsync(Turn.Cleaning, cancellationToken);
        await db.RunKeys.Where(key => old.Contains(key.SessionId)).ExecuteDeleteAsync(cancellationToken);
        await db.PluginLogs.Where(line => old.Contains(line.SessionId)).ExecuteDeleteAsync(cancellationToken);
        await db.PluginSessions.Where(session => old.Contains(session.Id)).ExecuteDeleteAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return old.Count;
    }

    [LoggerMessage(EventId = EventIds.PluginRetentionFailed, Level = LogLevel.Error, Message = "Old runs could not be removed; trying again in an hour")]
    private partial void LogCleaningFailed(Exception exception);
}
