using Shouldly;

namespace Limn.Server.Tests.Plugins;

/// <summary>Waits for what must come.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(25);

    public static Task TrueAsync(Func<Task<bool>> conditionAsync, string expected) => TrueAsync(conditionAsync, () => expected);

    public static async Task TrueAsync(Func<Task<bool>> conditionAsync, Func<string> expected)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await conditionAsync())
        {
            patience.IsCancellationRequested.ShouldBeFalse($"Expected within {Patience}: {expected()}");
            await Task.Delay(Interval);
        }
    }
}
