using System.Globalization;
using System.IO.Compression;
using System.Text;
using Limn.Bench.Processes;
using Limn.Bench.Results;

namespace Limn.Bench.Benchmarks;

/// <summary>
/// An export of a large project. The floor reads the columns of the same rows by one statement and deflates them at the same level into a
/// file, on one thread.
/// </summary>
internal static class ExportBenchmark
{
    private const string Name = "export";
    private const int UsualTasks = 100_000;
    private const double MostMemory = 64;
    private const double MostRatio = 1.5;

    private const string Rows =
        "SELECT t.id, t.asset_id, t.stage_id, t.updated_by, a.document, s.external_id, s.data, s.metadata, s.context_data, s.attachments"
        + " FROM tasks t JOIN answers a ON a.task_id = t.id JOIN assets s ON s.id = t.asset_id WHERE t.project_id = '{0}' ORDER BY t.id";

    private const string Visits =
        "SELECT h.stage_id, h.stage_name, h.completed_by, h.document FROM stage_history h JOIN tasks t ON t.id = h.task_id"
        + " WHERE t.project_id = '{0}' ORDER BY h.task_id, h.id";

    public static async Task RunAsync(BenchmarkOptions options, ResultsTable table)
    {
        foreach (var kind in options.Databases)
        {
            await RunAsync(kind, options, table);
        }
    }

    private static async Task RunAsync(DatabaseKind kind, BenchmarkOptions options, ResultsTable table)
    {
        var tasks = options.Tasks ?? UsualTasks;
        await using var database = await BenchDatabase.StartAsync(kind);
        await using var server = await BenchServer.StartAsync(database.ConnectionString);
        var small = await LabelledProject.CreateAsync(server, 1000);
        var project = await LabelledProject.CreateAsync(server, tasks);

        // Memory is that of a process which has done little else.
        await server.RestartAsync();
        await ExportAsync(server, small);
        ProcessMemory.ResetPeak(server.ProcessId);
        var before = ProcessMemory.Peak(server.ProcessId);
        await ExportAsync(server, project);
        var growth = ProcessMemory.Peak(server.ProcessId) - before;

        var (exports, floors) = await Samples.InterleaveAsync(
            options.Runs, () => Samples.TimeAsync(() => ExportAsync(server, project)), () => Samples.TimeAsync(() => ReadAsync(database, server, project)));
        var ratio = exports.Median() / floors.Median();
        var what = string.Create(CultureInfo.InvariantCulture, $"{tasks:N0} tasks, {kind}");
        table.Add(new Result(Name, $"{what}: time")
        {
            Measured = $"{exports.Median():0.00} s", Floor = $"{floors.Median():0.00} s", Ratio = $"{ratio:0.00}", Goal = $"≤ {MostRatio}", IsMet = ratio <= MostRatio,
        });
        table.Add(new Result(Name, $"{what}: peak memory growth")
        {
            Measured = $"{growth:0} MB", Goal = $"≤ {MostMemory} MB", IsMet = growth <= MostMemory,
        });
    }

    private static async Task ExportAsync(BenchServer server, string project) =>
        await server.SendAsync(HttpMethod.Get, $"/v2/export?project={project}&format=ndjson");

    private static async Task ReadAsync(BenchDatabase database, BenchServer server, string project)
    {
        var path = Path.Combine(server.DataDirectory, "floor");
        await using var connection = await database.ConnectAsync(server);
        await using (var file = File.Create(path))
        await using (var deflate = new DeflateStream(file, CompressionLevel.Fastest))
        {
            foreach (var statement in new[] { Rows, Visits })
            {
                await using var command = connection.CreateCommand();
                command.CommandText = string.Format(CultureInfo.InvariantCulture, statement, project);
                await using var reader = await command.ExecuteReaderAsync();
                while (await reader.ReadAsync())
                {
                    for (var column = 0; column < reader.FieldCount; column++)
                    {
                        deflate.Write(reader.GetValue(column) switch
                        {
                            byte[] bytes => bytes,
                            string text => Encoding.UTF8.GetBytes(text),
                            _ => [],
                        });
                    }
                }
            }
        }

        File.Delete(path);
    }
}
