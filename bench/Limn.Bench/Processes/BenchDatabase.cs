using System.Data.Common;
using Limn.Server.Tests.Hosting;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Limn.Bench.Processes;

/// <summary>A database for one benchmark, as durable as in production: every commit is on the disk before it is acknowledged.</summary>
internal sealed class BenchDatabase : IAsyncDisposable
{
    private readonly PostgresServer? postgres;

    private BenchDatabase(PostgresServer? postgres, string connectionString) => (this.postgres, ConnectionString) = (postgres, connectionString);

    /// <summary>For the server; empty for SQLite.</summary>
    public string ConnectionString { get; }

    public static async Task<BenchDatabase> StartAsync(DatabaseKind kind)
    {
        if (kind == DatabaseKind.Sqlite)
        {
            return new BenchDatabase(null, "");
        }

        var postgres = await PostgresServer.StartAsync(durable: true);
        return new BenchDatabase(postgres, await postgres.CreateDatabaseAsync());
    }

    /// <summary>A connection that knows nothing of the server: the floor.</summary>
    public async Task<DbConnection> ConnectAsync(BenchServer server)
    {
        DbConnection connection = postgres is null
            ? new SqliteConnection($"Data Source={Path.Combine(server.DataDirectory, "limn.db")};Pooling=False")
            : new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public ValueTask DisposeAsync() => postgres?.DisposeAsync() ?? ValueTask.CompletedTask;
}
