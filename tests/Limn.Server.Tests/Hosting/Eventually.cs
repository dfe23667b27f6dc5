using Shouldly;

namespace Limn.Server.Tests.Hosting;

/// <summary>Waits for what happens shortly after an answer.</summary>
internal static class Eventually
{
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    /// <summary>Repeats <paramref name="checkAsync"/> until it holds; fails with its last complaint.</summary>
    public static async Task ShouldAsync(Func<Task> checkAsync)
    {
        var end = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                await checkAsync();
                return;
            }
            catch (ShouldAssertException) when (TimeProvider.System.GetElapsedTime(end) < AtMost)
            {
                await Task.Delay(Step);
            }
        }
    }
}
