using System.Diagnostics;
using Limn.Bench.Processes;
using Limn.Bench.Results;

namespace Limn.Bench.Benchmarks;

/// <summary>Limn's Socket.IO server beside the npm package <c>socket.io</c>, each with the same clients and the same work.</summary>
internal static class SocketIOBenchmark
{
    private const string Name = "socketio";
    private const int Connections = 2000;
    private const int Busy = 50;
    private const int Idle = 10_000;
    private const int ConnectingAtOnce = 100;
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    public static async Task RunAsync(BenchmarkOptions options, ResultsTable table)
    {
        var (limn, npm) = await Samples.InterleaveAsync(
            options.Runs, () => RateAsync(SocketServer.StartLimnAsync), () => RateAsync(SocketServer.StartNpmAsync));
        var ratio = limn.Median() / npm.Median();
        table.Add(new Result(Name, $"acknowledgements a second, {Busy} busy of {Connections:N0} connections")
        {
            Measured = $"{limn.Median():N0}", Floor = $"npm {npm.Median():N0}", Ratio = $"{ratio:0.00}", Goal = "≥ 1", IsMet = ratio >= 1,
        });

        var (limnBytes, npmBytes) = await Samples.InterleaveAsync(
            Math.Min(options.Runs, 3), () => BytesAsync(SocketServer.StartLimnAsync), () => BytesAsync(SocketServer.StartNpmAsync));
        ratio = limnBytes.Median() / npmBytes.Median();
        table.Add(new Result(Name, $"memory of a connection, {Idle:N0} idle ones held")
        {
            Measured = $"{limnBytes.Median():0.0} kB", Floor = $"npm {npmBytes.Median():0.0} kB", Ratio = $"{ratio:0.00}", Goal = "≤ 1", IsMet = ratio <= 1,
        });
    }

    /// <summary>Round trips in a second.</summary>
    private static async Task<double> RateAsync(Func<Task<SocketServer>> startAsync)
    {
        await using var server = await startAsync();
        var clients = await ConnectAsync(server, Connections);
        var begun = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(clients.Take(Busy).Select(client => CountAsync(client, begun)));
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        Close(clients);
        return counts.Sum() / seconds;
    }

    private static async Task<int> CountAsync(SocketClient client, long begun)
    {
        var count = 0;
        while (Stopwatch.GetElapsedTime(begun) < Span)
        {
            await client.EchoAsync(count++);
        }

        return count;
    }

    /// <summary>kB of physical memory that each idle connection adds.</summary>
    private static async Task<double> BytesAsync(Func<Task<SocketServer>> startAsync)
    {
        await using var server = await startAsync();
        Close(await ConnectAsync(server, ConnectingAtOnce));
        await Task.Delay(Settling);
        var before = ProcessMemory.Resident(server.ProcessId);
        var clients = await ConnectAsync(server, Idle);
        await Task.Delay(Settling);
        var after = ProcessMemory.Resident(server.ProcessId);
        Close(clients);
        return (after - before) * 1000 / Idle;
    }

    private static async Task<List<SocketClient>> ConnectAsync(SocketServer server, int count)
    {
        var clients = new List<SocketClient>(count);
        foreach (var chunk in Enumerable.Range(0, count).Chunk(ConnectingAtOnce))
        {
            clients.AddRange(await Task.WhenAll(chunk.Select(_ => SocketClient.ConnectAsync(server.Port))));
        }

        return clients;
    }

    private static void Close(IEnumerable<SocketClient> clients)
    {
        foreach (var client in clients)
        {
            client.Dispose();
        }
    }
}
