using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Limn.Server.Tests.Hosting;

/// <summary>A PostgreSQL of our own on a free port. It refuses to run as root, so root runs it as <c>postgres</c>.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private static readonly string[] BinaryFolders = ["/usr/lib/postgresql/17/bin", "/usr/lib/postgresql/16/bin", "/usr/lib/postgresql/15/bin"];
    private readonly string directory = Path.Combine(Path.GetTempPath(), $"limn-postgres-{Guid.NewGuid():N}");
    private readonly string binaries = Array.Find(BinaryFolders, Directory.Exists)
        ?? throw new InvalidOperationException("PostgreSQL is not installed: apt-get install postgresql");

    private readonly int port = FreePort();
    private readonly bool durable;
    private int databases;
    private bool isRunning;

    private PostgresServer(bool durable) => this.durable = durable;

    private const string Hasty = " -c fsync=off -c synchronous_commit=off -c full_page_writes=off";

    /// <summary>Starts the server.</summary>
    /// <param name="durable">Syncs each commit to the disk; tests do without.</param>
    public static async Task<PostgresServer> StartAsync(bool durable = false)
    {
        var server = new PostgresServer(durable);
        await server.MakeDirectoryAsync();
        await server.RunAsServerAsync("initdb", "-D", $"{server.directory}/data", "-U", "limn", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Where it listens.</summary>
    public int Port => port;

    /// <summary>Starts the server after <see cref="StopAsync"/>; it recovers what it had committed.</summary>
    public async Task StartAgainAsync()
    {
        await RunAsServerAsync(
            "pg_ctl", "-D", $"{directory}/data", "-w", "-s", "-l", $"{directory}/log", "-o",
            $"-c listen_addresses=127.0.0.1 -p {port} -k {directory} -c max_connections=300{(durable ? "" : Hasty)}",
            "start");
        isRunning = true;
    }

    /// <summary>Starts a copy that follows this server; from then on, what this one has committed is on the disk of both.</summary>
    public async Task<PostgresServer> StartStandbyAsync()
    {
        var standby = new PostgresServer(durable);
        await standby.MakeDirectoryAsync();
        await RunAsServerAsync("pg_basebackup", "-D", $"{standby.directory}/data", "-R", "-h", "127.0.0.1", "-p", $"{port}", "-U", "limn", "-c", "fast");
        await standby.StartAgainAsync();
        await ExecuteAsync("ALTER SYSTEM SET synchronous_standby_names = '*'");
        await ExecuteAsync("SELECT pg_reload_conf()");
        return standby;
    }

    /// <summary>Makes a standby the server that is written to.</summary>
    public Task PromoteAsync() => RunAsServerAsync("pg_ctl", "-D", $"{directory}/data", "-w", "-s", "promote");

    /// <summary>Stops the server at once, as a crash does.</summary>
    public async Task StopAsync()
    {
        if (isRunning)
        {
            isRunning = false;
            await RunAsServerAsync("pg_ctl", "-D", $"{directory}/data", "-m", "immediate", "-s", "stop");
        }
    }

    /// <summary>Makes an empty database and returns its connection string.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"limn{Interlocked.Increment(ref databases)}";
        await ExecuteAsync($"CREATE DATABASE {name}");
        return ConnectionString(name);
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await StopAsync();
        Directory.Delete(directory, recursive: true);
    }

    private Task MakeDirectoryAsync() =>
        RunAsync("install", Environment.IsPrivilegedProcess ? ["-d", "-o", "postgres", "-m", "700", directory] : ["-d", "-m", "700", directory]);

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements are ours.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    private string ConnectionString(string database) => $"Host=127.0.0.1;Port={port};Username=limn;Database={database};Maximum Pool Size=50";

    private Task RunAsServerAsync(string program, params string[] arguments) => Environment.IsPrivilegedProcess
        ? RunAsync("runuser", ["-u", "postgres", "--", $"{binaries}/{program}", .. arguments])
        : RunAsync($"{binaries}/{program}", arguments);

    private static async Task RunAsync(string program, string[] arguments)
    {
        // Output goes nowhere: pg_ctl's child would hold a pipe open.
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = "/" };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("exec \"$0\" \"$@\" >/dev/null 2>&1");
        start.ArgumentList.Add(program);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
