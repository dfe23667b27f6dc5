using Limn.Faults.Checks;
using Limn.Faults.Load;
using Limn.Server.Tests.Hosting;

namespace Limn.Faults.Scenarios;

/// <summary>A server under load, to which something will happen.</summary>
internal sealed class FaultyServer : IAsyncDisposable
{
    /// <summary>Runs of plugins end within seconds, one way or the other, and nobody is limited.</summary>
    internal static readonly IReadOnlyDictionary<string, string> Hasty = new Dictionary<string, string>
    {
        ["Limn:Limits:OpenJobsPerUser"] = "1000000", ["Limn:Limits:OpenPluginRunsPerUser"] = "1000000", ["Limn:Plugins:AckWait"] = "00:00:00.500",
        ["Limn:Plugins:OfflineWait"] = "00:00:03", ["Limn:Plugins:ReconnectGrace"] = "00:00:01", ["Limn:Plugins:RefusedCallWait"] = "00:00:02",
        ["Limn:Plugins:Export:Start"] = "00:00:10", ["Limn:Plugins:Export:Inactivity"] = "00:00:10", ["Limn:Plugins:Export:Total"] = "00:00:30",
        ["Limn:Plugins:Export:Orphan"] = "00:00:03", ["Logging:LogLevel:Default"] = "Warning",
    };

    private FaultyServer(ServerProcess process, MixedLoad load)
    {
        Process = process;
        Load = load;
        Check = new StoreCheck(process, load);
    }

    public ServerProcess Process { get; }

    public MixedLoad Load { get; }

    public StoreCheck Check { get; }

    public static async Task<FaultyServer> StartAsync(ServerSettings? settings = null)
    {
        settings ??= new ServerSettings();
        var process = await ServerProcess.StartAsync(settings with { Further = new Dictionary<string, string>(Hasty.Concat(settings.Further)) });
        var server = new FaultyServer(process, await MixedLoad.StartAsync(process));
        await server.Load.MoreAsync(20);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await Load.DisposeAsync();
        await Process.DisposeAsync();
    }
}
