using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Limn.Bench.Processes;
using Limn.Bench.Results;
using Microsoft.Data.Sqlite;

namespace Limn.Bench.Benchmarks;

/// <summary>
/// Saving answers of 20 objects from 16 connections, each on a task of its own. The floor inserts one bare row and commits it, from 16
/// connections too, into the same kind of database with the same settings.
/// </summary>
internal static class AnnotateBenchmark
{
    private const string Name = "annotate";
    private const int Connections = 16;
    private const int Objects = 20;
    private const double LeastRatio = 0.3;
    private const string SqliteSettings = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(4);

    public static async Task RunAsync(BenchmarkOptions options, ResultsTable table)
    {
        foreach (var kind in options.Databases)
        {
            await RunAsync(kind, options, table);
        }
    }

    private static async Task RunAsync(DatabaseKind kind, BenchmarkOptions options, ResultsTable table)
    {
        await using var database = await BenchDatabase.StartAsync(kind);
        await using var server = await BenchServer.StartAsync(database.ConnectionString);
        var project = await LabelledProject.CreateAsync(server, Connections, isLabelled: false);
        var tasks = (await server.SendAsync(HttpMethod.Get, $"/v2/project/{project}/tasks?limit={Connections}")).GetProperty("tasks")
            .EnumerateArray().Select(task => task.GetProperty("_id").GetString()!).ToList();
        var floors = await OpenFloorAsync(kind, database, server);
        var latencies = new ConcurrentBag<double>();
        using var writer = new SemaphoreSlim(kind == DatabaseKind.Sqlite ? 1 : Connections);
        var (rates, floorRates) = await Samples.InterleaveAsync(
            options.Runs,
            () => RateAsync((connection, count) => AnnotateAsync(server, tasks[connection], count, latencies)),
            () => RateAsync((connection, count) => InsertAsync(floors[connection], count, writer)));
        foreach (var floor in floors)
        {
            await floor.DisposeAsync();
        }

        var ratio = rates.Median() / floorRates.Median();
        table.Add(new Result(Name, $"{Objects} objects, {Connections} connections, {kind}")
        {
            Measured = string.Create(CultureInfo.InvariantCulture, $"{rates.Median():N0}/s, p99 {latencies.Quantile(0.99):0} ms"),
            Floor = string.Create(CultureInfo.InvariantCulture, $"{floorRates.Median():N0}/s"), Ratio = $"{ratio:0.00}",
            Goal = $"≥ {LeastRatio}", IsMet = ratio >= LeastRatio,
        });
    }

    private static async Task<List<DbConnection>> OpenFloorAsync(DatabaseKind kind, BenchDatabase database, BenchServer server)
    {
        var connections = new List<DbConnection>();
        for (var number = 0; number < Connections; number++)
        {
            // A file of its own on the same disk, as the server holds the other.
            var connection = kind == DatabaseKind.Sqlite
                ? new SqliteConnection($"Data Source={Path.Combine(server.DataDirectory, "floor.db")};Pooling=False")
                : await database.ConnectAsync(server);
            if (kind == DatabaseKind.Sqlite)
            {
                await connection.OpenAsync();
                await ExecuteAsync(connection, SqliteSettings);
            }

            await ExecuteAsync(connection, "CREATE TABLE IF NOT EXISTS bare (id integer, content text)");
            connections.Add(connection);
        }

        return connections;
    }

    private static async Task<double> RateAsync(Func<int, int, Task> workAsync)
    {
        var begun = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, Connections).Select(connection => Task.Run(async () =>
        {
            var count = 0;
            while (Stopwatch.GetElapsedTime(begun) < Span)
            {
                await workAsync(connection, count++);
            }

            return count;
        })));
        return counts.Sum() / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    private static async Task AnnotateAsync(BenchServer server, string task, int count, ConcurrentBag<double> latencies)
    {
        var boxes = Enumerable.Range(0, Objects).Select(number =>
            $$$"""{"schemaId":"cell","objectId":"{{{number:x23}}}","bounding-box":{"x":{{{count % 500}}}.25,"y":{{{number}}}.5,"width":130.125,"height":140.0625}}""");
        var begun = Stopwatch.GetTimestamp();
        using var body = new StringContent($$"""{"answer":{"tools":[{{string.Join(',', boxes)}}]},"duration":1000}""", Encoding.UTF8, "application/json");
        await server.SendAsync(HttpMethod.Post, $"/v2/annotate/{task}", body);
        latencies.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
    }

    private static async Task InsertAsync(DbConnection connection, int count, SemaphoreSlim writer)
    {
        await writer.WaitAsync();
        try
        {
            await ExecuteAsync(connection, $"INSERT INTO bare VALUES ({count}, 'one bare row')");
        }
        finally
        {
            writer.Release();
        }
    }

    private static async Task ExecuteAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts above.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
