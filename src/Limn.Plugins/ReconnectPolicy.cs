namespace Limn.Plugins;

/// <summary>
/// Pauses between attempts to reach the hub again. They double from <see cref="Initial"/> to <see cref="Maximum"/>, and each is
/// drawn at random from its upper half so that many plugins do not come back in the same instant. There is no last attempt.
/// </summary>
public sealed record ReconnectPolicy
{
    /// <summary>0.5 to 30 seconds.</summary>
    public static ReconnectPolicy Default { get; } = new();

    /// <summary>The shortest pause. Default 0.5 seconds.</summary>
    public TimeSpan Initial { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>The longest pause. Default 30 seconds.</summary>
    public TimeSpan Maximum { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The pause before an attempt.</summary>
    /// <param name="failures">Attempts that failed since the last good connection; 0 right after a loss.</param>
    /// <param name="chance">A random number, 0 to 1.</param>
    /// <returns>Between <see cref="Initial"/> and <see cref="Maximum"/>.</returns>
    public TimeSpan Delay(int failures, double chance)
    {
        // Beyond 2^30 any pause is above every maximum, and the double must stay finite.
        var ceiling = Math.Min(Maximum.Ticks, Initial.Ticks * Math.Pow(2, Math.Min(failures, 30) + 1));
        var floor = Math.Max(Initial.Ticks, ceiling / 2);
        return TimeSpan.FromTicks((long)(floor + ((ceiling - floor) * chance)));
    }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Initial, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(Maximum, Initial);
    }
}
