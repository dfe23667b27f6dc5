using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Limn.Plugins;
using Limn.Plugins.Transports;
using Limn.Server.Cluster;
using Limn.Server.Hosting;
using Limn.Server.Plugins.Connections;
using Limn.Server.Plugins.Sessions;

namespace Limn.Server.Plugins.BuiltIn;

/// <summary>
/// Runs built-in plugins in this process, through the interface that remote ones have: the same parameters come, the same reports go. Their
/// calls of the API go over HTTP to this server, with the run key.
/// </summary>
internal sealed partial class BuiltInPlugins(
    IEnumerable<BuiltInPlugin> plugins, OwnServer server, IGrainFactory grains, ClusterMembers members, Draining draining, Limits limits,
    TimeProvider clock, ILogger<BuiltInPlugins> log)
    : StoppingService
{
    // Docker waits ten seconds before it kills.
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(8);
    private readonly FrozenDictionary<string, BuiltInPlugin> plugins = plugins.ToFrozenDictionary(plugin => plugin.Name);
    private readonly ConcurrentDictionary<PluginSessionId, HostedRun> runs = [];

    public IReadOnlyCollection<BuiltInPlugin> All => plugins.Values;

    /// <summary>Whether this version of the server has it.</summary>
    public bool Has(string name) => plugins.ContainsKey(name);

    /// <summary>Null when this version of the server does not have it.</summary>
    public LocalConnection? Open(string name) => plugins.TryGetValue(name, out var found)
        ? new BuiltInConnection(this, found, new PluginConnectionInfo(ConnectionIds.New(members.Self, "built-in"), "this server", clock.GetUtcNow()))
        : null;

    /// <summary>Starts a run, which goes on by itself. False when the process is about to stop.</summary>
    public bool TryStart(BuiltInPlugin plugin, PluginDispatch dispatch, SessionSource source)
    {
        if (draining.HasBegun)
        {
            return false;
        }

        var run = new HostedRun(new ReportPump(grains, source, clock, log), limits, clock);
        runs[dispatch.Session] = run;
        run.Ended = Task.Run(() => CarryOutAsync(plugin, dispatch, run));
        return true;
    }

    public void Cancel(PluginSessionId session)
    {
        if (runs.TryGetValue(session, out var run))
        {
            run.Stop.Cancel();
        }
    }

    /// <summary>While everything else still works, lets what runs end, for a moment.</summary>
    public override async Task StoppingAsync(CancellationToken cancellationToken)
    {
        var ends = Task.WhenAll(runs.Values.Select(run => run.Ended));
        await Task.WhenAny(ends, Task.Delay(DrainTime, clock, cancellationToken));
        foreach (var run in runs.Values)
        {
            await run.Stop.CancelAsync();
        }
    }

    private async Task CarryOutAsync(BuiltInPlugin plugin, PluginDispatch dispatch, HostedRun run)
    {
        var reporting = run.Reports.RunAsync();
        try
        {
            var origin = new Uri(dispatch.Origin);
            await using var transport = new InProcessPluginTransport(plugin.Create(new PluginOptions
            {
                Host = origin, Id = dispatch.Plugin.ToString(), Secret = "none: it needs to prove nothing here", HttpHandlerFactory = () => server.NewHandler(origin),
                DrainTime = TimeSpan.Zero, TimeProvider = clock,
            }));
            await transport.RunAsync(JsonNode.Parse(dispatch.Payload)!.AsObject(), run, run.Stop.Token);
            await run.Reports.PostAsync(new RunReport.Ack(dispatch.Session));
        }
        catch (Exception exception)
        {
            LogHostFailed(exception, plugin.Name, dispatch.Session);
            await run.Reports.PostAsync(new RunReport.Answer(dispatch.Session, new PluginAnswer(true, "The server could not carry the run out.", null)));
        }

        run.Reports.Complete();
        await reporting;
        runs.TryRemove(dispatch.Session, out _);
        run.Stop.Dispose();
    }

    [LoggerMessage(EventId = EventIds.PluginHostFailed, Level = LogLevel.Error, Message = "The built-in plugin {Plugin} failed in session {Session}")]
    private partial void LogHostFailed(Exception exception, string plugin, PluginSessionId session);
}

/// <summary>A built-in plugin as the one connection of its catalogue entry: always there.</summary>
internal sealed class BuiltInConnection(BuiltInPlugins host, BuiltInPlugin plugin, PluginConnectionInfo info) : LocalConnection
{
    public override PluginConnectionInfo Info => info;

    public override Task<bool> ProbeAsync() => Task.FromResult(true);

    public override Task<bool> DispatchAsync(PluginDispatch run) =>
        Task.FromResult(host.TryStart(plugin, run, new SessionSource(run.Plugin, info.Id)));

    public override Task CancelAsync(PluginSessionId session)
    {
        host.Cancel(session);
        return Task.CompletedTask;
    }
}
