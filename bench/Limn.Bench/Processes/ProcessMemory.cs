using System.Globalization;

namespace Limn.Bench.Processes;

/// <summary>Physical memory of a process, in MB, as the kernel counts it.</summary>
internal static class ProcessMemory
{
    /// <summary>What it holds now.</summary>
    public static double Resident(int process) => Read(process, "VmRSS:");

    /// <summary>The most that it held since <see cref="ResetPeak"/>.</summary>
    public static double Peak(int process) => Read(process, "VmHWM:");

    public static void ResetPeak(int process) => File.WriteAllText($"/proc/{process}/clear_refs", "5");

    private static double Read(int process, string key)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith(key, StringComparison.Ordinal));
        return double.Parse(line.AsSpan(key.Length).Trim().TrimEnd(" kB"), CultureInfo.InvariantCulture) / 1000 * 1.024;
    }
}
