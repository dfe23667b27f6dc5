using System.Collections.Concurrent;
using Limn.Server.Hosting;
using Limn.Server.Plugins.Sessions;
using Microsoft.Extensions.Options;

namespace Limn.Server.Plugins.Runs;

/// <summary>
/// Turns the calls that a run makes into signs of life: one now and then, also while a long call lasts, and never a write per call. Each
/// process tells of the calls that it serves.
/// </summary>
internal sealed class RunActivity(IGrainFactory grains, IOptions<PluginsOptions> options, TimeProvider clock) : BackgroundService
{
    private readonly ConcurrentDictionary<PluginSessionId, RunCalls> runs = [];

    /// <summary>A call begins; dispose the result when it ends.</summary>
    public IDisposable Begin(PluginSessionId session)
    {
        var calls = CallsOf(session);
        calls.Begin();
        _ = TellAsync(session, calls);
        return calls;
    }

    /// <summary>How long a call has to wait so that the run keeps to its pace.</summary>
    public TimeSpan Delay(PluginSessionId session) => CallsOf(session).Reserve(clock.GetUtcNow());

    /// <summary>A call was refused that clients do not survive; if this one does, its next call says so at once.</summary>
    public Task RefusedAsync(PluginSessionId session)
    {
        CallsOf(session).Forget();
        return grains.GetGrain<IPluginSessionGrain>(session.ToString()).CallRefusedAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.ActivityInterval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                foreach (var (session, calls) in runs)
                {
                    await (calls.IsUnderWay ? TellAsync(session, calls) : ForgetIdleAsync(session, calls));
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The process stops.
        }
    }

    private RunCalls CallsOf(PluginSessionId session) =>
        runs.GetOrAdd(session, _ => new RunCalls(options.Value.CallsPerSecond, options.Value.CallBurst));

    private Task TellAsync(PluginSessionId session, RunCalls calls) => calls.IsDue(clock.GetUtcNow(), options.Value.ActivityInterval)
        ? grains.GetGrain<IPluginSessionGrain>(session.ToString()).TouchAsync()
        : Task.CompletedTask;

    private Task ForgetIdleAsync(PluginSessionId session, RunCalls calls)
    {
        if (calls.IsIdle(clock.GetUtcNow(), options.Value.RunKeyGrace))
        {
            runs.TryRemove(session, out _);
        }

        return Task.CompletedTask;
    }

    /// <summary>The calls of one run.</summary>
    private sealed class RunCalls(int perSecond, int burst) : IDisposable
    {
        private readonly Lock gate = new();
        private readonly TokenBucket bucket = new(perSecond, burst);
        private DateTimeOffset toldAt = DateTimeOffset.MinValue;
        private int underWay;

        public bool IsUnderWay => Volatile.Read(ref underWay) > 0;

        public void Begin() => Interlocked.Increment(ref underWay);

        public void Dispose() => Interlocked.Decrement(ref underWay);

        public TimeSpan Reserve(DateTimeOffset now)
        {
            lock (gate)
            {
                return bucket.Reserve(now);
            }
        }

        public void Forget()
        {
            lock (gate)
            {
                toldAt = DateTimeOffset.MinValue;
            }
        }

        public bool IsDue(DateTimeOffset now, TimeSpan interval)
        {
            lock (gate)
            {
                if (now - toldAt < interval)
                {
                    return false;
                }

                toldAt = now;
                return true;
            }
        }

        public bool IsIdle(DateTimeOffset now, TimeSpan atLeast)
        {
            lock (gate)
            {
                return now - toldAt > atLeast;
            }
        }
    }
}
