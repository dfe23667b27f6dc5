namespace Limn.Server.Hosting;

internal static class Lifetime
{
    /// <summary>Completes when every service runs: work in the background asks grains, and grains need the whole host.</summary>
    public static Task WaitForStartAsync(this IHostApplicationLifetime lifetime, CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lifetime.ApplicationStarted.Register(started.SetResult);
        return started.Task.WaitAsync(cancellationToken);
    }
}
