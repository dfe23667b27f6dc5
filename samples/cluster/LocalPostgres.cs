using System.Diagnostics;

namespace ClusterSample;

/// <summary>The PostgreSQL of this machine's packages on a folder of its own, reachable by a Unix socket only.</summary>
internal sealed class LocalPostgres : IAsyncDisposable
{
    private readonly string folder;
    private readonly string binaries;

    private LocalPostgres(string folder, string binaries) => (this.folder, this.binaries) = (folder, binaries);

    public string ConnectionString => $"Host={folder};Username=limn;Database=limn";

    /// <summary>Starts it, and makes its files the first time.</summary>
    public static async Task<LocalPostgres> StartAsync(string folder)
    {
        var binaries = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(Directory.Exists).Order().LastOrDefault()
            : null;
        var postgres = new LocalPostgres(
            folder, binaries ?? throw new InvalidOperationException("PostgreSQL is not installed: apt-get install postgresql, or give --Limn:Database=..."));
        string[] owner = Environment.IsPrivilegedProcess ? ["-o", "postgres"] : [];
        await RunAsync("install", ["-d", .. owner, "-m", "700", folder]);
        if (!Directory.Exists(Path.Combine(folder, "data")))
        {
            await postgres.RunAsServerAsync("initdb", "-D", $"{folder}/data", "-U", "limn", "-A", "trust", "-E", "UTF8", "--locale=C");
        }

        await postgres.RunAsServerAsync(
            "pg_ctl", "-D", $"{folder}/data", "-w", "-s", "-l", $"{folder}/log", "-o", $"-c listen_addresses='' -k {folder} -c max_connections=500", "start");
        return postgres;
    }

    public async ValueTask DisposeAsync() => await RunAsServerAsync("pg_ctl", "-D", $"{folder}/data", "-m", "fast", "-s", "stop");

    // PostgreSQL refuses to run as root.
    private Task RunAsServerAsync(string program, params string[] arguments) => Environment.IsPrivilegedProcess
        ? RunAsync("runuser", ["-u", "postgres", "--", $"{binaries}/{program}", .. arguments])
        : RunAsync($"{binaries}/{program}", arguments);

    private static async Task RunAsync(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = "/" })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        }
    }
}
