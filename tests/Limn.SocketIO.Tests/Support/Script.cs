using System.Diagnostics;
using Xunit;

namespace Limn.SocketIO.Tests.Support;

/// <summary>What a script of another language said, and how it ended.</summary>
internal sealed record ScriptResult(int ExitCode, string Output);

/// <summary>Runs scripts of other languages with a time limit.</summary>
internal static class Script
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly SemaphoreSlim Installing = new(1);

    /// <summary>Runs node in the folder of the conformance suites, whose packages are installed when they are not there.</summary>
    public static async Task<ScriptResult> NodeAsync(string url, params string[] arguments)
    {
        await InstallAsync();
        return await RunAsync("node", arguments, new() { ["LIMN_SOCKETIO_URL"] = url });
    }

    public static async Task<ScriptResult> RunAsync(string program, string[] arguments, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Repository.NodeFolder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in environment)
            start.Environment[key] = value;
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start.");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new ScriptResult(process.ExitCode, await output + await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static async Task InstallAsync()
    {
        await Installing.WaitAsync();
        try
        {
            if (Directory.Exists(Path.Combine(Repository.NodeFolder, "node_modules", "ws")))
                return;
            var installed = await RunAsync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], []);
            Assert.True(installed.ExitCode == 0, installed.Output);
        }
        finally
        {
            Installing.Release();
        }
    }
}
