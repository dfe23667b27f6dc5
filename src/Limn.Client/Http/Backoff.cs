namespace Limn.Client.Http;

/// <summary>Growing pauses between attempts: 0.5 s, 1 s, 2 s ... 10 s, each shortened by up to a half so that clients spread.</summary>
internal static class Backoff
{
    private const double First = 0.5;
    private const double Longest = 10;

    internal static Task PauseAsync(int attempt, TimeProvider time, CancellationToken cancellationToken)
    {
        var ceiling = Math.Min(Longest, First * Math.Pow(2, attempt));
        var seconds = ceiling * (0.5 + Random.Shared.NextDouble() / 2);
        return Task.Delay(TimeSpan.FromSeconds(seconds), time, cancellationToken);
    }
}
