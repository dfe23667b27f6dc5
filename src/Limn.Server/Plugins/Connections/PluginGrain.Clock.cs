namespace Limn.Server.Plugins.Connections;

/// <content>The connection that the server itself opens (a listener, a hosted plugin), and the clock.</content>
internal sealed partial class PluginGrain
{
    // Shorter than the time after which an idle grain is collected: a plugin with connections stays in memory.
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(5);
    private OpenConnection? own;
    private ProbeRecord probes = new();
    private IGrainTimer? timer;

    public async Task<PluginLiveness> ProbeAsync()
    {
        await LoadAsync();
        await ForgetLostAsync();
        if (own is not null && !probes.IsFresh(clock.GetUtcNow(), options.Value.ProbeInterval))
        {
            await ProbeOwnAsync();
        }

        return connections.LivenessAt(clock.GetUtcNow());
    }

    private async Task OpenOwnAsync(LoadedPlugin? plugin)
    {
        own = plugin is null ? null : await local.OpenAsync(plugin);
        if (own is not null)
        {
            _ = ProbeOwnAsync();
        }
    }

    /// <summary>Returns the id of what it closed. The connection stays known, for the runs that it carries, until another has its id.</summary>
    private async Task<string?> CloseOwnAsync()
    {
        if (own is not { } open)
        {
            return null;
        }

        (own, probes) = (null, new ProbeRecord());
        connections.Silence(open.Connection.Info.Id);
        await local.CloseAsync(open);
        return open.Connection.Info.Id;
    }

    private async Task ProbeOwnAsync()
    {
        if (own is not { } asked)
        {
            return;
        }

        var isGood = await asked.Connection.ProbeAsync();
        if (own != asked)
        {
            return;
        }

        probes = probes.With(isGood, clock.GetUtcNow());
        if (isGood)
        {
            await BeatAsync(asked.Connection.Info, asked.Reference);
            return;
        }

        if (probes.Failures >= ProbeRecord.MostFailures)
        {
            connections.Silence(asked.Connection.Info.Id);
        }

        await RefreshAsync();
    }

    private void Schedule(DateTimeOffset now)
    {
        var probeAt = own is null ? null : probes.At + options.Value.ProbeInterval;
        var next = new[] { connections.NextChange(now), probeAt }.Min();
        if (next is null && connections.Count == 0 && runs.Waiting.Count == 0)
        {
            timer?.Dispose();
            timer = null;
            return;
        }

        var wait = next - now is { } until && until < LongestSleep ? until : LongestSleep;
        wait = TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(wait.TotalMilliseconds)));
        timer ??= this.RegisterGrainTimer(
            _ => WakeAsync(), new GrainTimerCreationOptions(wait, Timeout.InfiniteTimeSpan) { KeepAlive = true, Interleave = true });
        timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    private Task WakeAsync() => own is not null && !probes.IsFresh(clock.GetUtcNow(), options.Value.ProbeInterval) ? ProbeOwnAsync() : RefreshAsync();
}

/// <summary>How the last probes of a listener went.</summary>
internal sealed record ProbeRecord(DateTimeOffset? At = null, int Failures = 0)
{
    /// <summary>So many failures in a row turn the light red.</summary>
    public const int MostFailures = 2;

    public ProbeRecord With(bool isGood, DateTimeOffset now) => new(now, isGood ? 0 : Failures + 1);

    public bool IsFresh(DateTimeOffset now, TimeSpan interval) => now < At + interval;
}
