using Limn.Server.Hosting;

namespace Limn.Server.Plugins.Sessions;

/// <summary>How many log lines a run may still write: so many in a second, so many in all. Not thread-safe.</summary>
internal sealed class LogQuota(int perSecond, int inAll)
{
    private readonly TokenBucket bucket = new(perSecond, perSecond);

    /// <summary>How many of <paramref name="wanted"/> lines are kept, when <paramref name="written"/> are there already.</summary>
    public int Take(int wanted, int written, DateTimeOffset now) => bucket.Take(Math.Clamp(inAll - written, 0, wanted), now);
}
