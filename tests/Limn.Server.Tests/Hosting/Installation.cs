using System.Diagnostics;
using System.Text.Json;
using Limn.Server.Database;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Tests.Hosting;

/// <summary>A data directory and a database, on which a server runs and commands work.</summary>
public sealed class Installation : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly PostgresServer? postgres;
    private readonly string? database;
    private readonly bool ownsPostgres;

    private Installation(PostgresServer? postgres, string? database, bool ownsPostgres) =>
        (this.postgres, this.database, this.ownsPostgres) = (postgres, database, ownsPostgres);

    /// <summary>The administrator's.</summary>
    public string ApiKey { get; private init; } = Guid.NewGuid().ToString();

    /// <summary>It is not there before the first start or restore.</summary>
    public string DataDirectory { get; } = Path.Combine(Path.GetTempPath(), $"limn-installation-{Guid.NewGuid():N}");

    /// <summary>The server while it runs.</summary>
    public LimnApplication Limn { get; private set; } = null!;

    public ApiClient Admin
    {
        get
        {
            var http = new HttpClient { BaseAddress = Limn.Address };
            http.DefaultRequestHeaders.Add("apikey", ApiKey);
            return new ApiClient(http);
        }
    }

    /// <summary>Without anything yet.</summary>
    public static async Task<Installation> NewAsync()
    {
        var postgres = LimnApplication.UsesPostgres ? await PostgresServer.StartAsync() : null;
        return new Installation(postgres, postgres is null ? null : await postgres.CreateDatabaseAsync(), ownsPostgres: true);
    }

    /// <summary>A running server with the demo project: pictures, tasks in every stage, answers with revisions.</summary>
    public static async Task<Installation> StartDemoAsync(params (string Key, string Value)[] settings)
    {
        var installation = await NewAsync();
        await installation.StartAsync([("Limn:Demo", "true"), ("Limn:Admin:ApiKey", installation.ApiKey), .. settings]);
        return installation;
    }

    /// <summary>Another one, without anything yet, whose administrator has the same key.</summary>
    public async Task<Installation> NewEmptyAsync() =>
        new(postgres, postgres is null ? null : await postgres.CreateDatabaseAsync(), ownsPostgres: false) { ApiKey = ApiKey };

    public async Task StartAsync(params (string Key, string Value)[] settings) => Limn = await LimnApplication.StartAsync(limn =>
    {
        limn.With("Limn:DataDirectory", DataDirectory);
        if (database is not null)
        {
            limn.With("Limn:Database", database);
        }

        foreach (var (key, value) in settings)
        {
            limn.With(key, value);
        }
    });

    public async Task StopAsync()
    {
        await (Limn?.DisposeAsync() ?? default);
        Limn = null!;
    }

    /// <summary>Runs the program with these arguments, as a process of its own on this installation, to its end.</summary>
    public async Task<CommandResult> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "Limn.Server.exe" : "Limn.Server"))
        {
            WorkingDirectory = AppContext.BaseDirectory, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var argument in arguments.Append($"--Limn:DataDirectory={DataDirectory}").Append($"--Limn:Database={database}"))
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        try
        {
            await process.WaitForExitAsync(patience.Token);
            return new CommandResult(process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    /// <summary>Works on the database while no server runs.</summary>
    public async Task<TResult> InDatabaseAsync<TResult>(Func<LimnDb, Task<TResult>> work)
    {
        await using LimnDb db = database is null
            ? new SqliteLimnDb(new DbContextOptionsBuilder<SqliteLimnDb>().UseSqlite($"Data Source={Path.Combine(DataDirectory, "limn.db")};Pooling=False").Options)
            : new PostgresLimnDb(new DbContextOptionsBuilder<PostgresLimnDb>().UseNpgsql(database).Options);
        return await work(db);
    }

    /// <summary>What the doctor says.</summary>
    public async Task<(int ExitCode, JsonElement Report)> ExamineAsync(params string[] switches)
    {
        var result = await RunAsync(["doctor", "--json", .. switches]);
        return (result.ExitCode, JsonDocument.Parse(result.Output.Length > 0 ? result.Output : $"\"{result.Errors}\"").RootElement);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (ownsPostgres && postgres is not null)
        {
            await postgres.DisposeAsync();
        }

        if (Directory.Exists(DataDirectory))
        {
            Directory.Delete(DataDirectory, recursive: true);
        }
    }
}

/// <summary>What a command left.</summary>
public sealed record CommandResult(int ExitCode, string Output, string Errors);
