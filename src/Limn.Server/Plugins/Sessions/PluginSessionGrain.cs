using Limn.Server.Hosting;
using Limn.Server.Live;
using Limn.Server.Plugins.Connections;

namespace Limn.Server.Plugins.Sessions;

/// <summary>Feeds what happens to <see cref="SessionMachine"/>, writes what it decides, and keeps the clocks of the run.</summary>
internal sealed partial class PluginSessionGrain(
    SessionStore store, LiveTopics live, Limits limits, TimeProvider clock, ILogger<PluginSessionGrain> log) : Grain, IPluginSessionGrain
{
    // Shorter than the time after which an idle grain is collected: an open run stays in memory.
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(5);
    private readonly LogQuota quota = new(limits.PluginLogLinesPerSecond, limits.PluginLogLines);
    private OpenSession? session;
    private IGrainTimer? timer;

    private PluginSessionId Id => PluginSessionId.Parse(this.GetPrimaryKeyString(), null);

    public async Task EnsureAsync()
    {
        if (await FindAsync() is not { } open)
        {
            return;
        }

        if (open.Status.State == PluginSessionState.Queued)
        {
            await PluginIsOnlineAsync(await PluginOf(open).EnqueueAsync(Id));
        }
        else if (open.Status.IsSent && !await IsConnectedAsync(open))
        {
            await ApplyAsync(open, new SessionEvent.ConnectionLost(null));
        }

        Schedule();
    }

    public async Task<DispatchOutcome> DispatchAsync(string connectionId, IPluginConnection connection)
    {
        if (await FindAsync() is not { Status.State: PluginSessionState.Queued } open)
        {
            return DispatchOutcome.NotWaiting;
        }

        var sent = Decide(open, new SessionEvent.Dispatched(connectionId));
        var key = await WrittenAsync(store.WriteDispatchAsync(open.Stored, sent, CancellationToken.None));
        await EnterAsync(open, sent);
        return await SendAsync(session!, connection, key);
    }

    public async Task PluginIsOnlineAsync(bool isOnline)
    {
        if (await FindAsync() is { } open)
        {
            await ApplyAsync(open, isOnline ? new SessionEvent.PluginOnline() : new SessionEvent.PluginOffline());
        }
    }

    public async Task ConnectionLostAsync(string? connectionId)
    {
        if (await FindAsync() is { } open)
        {
            await ApplyAsync(open, new SessionEvent.ConnectionLost(connectionId));
        }
    }

    public async Task<bool> LogAsync(SessionSource source, PluginLogEntry[] entries)
    {
        if (await FindAsync(source) is not { Status.IsSent: true } open)
        {
            return false;
        }

        var kept = entries[..quota.Take(entries.Length, open.Stored.Row.LogCount, clock.GetUtcNow())];
        var error = Array.FindLast(kept, entry => entry.Level == PluginLogLevel.Error)?.Message;
        var next = Decide(open, new SessionEvent.Active(source.ConnectionId, error));
        if (kept.Length == 0)
        {
            open.Stored.Row.DroppedLogs += entries.Length;
            await MoveAsync(open, next);
            return true;
        }

        var lines = await WrittenAsync(
            store.WriteLogAsync(open.Stored, next, kept, entries.Length - kept.Length, CancellationToken.None));
        await EnterAsync(open, next, hasProgress: Array.Exists(kept, entry => entry.Progress is not null));
        await live.PublishAsync(LiveTopics.PluginSession(Id), "log", lines.ConvertAll(LogLineReply.From));
        return true;
    }

    public async Task<bool> RespondAsync(SessionSource source, PluginAnswer answer)
    {
        if (await FindAsync(source) is not { } open)
        {
            return false;
        }

        var isTaken = await ApplyAsync(open, await ReadAsync(open, answer, source));
        if (!isTaken)
        {
            LogAnswerDropped(Id, open.Status.State);
        }

        return isTaken;
    }

    public async Task AcknowledgeAsync(SessionSource source)
    {
        if (await FindAsync(source) is { } open)
        {
            await ApplyAsync(open, new SessionEvent.Acked(source.ConnectionId));
        }
    }

    public async Task TouchAsync()
    {
        if (await FindAsync() is { } open)
        {
            await ApplyAsync(open, new SessionEvent.Active());
        }
    }

    public async Task CallRefusedAsync()
    {
        if (await FindAsync() is { } open)
        {
            await ApplyAsync(open, new SessionEvent.CallRefused());
        }
    }

    public async Task<bool> CancelAsync(UserId by)
    {
        if (await FindAsync() is not { } open)
        {
            return false;
        }

        var connectionId = open.Status.ConnectionId;
        var isCancelled = await ApplyAsync(open, new SessionEvent.CancelRequested(), by);
        if (isCancelled && connectionId is not null)
        {
            await PluginOf(open).CancelAsync(Id, connectionId);
        }

        return isCancelled;
    }

    public async Task PluginRemovedAsync()
    {
        if (await FindAsync() is { } open)
        {
            await ApplyAsync(open, new SessionEvent.PluginRemoved());
        }
    }

    private IPluginGrain PluginOf(OpenSession open) => GrainFactory.GetGrain<IPluginGrain>(open.Stored.Row.PluginId.ToString());

    private SessionStatus Decide(OpenSession open, SessionEvent happened) =>
        SessionMachine.Apply(open.Status, happened, clock.GetUtcNow(), open.Stored.Rules);

    /// <summary>The run, read anew when a failed write left its state in doubt. Null when there is no such run.</summary>
    private async Task<OpenSession?> FindAsync()
    {
        if (session is null && await store.LoadAsync(Id, CancellationToken.None) is { } stored)
        {
            session = OpenSession.From(stored, clock.GetUtcNow());
            Schedule();
        }

        if (session is null)
        {
            DeactivateOnIdle();
        }

        return session;
    }

    /// <summary>The run, if <paramref name="source"/> may speak of it.</summary>
    private async Task<OpenSession?> FindAsync(SessionSource source)
    {
        var open = await FindAsync();
        if (open is null || open.Stored.Row.PluginId == source.Plugin)
        {
            return open;
        }

        LogForeignMessage(Id, source.Plugin, open.Stored.Row.PluginId);
        return null;
    }

    private async Task<bool> IsConnectedAsync(OpenSession open) =>
        open.Status.State == PluginSessionState.Orphaned
        || (open.Status.ConnectionId is { } connectionId && await PluginOf(open).HasConnectionAsync(connectionId));

    private async Task<DispatchOutcome> SendAsync(OpenSession open, IPluginConnection connection, string key)
    {
        var connectionId = open.Status.ConnectionId;
        try
        {
            if (await connection.DispatchAsync(open.Stored.ToDispatch(key)))
            {
                return DispatchOutcome.Sent;
            }
        }
        catch (Exception exception)
        {
            // Perhaps it was sent, so it is not sent again; if it was, the plugin will be heard of.
            LogDispatchUnknown(exception, Id);
            await ApplyAsync(open, new SessionEvent.ConnectionLost(connectionId));
            return DispatchOutcome.Sent;
        }

        var back = Decide(open, new SessionEvent.NotSent());
        await WrittenAsync(store.WriteReturnAsync(open.Stored, back, CancellationToken.None));
        await EnterAsync(open, back);
        return DispatchOutcome.ConnectionClosed;
    }

    private async Task<SessionEvent> ReadAsync(OpenSession open, PluginAnswer answer, SessionSource source)
    {
        if (answer.IsError)
        {
            return new SessionEvent.Failed(answer.Message ?? answer.Text);
        }

        if (answer.Text is not { } text)
        {
            return open.Status.Kind == RunKind.Batch ? new SessionEvent.Succeeded(answer.Message) : new SessionEvent.Acked(source.ConnectionId);
        }

        return await store.FindResultAsync(open.Stored.Row, text, CancellationToken.None) switch
        {
            { IsStored: true } file => new SessionEvent.Succeeded(answer.Message, file.Key),
            { IsStored: false } => new SessionEvent.Failed("The plugin named a file that it has not uploaded."),
            null => new SessionEvent.Succeeded(answer.Message is { } words ? $"{words} {text}" : text),
        };
    }

    [LoggerMessage(EventId = EventIds.PluginMessageDropped, Level = LogLevel.Warning,
        Message = "A message about session {Session} from plugin {From} is dropped: the run is plugin {Owner}'s")]
    private partial void LogForeignMessage(PluginSessionId session, PluginId from, PluginId owner);

    [LoggerMessage(EventId = EventIds.PluginAnswerDropped, Level = LogLevel.Information,
        Message = "An answer to session {Session} is dropped: the run is {State}")]
    private partial void LogAnswerDropped(PluginSessionId session, PluginSessionState state);

    [LoggerMessage(EventId = EventIds.PluginDispatchFailed, Level = LogLevel.Warning, Message = "It is unknown whether session {Session} was sent")]
    private partial void LogDispatchUnknown(Exception exception, PluginSessionId session);
}
