using System.Collections.Frozen;
using Limn.Server.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Database;

/// <summary>
/// Carries out what the outbox holds. Each process of a cluster runs one; they share the messages. A message whose dispatcher died is handled
/// again, which handlers allow for.
/// </summary>
internal sealed partial class OutboxDispatcher(
    IDbContextFactory<LimnDb> databases, Writes writes, OutboxSignal signal, IEnumerable<IOutboxHandler> handlers, IHostApplicationLifetime lifetime,
    TimeProvider clock, ILogger<OutboxDispatcher> log) : BackgroundService
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(5);
    private readonly FrozenDictionary<string, IOutboxHandler> handlers = handlers.ToFrozenDictionary(handler => handler.Kind);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.WaitForStartAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await DispatchAsync(stoppingToken) == OutboxClaim.MostMessages)
                {
                }

                await signal.WaitAsync(PollInterval, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                LogDispatchFailed(exception);
                await Task.Delay(PollInterval, clock, stoppingToken);
            }
        }
    }

    private async Task<int> DispatchAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var claim = await OutboxClaim.TakeAsync(db, clock.GetUtcNow(), cancellationToken);
        foreach (var group in claim.Messages.GroupBy(message => (message.Kind, message.Key)).TakeWhile(_ => claim.IsFresh(clock.GetUtcNow())))
        {
            await HandleAsync(db, group.Key.Kind, group.Key.Key, [.. group], cancellationToken);
            claim.Settle(group.Select(message => message.Id));
        }

        return claim.Messages.Count;
    }

    private async Task HandleAsync(LimnDb db, string kind, string key, List<OutboxMessage> messages, CancellationToken cancellationToken)
    {
        var ids = messages.ConvertAll(message => message.Id);
        try
        {
            await handlers[kind].HandleAsync(key, messages, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogHandlerFailed(exception, kind, key);
            await PutOffAsync(db, ids, messages.Max(message => message.Attempts), cancellationToken);
            return;
        }

        await using var write = await writes.BeginAsync(db, cancellationToken);
        await db.Outbox.Where(message => ids.Contains(message.Id)).ExecuteDeleteAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
    }

    private async Task PutOffAsync(LimnDb db, List<long> ids, int attempts, CancellationToken cancellationToken)
    {
        var delay = TimeSpan.FromSeconds(Math.Min(LongestDelay.TotalSeconds, Math.Pow(2, attempts)));
        var notBefore = clock.GetUtcNow() + delay;
        await using var write = await writes.BeginAsync(db, cancellationToken);
        await db.Outbox.Where(message => ids.Contains(message.Id)).ExecuteUpdateAsync(
            update => update.SetProperty(message => message.NotBefore, notBefore).SetProperty(message => message.Attempts, attempts + 1),
            cancellationToken);
        await write.CommitAsync(cancellationToken);
    }

    [LoggerMessage(EventId = EventIds.OutboxDispatchFailed, Level = LogLevel.Error, Message = "The outbox could not be read; trying again")]
    private partial void LogDispatchFailed(Exception exception);

    [LoggerMessage(EventId = EventIds.OutboxHandlerFailed, Level = LogLevel.Warning, Message = "Outbox message {Kind} for {Key} failed and is put off")]
    private partial void LogHandlerFailed(Exception exception, string kind, string key);
}
