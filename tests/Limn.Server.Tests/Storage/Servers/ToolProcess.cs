using System.Diagnostics;

namespace Limn.Server.Tests.Storage.Servers;

/// <summary>A server of somebody else's, run until it is disposed.</summary>
internal sealed class ToolProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Process process;

    private ToolProcess(Process process) => this.process = process;

    /// <summary>Starts it and returns with the first line that it prints and that <paramref name="isReady"/> takes for the sign that it serves.</summary>
    public static async Task<(ToolProcess Process, string Line)> StartAsync(string program, string[] arguments, Func<string, bool> isReady)
    {
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = Folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var ready = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var output = new List<string>();
        var tool = new ToolProcess(new Process { StartInfo = start, EnableRaisingEvents = true });
        tool.process.OutputDataReceived += (_, line) => Receive(line.Data);
        tool.process.ErrorDataReceived += (_, line) => Receive(line.Data);
        tool.process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException($"{program} ended: {string.Join('\n', output)}"));
        tool.process.Start();
        tool.process.BeginOutputReadLine();
        tool.process.BeginErrorReadLine();
        return (tool, await ready.Task.WaitAsync(Patience));

        void Receive(string? line)
        {
            lock (output)
            {
                output.Add(line ?? "");
            }

            if (line is not null && isReady(line))
            {
                ready.TrySetResult(line);
            }
        }
    }

    /// <summary>The folder of these files in the repository, where npm keeps its packages.</summary>
    public static string Folder
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "Limn.slnx")))
            {
                folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
            }

            return Path.Combine(folder.FullName, "tests", "Limn.Server.Tests", "Storage", "Servers");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        await process.WaitForExitAsync();
        process.Dispose();
    }
}
