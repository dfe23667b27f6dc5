using System.Diagnostics;

namespace Limn.Bench.Results;

/// <summary>Measures of one thing.</summary>
internal static class Samples
{
    public static double Median(this IReadOnlyCollection<double> samples) => samples.Quantile(0.5);

    /// <summary>The sample below which this part of all lies.</summary>
    public static double Quantile(this IReadOnlyCollection<double> samples, double part)
    {
        var sorted = samples.Order().ToArray();
        return sorted[(int)Math.Min(sorted.Length - 1, part * sorted.Length)];
    }

    /// <summary>Seconds that something takes.</summary>
    public static async Task<double> TimeAsync(Func<Task> workAsync)
    {
        var start = Stopwatch.GetTimestamp();
        await workAsync();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>Measures two things in turn, after one run of each that does not count.</summary>
    public static async Task<(double[] First, double[] Second)> InterleaveAsync(int runs, Func<Task<double>> firstAsync, Func<Task<double>> secondAsync)
    {
        var (first, second) = (new double[runs], new double[runs]);
        _ = (await firstAsync(), await secondAsync());
        for (var run = 0; run < runs; run++)
        {
            first[run] = await firstAsync();
            second[run] = await secondAsync();
        }

        return (first, second);
    }
}
