using System.Diagnostics;
using System.Globalization;
using Limn.Bench.Processes;
using Limn.Bench.Results;

namespace Limn.Bench.Benchmarks;

/// <summary>The next task of a person, in a project where a million wait, beside one where a thousand do.</summary>
internal static class QueueBenchmark
{
    private const string Name = "queue";
    private const int Few = 1000;
    private const int UsualTasks = 1_000_000;
    private const int Draws = 100;
    private const double MostRatio = 2;

    public static async Task RunAsync(BenchmarkOptions options, ResultsTable table)
    {
        foreach (var kind in options.Databases)
        {
            await using var database = await BenchDatabase.StartAsync(kind);
            await using var server = await BenchServer.StartAsync(database.ConnectionString);
            var small = await LabelledProject.CreateAsync(server, Few, isLabelled: false);
            var tasks = options.Tasks ?? UsualTasks;
            var large = await LabelledProject.CreateAsync(server, tasks, isLabelled: false);
            var (many, few) = await Samples.InterleaveAsync(options.Runs, () => DrawAsync(server, large), () => DrawAsync(server, small));
            var ratio = many.Median() / few.Median();
            table.Add(new Result(Name, string.Create(CultureInfo.InvariantCulture, $"next task, {tasks:N0} waiting against {Few:N0}, {kind}"))
            {
                Measured = $"{many.Median():0.0} ms", Floor = $"{few.Median():0.0} ms", Ratio = $"{ratio:0.00}",
                Goal = $"≤ {MostRatio}", IsMet = ratio <= MostRatio,
            });
        }
    }

    /// <summary>Median milliseconds of taking a task.</summary>
    private static async Task<double> DrawAsync(BenchServer server, string project)
    {
        var times = new List<double>(Draws);
        for (var draw = 0; draw < Draws; draw++)
        {
            var begun = Stopwatch.GetTimestamp();
            var next = await server.SendAsync(HttpMethod.Post, $"/v2/project/{project}/queue/next", new { kind = "label" });
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            var task = next.GetProperty("task").GetProperty("_id").GetString();
            await server.SendAsync(HttpMethod.Post, $"/v2/task/{task}/skip", new { session = next.GetProperty("lease").GetProperty("session").GetString() });
        }

        return times.Median();
    }
}
