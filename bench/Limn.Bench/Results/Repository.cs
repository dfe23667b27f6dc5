using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Limn.Bench.Results;

/// <summary>Where the benchmarks run, and of what.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static async Task<string> CommitAsync()
    {
        using var git = Process.Start(new ProcessStartInfo("git", "rev-parse --short HEAD") { WorkingDirectory = Root, RedirectStandardOutput = true })!;
        var commit = (await git.StandardOutput.ReadToEndAsync()).Trim();
        await git.WaitForExitAsync();
        return commit;
    }

    public static string Machine()
    {
        var model = File.ReadLines("/proc/cpuinfo").First(line => line.StartsWith("model name", StringComparison.Ordinal)).Split(": ", 2)[1];
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1 << 30);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{model}, {Environment.ProcessorCount} cores, {memory} GiB, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}");
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Limn.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The benchmarks run inside the repository only.");
        }

        return folder.FullName;
    }
}
