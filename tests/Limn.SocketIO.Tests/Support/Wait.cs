using Shouldly;
using Xunit;

namespace Limn.SocketIO.Tests.Support;

/// <summary>Waits for conditions, never for time.</summary>
internal static class Wait
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    public static async Task UntilAsync(Func<bool> condition, string otherwise)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var timer = new PeriodicTimer(Step);
        while (!condition())
        {
            limit.IsCancellationRequested.ShouldBeFalse($"In {Limit.TotalSeconds} s: {otherwise}");
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>A token that ends what should have ended long ago.</summary>
    public static CancellationToken Token() => new CancellationTokenSource(Limit).Token;
}
