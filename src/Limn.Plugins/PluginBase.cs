using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Limn.Plugins.Runs;
using Limn.Plugins.Transports;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Limn.Plugins;

/// <summary>
/// What all plugins have in common: runs come in, at most <see cref="PluginOptions.MaxConcurrentRuns"/> are carried out at a
/// time, and whatever happens in one ends as its answer. Start one with <see cref="PluginRunner"/> or
/// <see cref="PluginServiceCollectionExtensions.AddLimnPlugin"/>. Thread safe.
/// </summary>
public abstract partial class PluginBase
{
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(5);

    private readonly RunGate gate;
    private readonly ConcurrentDictionary<PluginRun, TaskCompletionSource> active = new();
    private readonly object stateGuard = new();
    private volatile bool isStopping;

    private protected PluginBase(PluginOptions options)
    {
        options.Validate();
        Options = options;
        gate = new RunGate(options.MaxConcurrentRuns);
        Loggers = options.LoggerFactory ?? NullLoggerFactory.Instance;
    }

    /// <summary>Who the plugin is and how it behaves.</summary>
    public PluginOptions Options { get; }

    /// <summary>Whether runs can reach it.</summary>
    public PluginState State { get; private set; }

    /// <summary>Raised after each change of <see cref="State"/>, on the thread that made it. An exception of a handler is logged.</summary>
    public event EventHandler<PluginStateChanged>? StateChanged;

    internal ILoggerFactory Loggers { get; set; }

    internal bool IsStopping => isStopping;

    private ILogger Local => Loggers.CreateLogger("Limn.Plugins");

    /// <summary>
    /// Carries out one run, and returns when its handler has ended: what the wire calls the acknowledgement. Never throws for
    /// what happens in the run.
    /// </summary>
    internal async Task<RunOutcome> RunAsync(JsonObject payload, IPluginRunSink sink, CancellationToken cancellationToken)
    {
        var run = new PluginRun(Options, payload, sink, Local, cancellationToken);
        active[run] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!isStopping)
            return await DispatchAsync(run);
        run.Cancel();
        return await ExecuteAsync(run, null);
    }

    internal void Cancel(string session)
    {
        foreach (var run in active.Keys.Where(run => run.Payload.Session == session))
            run.Cancel();
    }

    internal void CancelAll()
    {
        foreach (var run in active.Keys)
            run.Cancel();
    }

    /// <summary>Lets running work end, for the drain time; then cancels it and hears its last words.</summary>
    internal async Task DrainAsync()
    {
        isStopping = true;
        if (active.IsEmpty)
            return;
        Draining(Local, active.Count, Options.DrainTime);
        if (await EndWithinAsync(Options.DrainTime))
            return;
        CancelAll();
        await EndWithinAsync(LastWords);
    }

    internal void SetState(PluginState state)
    {
        PluginState previous;
        lock (stateGuard)
        {
            previous = State;
            State = state;
        }

        if (previous != state)
            Tell(new PluginStateChanged(previous, state));
    }

    private protected virtual Task<RunOutcome> DispatchAsync(PluginRun run) => ExecuteAsync(run, gate);

    private protected abstract Task<RunOutcome> HandleAsync(PluginRun run);

    /// <summary>Carries the run out and ends it, whatever happens.</summary>
    private protected async Task<RunOutcome> ExecuteAsync(PluginRun run, RunGate? entrance)
    {
        var hasEntered = false;
        try
        {
            if (entrance is not null)
                await entrance.EnterAsync(run.Token);
            hasEntered = entrance is not null;
            run.Token.ThrowIfCancellationRequested();
            RunStarted(Local, run.Payload.Session);
            // Whoever brought the run goes on at once, whatever the author's function does before its first await.
            return await Task.Run(() => HandleAsync(run), CancellationToken.None);
        }
        catch (Exception e)
        {
            return await ReportAsync(run, e);
        }
        finally
        {
            if (hasEntered)
                entrance!.Leave();
            End(run);
        }
    }

    /// <summary>Sends a value as the answer; null means that there is nothing to say, and the acknowledgement says it.</summary>
    private protected static async Task<RunOutcome> AnswerAsync(PluginRun run, JsonNode? value)
    {
        if (value is not null)
            await run.RespondAsync(new JsonObject { ["response"] = value });
        return RunOutcome.Answered;
    }

    private static async Task<RunOutcome> ReportAsync(PluginRun run, Exception failure)
    {
        var message = ErrorText.Short(failure);
        if (failure is OperationCanceledException && run.Token.IsCancellationRequested)
        {
            message = "The run was cancelled.";
            run.Logger.Warning(message);
        }
        else if (failure is TransferException)
        {
            run.Logger.Error(message);
        }
        else
        {
            run.Logger.Error(ErrorText.Long(failure));
        }

        await run.RespondAsync(new JsonObject { ["error"] = true, ["message"] = message });
        return failure is TransferException ? RunOutcome.TransferFailed : RunOutcome.CallbackFailed;
    }

    private void Tell(PluginStateChanged change)
    {
        try
        {
            StateChanged?.Invoke(this, change);
        }
        catch (Exception e)
        {
            // The connection is worth more than what somebody wants to do when it changes.
            StateHandlerFailed(Local, e);
        }
    }

    private void End(PluginRun run)
    {
        RunEnded(Local, run.Payload.Session);
        run.Dispose();
        if (active.TryRemove(run, out var ended))
            ended.SetResult();
    }

    private async Task<bool> EndWithinAsync(TimeSpan limit)
    {
        try
        {
            await Task.WhenAll(active.Values.Select(ended => ended.Task)).WaitAsync(limit, Options.TimeProvider);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    [LoggerMessage(PluginEvents.RunStarted, LogLevel.Debug, "Run {Session} has started.")]
    private static partial void RunStarted(ILogger logger, string session);

    [LoggerMessage(PluginEvents.RunEnded, LogLevel.Debug, "Run {Session} has ended.")]
    private static partial void RunEnded(ILogger logger, string session);

    [LoggerMessage(PluginEvents.StateHandlerFailed, LogLevel.Error, "A handler of StateChanged has failed.")]
    private static partial void StateHandlerFailed(ILogger logger, Exception exception);

    [LoggerMessage(PluginEvents.Draining, LogLevel.Information, "Stopping: {Runs} runs have {Limit} to end.")]
    private static partial void Draining(ILogger logger, int runs, TimeSpan limit);
}
