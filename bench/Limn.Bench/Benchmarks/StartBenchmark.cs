using Limn.Bench.Processes;
using Limn.Bench.Results;

namespace Limn.Bench.Benchmarks;

/// <summary>From the start of the process to its first answer that needed the database, and what it holds when nobody asks.</summary>
internal static class StartBenchmark
{
    private const string Name = "start";
    private const double MostSeconds = 1.5;
    private const double MostMemory = 200;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);

    public static async Task RunAsync(BenchmarkOptions options, ResultsTable table)
    {
        await using var server = await BenchServer.StartAsync("");
        var seconds = new List<double>();
        var memory = new List<double>();
        for (var run = 0; run < options.Runs; run++)
        {
            seconds.Add(await server.RestartAsync());
            await Task.Delay(Settling);
            memory.Add(ProcessMemory.Resident(server.ProcessId));
        }

        table.Add(new Result(Name, "start to first answer, SQLite")
        {
            Measured = $"{seconds.Median():0.00} s", Goal = $"< {MostSeconds} s", IsMet = seconds.Median() < MostSeconds,
        });
        table.Add(new Result(Name, "resident memory when idle, SQLite")
        {
            Measured = $"{memory.Median():0} MB", Goal = $"< {MostMemory} MB", IsMet = memory.Median() < MostMemory,
        });
    }
}
