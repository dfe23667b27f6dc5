using System.Diagnostics;

namespace Limn.SocketIO.Tests.Support;

/// <summary>Tells how long the machine let this process wait at worst, by the gaps between the ticks of a short timer.</summary>
internal sealed class LagMeter : IAsyncDisposable
{
    private readonly PeriodicTimer timer = new(TimeSpan.FromMilliseconds(5));
    private readonly Task running;

    public LagMeter() => running = RunAsync();

    public TimeSpan Worst { get; private set; }

    public async ValueTask DisposeAsync()
    {
        timer.Dispose();
        await running;
    }

    private async Task RunAsync()
    {
        var last = Stopwatch.GetTimestamp();
        while (await timer.WaitForNextTickAsync())
        {
            var gap = Stopwatch.GetElapsedTime(last);
            Worst = gap > Worst ? gap : Worst;
            last = Stopwatch.GetTimestamp();
        }
    }
}
