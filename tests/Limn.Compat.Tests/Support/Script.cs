using System.Collections.Concurrent;
using System.Diagnostics;

namespace Limn.Compat.Tests.Support;

/// <summary>A program of this folder, run by its interpreter until it is disposed: then its standard input closes, and it ends.</summary>
public sealed class Script : IAsyncDisposable
{
    public const string Python = "/usr/bin/python3";
    public const string Node = "node";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Process process;
    private readonly ConcurrentQueue<string> output = new();
    private readonly SemaphoreSlim lineCame = new(0);

    private Script(Process process) => this.process = process;

    /// <summary>What it printed so far, errors included.</summary>
    public string Output => string.Join('\n', output);

    /// <summary>Starts <paramref name="file"/>, a path below this folder.</summary>
    public static Script Start(string interpreter, string file, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(interpreter)
        {
            WorkingDirectory = Path.GetDirectoryName(PathOf(file))!,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(PathOf(file));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var script = new Script(new Process { StartInfo = start });
        script.process.OutputDataReceived += (_, line) => script.Receive(line.Data);
        script.process.ErrorDataReceived += (_, line) => script.Receive(line.Data);
        script.process.Start();
        script.process.BeginOutputReadLine();
        script.process.BeginErrorReadLine();
        return script;
    }

    /// <summary>Runs a script to its end and returns its last line; fails with its output when it fails.</summary>
    public static async Task<string> RunAsync(string interpreter, string file, params string[] arguments)
    {
        await using var script = Start(interpreter, file, arguments);
        script.process.StandardInput.Close();
        await script.process.WaitForExitAsync();
        return script.process.ExitCode == 0
            ? script.output.Last()
            : throw new InvalidOperationException($"{file} ended with {script.process.ExitCode}:\n{script.Output}");
    }

    /// <summary>Waits for a line.</summary>
    public async Task WaitForAsync(string line)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!output.Contains(line))
        {
            try
            {
                await lineCame.WaitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"The script did not print \"{line}\" but:\n{Output}");
            }
        }
    }

    /// <summary>Ends it as a crash would.</summary>
    public void Kill() => process.Kill(entireProcessTree: true);

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.StandardInput.Close();
            using var patience = new CancellationTokenSource(Patience);
            try
            {
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                Kill();
            }
        }

        process.Dispose();
        lineCame.Dispose();
    }

    /// <summary>The path of a file of this project, which the tests run from their output folder.</summary>
    public static string PathOf(string file)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Limn.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return Path.Combine(folder.FullName, "tests", "Limn.Compat.Tests", file);
    }

    private void Receive(string? line)
    {
        if (line is not null)
        {
            output.Enqueue(line);
            lineCame.Release();
        }
    }
}
