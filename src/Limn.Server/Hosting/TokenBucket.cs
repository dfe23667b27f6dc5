namespace Limn.Server.Hosting;

/// <summary>So many in a second, with a reserve of <paramref name="burst"/>. Not thread-safe.</summary>
internal sealed class TokenBucket(double perSecond, double burst)
{
    private double used;
    private DateTimeOffset? refilledAt;

    /// <summary>Takes up to <paramref name="wanted"/> tokens and returns how many there were.</summary>
    public int Take(int wanted, DateTimeOffset now)
    {
        Refill(now);
        var taken = Math.Clamp((int)(burst - used), 0, wanted);
        used += taken;
        return taken;
    }

    /// <summary>Takes one token, now or from the future; returns how long to wait for it.</summary>
    public TimeSpan Reserve(DateTimeOffset now)
    {
        Refill(now);
        used++;
        return used <= burst ? TimeSpan.Zero : TimeSpan.FromSeconds((used - burst) / perSecond);
    }

    private void Refill(DateTimeOffset now)
    {
        // A clock that was set back gives nothing and takes nothing.
        var elapsed = now - (refilledAt ?? now);
        used = Math.Max(0, used - (perSecond * Math.Max(0, elapsed.TotalSeconds)));
        refilledAt = now;
    }
}
