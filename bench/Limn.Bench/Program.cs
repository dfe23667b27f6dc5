using Limn.Bench;
using Limn.Bench.Benchmarks;
using Limn.Bench.Processes;
using Limn.Bench.Results;

if (args is [SocketServer.Command, var port])
{
    await SocketServer.ServeAsync(port);
    return 0;
}

var benchmarks = new Dictionary<string, Func<BenchmarkOptions, ResultsTable, Task>>
{
    ["export"] = ExportBenchmark.RunAsync,
    ["socketio"] = SocketIOBenchmark.RunAsync,
    ["plugin-run"] = PluginRunBenchmark.RunAsync,
    ["annotate"] = AnnotateBenchmark.RunAsync,
    ["queue"] = QueueBenchmark.RunAsync,
    ["start"] = StartBenchmark.RunAsync,
};
var options = BenchmarkOptions.Parse(args);
if (options is null || options.Names.FirstOrDefault(name => !benchmarks.ContainsKey(name)) is not null)
{
    await Console.Error.WriteLineAsync($"usage: bench/run [{string.Join(" | ", benchmarks.Keys)}]... [--tasks N] [--runs N] [--database sqlite|postgres]");
    return 2;
}

var table = await ResultsTable.ReadAsync();
foreach (var name in options.Names.Count > 0 ? options.Names : [.. benchmarks.Keys])
{
    Console.WriteLine($"== {name}");
    await benchmarks[name](options, table);
    await table.WriteAsync();
}

return 0;
