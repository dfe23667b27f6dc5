using System.Security.Cryptography;
using Limn.Faults.Means;
using Shouldly;
using Xunit;

namespace Limn.Faults.Scenarios;

/// <summary>
/// SQLite's write-ahead log ends in the middle of something, as after a power cut during a write that was not acknowledged. What was committed
/// stands before that and is there; the rest is as if it had never been.
/// </summary>
public sealed class TornLogTests
{
    private const int FrameHeader = 24;
    private const int Page = 4096;

    private static readonly string[] Tails = ["nothing", "zeros", "noise", "half a frame", "a frame with a wrong checksum"];

    [Fact]
    public async Task Log_is_torn_behind_the_last_commit()
    {
        await using var server = await FaultyServer.StartAsync();
        foreach (var tail in Enumerable.Repeat(Tails, Dose.Rounds).SelectMany(tails => tails))
        {
            await server.Process.KillAsync();
            await AppendAsync(Path.Combine(server.Process.Settings.DataDirectory, "limn.db-wal"), tail);
            await server.Process.StartProcessAsync();
            (await server.Check.FindLostAsync()).ShouldBeEmpty(tail);
            await server.Load.MoreAsync(20);
        }

        server.Load.Failures.ShouldBeEmpty(server.Process.Log());
        await server.Check.ConcludeAsync($"write-ahead log torn by {string.Join(", ", Tails)}", Tails.Length * Dose.Rounds);
    }

    private static async Task AppendAsync(string path, string tail)
    {
        var log = await File.ReadAllBytesAsync(path);
        log.Length.ShouldBeGreaterThan(FrameHeader + Page);
        var lastFrame = log[^(FrameHeader + Page)..];
        var rest = tail switch
        {
            "zeros" => new byte[3 * Page],
            "noise" => RandomNumberGenerator.GetBytes(3 * Page),
            "half a frame" => lastFrame[..(Page / 2)],
            "a frame with a wrong checksum" => lastFrame,
            _ => [],
        };
        await using var file = new FileStream(path, FileMode.Append);
        await file.WriteAsync(rest);
    }
}
