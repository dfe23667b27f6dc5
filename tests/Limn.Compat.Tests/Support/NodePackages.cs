using System.Diagnostics;

namespace Limn.Compat.Tests.Support;

/// <summary>The packages of <c>node/</c>, installed from their lock file when they are not there.</summary>
internal static class NodePackages
{
    public static async Task EnsureAsync()
    {
        var folder = Script.PathOf("node");
        if (Directory.Exists(Path.Combine(folder, "node_modules", "socket.io-client")))
        {
            return;
        }

        using var npm = Process.Start(new ProcessStartInfo("npm", "ci --no-audit --no-fund --loglevel=error") { WorkingDirectory = folder })!;
        await npm.WaitForExitAsync();
        if (npm.ExitCode != 0)
        {
            throw new InvalidOperationException($"npm ci ended with {npm.ExitCode} in {folder}");
        }
    }
}
