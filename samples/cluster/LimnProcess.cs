using System.Diagnostics;
using System.Reflection;

namespace ClusterSample;

/// <summary>One Limn process. When it ends, it is started again, as a service manager would.</summary>
internal sealed class LimnProcess(int number, Uri address, IReadOnlyList<string> settings)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly string Program =
        typeof(LimnProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "Limn.Server").Value!;

    public Uri Address => address;

    /// <summary>Keeps the process running until it is to stop; then lets it drain.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            using var process = Start();
            Console.WriteLine($"[{number}] process {process.Id} at {address}");
            await using (stopping.Register(() => Terminate(process)))
            {
                await process.WaitForExitAsync(CancellationToken.None);
            }

            Console.WriteLine($"[{number}] process {process.Id} ended with {process.ExitCode}");
            await Task.WhenAny(Task.Delay(Pause, stopping));
        }
    }

    private Process Start()
    {
        var start = new ProcessStartInfo(Program, [$"--urls={address}", .. settings]) { RedirectStandardOutput = true, RedirectStandardError = true };

        // The load balancer tells who called.
        start.Environment["ASPNETCORE_FORWARDEDHEADERS_ENABLED"] = "true";
        var process = Process.Start(start)!;
        process.OutputDataReceived += Print;
        process.ErrorDataReceived += Print;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    // Process.Kill leaves no time to drain.
    private static void Terminate(Process process)
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        kill.WaitForExit();
    }

    private void Print(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is { Length: > 0 } text)
        {
            Console.WriteLine($"[{number}] {text}");
        }
    }
}
