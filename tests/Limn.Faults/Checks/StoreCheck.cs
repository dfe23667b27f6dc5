using Limn.Faults.Load;
using Limn.Faults.Means;
using Limn.Server.Database;
using Limn.Server.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Shouldly;

namespace Limn.Faults.Checks;

/// <summary>Compares what the server keeps with what it acknowledged. Reads the database beside the running server.</summary>
internal sealed class StoreCheck(ServerProcess server, MixedLoad load)
{
    private int seen;

    /// <summary>What was acknowledged since the last look and is not there.</summary>
    public async Task<IReadOnlyList<string>> FindLostAsync()
    {
        var entries = load.Ledger.From(seen);
        seen += entries.Count;
        return await FindLostAsync(entries);
    }

    /// <summary>Stops the load, lets everything under way end, looks at everything, adds the scenario's row to the table, and fails on any finding.</summary>
    public async Task ConcludeAsync(string scenario, int kills)
    {
        await load.StopAsync();
        await WaitUntilIdleAsync();
        var lost = await FindLostAsync(load.Ledger.From(0));
        var diagnosis = await Doctor.ExamineAsync(server);
        FaultTable.Add(new FaultRow(scenario, kills, load.Ledger.Count, lost.Count, diagnosis.Broken.Count, diagnosis.NotEnded.Count));

        lost.ShouldBeEmpty(server.Log());
        diagnosis.Broken.ShouldBeEmpty();
        diagnosis.NotEnded.ShouldBeEmpty(server.Log());
        load.Ledger.Count.ShouldBeGreaterThan(0, server.Log());
    }

    private async Task WaitUntilIdleAsync()
    {
        var waited = TimeProvider.System.GetTimestamp();
        while (await CountOpenAsync() > 0 && TimeProvider.System.GetElapsedTime(waited) < TimeSpan.FromSeconds(120))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200));
        }
    }

    private async Task<int> CountOpenAsync()
    {
        await using var db = Open();
        return await db.Jobs.CountAsync(job => job.EndedAt == null) + await db.PluginSessions.CountAsync(run => run.EndedAt == null)
            + await db.Outbox.CountAsync();
    }

    private async Task<IReadOnlyList<string>> FindLostAsync(IEnumerable<Acknowledged> entries)
    {
        await using var db = Open();
        var lost = new List<string>();
        foreach (var entry in entries)
        {
            if (!await entry.IsThereAsync(db))
            {
                lost.Add(entry.What);
            }
        }

        return lost;
    }

    private LimnDb Open() => server.Database() is { Length: > 0 } database
        ? new PostgresLimnDb(new DbContextOptionsBuilder<PostgresLimnDb>().UseNpgsql(database).Options)
        : new SqliteLimnDb(new DbContextOptionsBuilder<SqliteLimnDb>().UseSqlite($"Data Source={Path.Combine(server.Settings.DataDirectory, "limn.db")};Pooling=False;Default Timeout=30").Options);
}
