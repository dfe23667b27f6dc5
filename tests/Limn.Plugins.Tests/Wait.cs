namespace Limn.Plugins.Tests;

/// <summary>Waits for a condition that no event announces.</summary>
internal static class Wait
{
    /// <summary>Far beyond what anything takes, also on a machine that does ten other things.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(5);

    public static async Task UntilAsync(Func<bool> condition, string what)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var timer = new PeriodicTimer(Step);
        while (!condition())
        {
            if (limit.IsCancellationRequested)
                throw new TimeoutException($"It did not happen: {what}");
            await timer.WaitForNextTickAsync();
        }
    }

    public static async Task UntilAsync(this PluginBase plugin, PluginState state) =>
        await UntilAsync(() => plugin.State == state, $"{state}; it is {plugin.State}");
}
