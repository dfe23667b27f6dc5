using Limn.Server.Hosting;
using Limn.Server.Live;

namespace Limn.Server.Plugins.Sessions;

/// <content>From one status to the next: the row, the clock, and those who must know.</content>
internal sealed partial class PluginSessionGrain
{
    /// <summary>Lets something happen to the run. False when it left the run as it was.</summary>
    private async Task<bool> ApplyAsync(OpenSession open, SessionEvent happened, UserId? by = null)
    {
        var next = Decide(open, happened);
        if (ReferenceEquals(next, open.Status))
        {
            return false;
        }

        await MoveAsync(open, next, by);
        return true;
    }

    private async Task MoveAsync(OpenSession open, SessionStatus next, UserId? by = null)
    {
        if (!next.IsOpen)
        {
            await WrittenAsync(store.WriteEndAsync(open.Stored, next, by, CancellationToken.None));
            LogEnded(Id, next.State);
        }
        else if (next.IsWorthWriting(open.Status))
        {
            await WrittenAsync(store.WriteProgressAsync(open.Stored, next, CancellationToken.None));
        }

        await EnterAsync(open, next);
    }

    /// <summary>Takes over a status that is written.</summary>
    private async Task EnterAsync(OpenSession open, SessionStatus next, bool hasProgress = false)
    {
        session = open with { Status = next };
        Schedule();
        if (next.State == open.Status.State)
        {
            if (hasProgress)
            {
                await PublishAsync(session);
            }

            return;
        }

        await PublishAsync(session);
        if (open.Status.State == PluginSessionState.Orphaned && next.State == PluginSessionState.Running)
        {
            await PluginOf(open).HoldAsync(Id);
        }
        else if (next.State == PluginSessionState.Orphaned || !next.IsOpen)
        {
            await PluginOf(open).ReleaseAsync(Id);
        }

        if (!next.IsOpen)
        {
            DeactivateOnIdle();
        }
    }

    /// <summary>After a failed write nobody knows what the row holds, so it is read again before anything else.</summary>
    private async Task<T> WrittenAsync<T>(Task<T> write)
    {
        try
        {
            return await write;
        }
        catch
        {
            session = null;
            Sleep(RetryDelay);
            throw;
        }
    }

    private Task<bool> WrittenAsync(Task write) => WrittenAsync(AsResultAsync(write));

    private static async Task<bool> AsResultAsync(Task task)
    {
        await task;
        return true;
    }

    private void Schedule()
    {
        if (session is not { Status.IsOpen: true } open)
        {
            timer?.Dispose();
            timer = null;
            return;
        }

        var wait = SessionMachine.NextDeadline(open.Status, open.Stored.Rules) - clock.GetUtcNow() ?? LongestSleep;
        Sleep(TimeSpan.FromMilliseconds(Math.Clamp(Math.Ceiling(wait.TotalMilliseconds), 1, LongestSleep.TotalMilliseconds)));
    }

    private void Sleep(TimeSpan wait)
    {
        timer ??= this.RegisterGrainTimer(
            _ => WakeAsync(), new GrainTimerCreationOptions(wait, Timeout.InfiniteTimeSpan) { KeepAlive = true });
        timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    private async Task WakeAsync()
    {
        if (await FindAsync() is not { } open || await ApplyAsync(open, new SessionEvent.Tick()))
        {
            return;
        }

        // A run that waits asks for its place again: the plugin's grain may have been lost with its process.
        await (open.Status.State == PluginSessionState.Queued ? EnsureAsync() : Task.CompletedTask);
        Schedule();
    }

    private Task PublishAsync(OpenSession open) =>
        live.PublishAsync(LiveTopics.PluginSession(Id), "session", LiveSession.From(open.Stored.Row, open.Status));

    [LoggerMessage(EventId = EventIds.PluginSessionEnded, Level = LogLevel.Information, Message = "Session {Session} ended: {State}")]
    private partial void LogEnded(PluginSessionId session, PluginSessionState state);
}
