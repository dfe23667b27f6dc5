using Shouldly;

namespace Limn.Server.Tests.Hosting;

/// <summary>Waits for what happens shortly after an answer.</summary>
internal static class Eventually
{
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(60);
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

    /// <summary>Repeats <paramref name="conditionAsync"/> until it holds.</summary>
    public static Task TrueAsync(Func<Task<bool>> conditionAsync, string expected) => TrueAsync(conditionAsync, () => expected);

    /// <summary>Repeats <paramref name="conditionAsync"/> until it holds; <paramref name="expected"/> says what was missed.</summary>
    public static Task TrueAsync(Func<Task<bool>> conditionAsync, Func<string> expected) =>
        ShouldAsync(async () => (await conditionAsync()).ShouldBeTrue($"Expected: {expected()}"));
}
