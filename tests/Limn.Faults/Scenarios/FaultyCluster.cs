using Limn.Faults.Checks;
using Limn.Faults.Load;
using Limn.Faults.Means;
using Limn.Server.Tests.Hosting;

namespace Limn.Faults.Scenarios;

/// <summary>Three processes over one PostgreSQL and one folder, all under load, of which one will be lost.</summary>
internal sealed class FaultyCluster : IAsyncDisposable
{
    private const int Size = 3;
    private readonly PostgresServer postgres;
    private readonly Cable? cable;
    private readonly string folder;

    private FaultyCluster(PostgresServer postgres, Cable? cable, string folder, ServerProcess[] processes, MixedLoad load)
    {
        (this.postgres, this.cable, this.folder, Processes, Load) = (postgres, cable, folder, processes, load);
        Check = new StoreCheck(processes[0], load);
    }

    public ServerProcess[] Processes { get; }

    public MixedLoad Load { get; }

    public StoreCheck Check { get; }

    /// <summary>Starts all.</summary>
    /// <param name="segment">Where the last process lives; with the others if null.</param>
    public static async Task<FaultyCluster> StartAsync(Segment? segment = null)
    {
        var postgres = await PostgresServer.StartAsync(durable: true);
        var database = await postgres.CreateDatabaseAsync();
        var folder = Path.Combine(Path.GetTempPath(), $"limn-faults-{Guid.NewGuid():N}");
        var settings = new ServerSettings { DataDirectory = folder, OwnsDataDirectory = false, Further = Further() }.With(database);
        var cable = segment is null ? null : new Cable(postgres.Port, segment.Outside);
        var places = segment is null ? [settings, settings, settings] : Spread(settings, segment, cable!, database);
        var processes = await Task.WhenAll(places.Select(ServerProcess.StartAsync));
        var cluster = new FaultyCluster(postgres, cable, folder, processes, await MixedLoad.StartAsync(processes));
        await cluster.Load.MoreAsync(20);
        return cluster;
    }

    /// <summary>Starts anew what has ended, as a service manager does.</summary>
    public async Task ReviveAsync()
    {
        foreach (var process in Processes)
        {
            if (process.HasExited || !await ReadyAsync(process))
            {
                await process.ExitAsync();
                await process.StartProcessAsync();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Load.DisposeAsync();
        foreach (var process in Processes)
        {
            await process.DisposeAsync();
        }

        if (cable is not null)
        {
            await cable.DisposeAsync();
        }

        await postgres.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static Dictionary<string, string> Further() => new(FaultyServer.Hasty)
    {
        ["Limn:Cluster:Enabled"] = "true", ["Limn:Cluster:ProbeTimeout"] = "00:00:02", ["Limn:Cluster:DrainDelay"] = "00:00:01", ["Limn:Jobs:Lease"] = "00:00:05",
    };

    // All speak to each other and to the database through the network of the last one.
    private static ServerSettings[] Spread(ServerSettings settings, Segment segment, Cable cable, string database)
    {
        var outside = settings.With("Limn:Cluster:Address", $"{segment.Outside}") with { Host = $"{segment.Outside}" };
        var inside = settings.With("Limn:Cluster:Address", $"{segment.Inside}").With(cable.Reach(database, segment.Outside));
        inside = inside with { Host = $"{segment.Inside}", Within = segment.Within };
        return [.. Enumerable.Repeat(outside, Size - 1), inside];
    }

    /// <summary>Waits until the process serves or has ended.</summary>
    private static async Task<bool> ReadyAsync(ServerProcess process)
    {
        var isReady = false;
        await Eventually.TrueAsync(async () => process.HasExited || (isReady = await process.IsReadyAsync()), () => $"the process serves or ends:\n{process.Log()}");
        return isReady;
    }
}
