namespace Limn.Plugins.Tests;

/// <summary>The system's clock, except that pauses of some seconds pass at once, so that retries cost a test nothing.</summary>
internal sealed class HastyTime : TimeProvider
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime > TimeSpan.Zero && dueTime <= LongestPause ? TimeSpan.Zero : dueTime, period);
}
