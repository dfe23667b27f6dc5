using Limn.Server.Cluster;
using Limn.Server.Hosting;
using Limn.Server.Live;
using Limn.Server.Plugins.Sessions;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace Limn.Server.Plugins.Connections;

/// <summary>
/// Brings waiting runs and connections together, and shows the light. Reentrant: it waits for sessions while they speak to it; what it
/// knows changes only between waits.
/// </summary>
[Reentrant]
internal sealed partial class PluginGrain(
    PluginStore store, LocalConnections local, LiveTopics live, ClusterMembers members, IOptions<PluginsOptions> options, TimeProvider clock,
    ILogger<PluginGrain> log) : Grain, IPluginGrain
{
    private readonly DateTimeOffset activatedAt = clock.GetUtcNow();
    private readonly ConnectionTable connections = new(options.Value);
    private readonly RunQueue runs = new();
    private Task<LoadedPlugin?>? loading;
    private PluginLiveness shown = PluginLiveness.None;
    private bool isOnline;
    private DateTimeOffset heartbeatWrittenAt;

    private PluginId Id => PluginId.Parse(this.GetPrimaryKeyString(), null);

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        Task.WhenAll(connections.All.Select(connection => connection.RenewAsync()));

    public async Task BeatAsync(PluginConnectionInfo info, IPluginConnection connection)
    {
        var now = clock.GetUtcNow();
        connections.Beat(info, connection, now);
        await RefreshAsync();
        if (now - heartbeatWrittenAt >= options.Value.HeartbeatWriteInterval)
        {
            heartbeatWrittenAt = now;
            await store.WriteHeartbeatAsync(Id, now, CancellationToken.None);
        }
    }

    public async Task DetachAsync(string connectionId)
    {
        if (!connections.Remove(connectionId, clock.GetUtcNow()))
        {
            return;
        }

        // With no connection left, those that are heard of by REST calls alone are orphans too.
        var lost = connections.Count == 0 ? null : connectionId;
        await Task.WhenAll(runs.UnderWay.Select(session => SessionOf(session).ConnectionLostAsync(lost)));
        await RefreshAsync();
    }

    public async Task<PluginLiveness> GetLivenessAsync(PluginConnector connector)
    {
        // Sockets announce themselves; a listener must be known to be asked.
        await (connector == PluginConnector.REST ? LoadAsync() : Task.CompletedTask);
        await ForgetLostAsync();
        return connections.LivenessAt(clock.GetUtcNow());
    }

    public async Task<bool> HasConnectionAsync(string connectionId)
    {
        await ForgetLostAsync();
        return connections.Has(connectionId) || MayComeBack(connectionId);
    }

    public async Task<bool> EnqueueAsync(PluginSessionId session)
    {
        await LoadAsync();
        await ForgetLostAsync();
        runs.Add(session);
        await RefreshAsync();
        return isOnline;
    }

    public Task HoldAsync(PluginSessionId session)
    {
        runs.Hold(session);
        return Task.CompletedTask;
    }

    public Task ReleaseAsync(PluginSessionId session)
    {
        runs.Remove(session);
        return RefreshAsync();
    }

    public Task CancelAsync(PluginSessionId session, string connectionId) =>
        connections.Find(connectionId)?.CancelAsync(session) ?? Task.CompletedTask;

    public async Task ReloadAsync()
    {
        loading = null;
        var closed = await CloseOwnAsync();
        var plugin = await LoadAsync();
        if (closed is not null && own is null)
        {
            connections.Remove(closed, clock.GetUtcNow());
        }

        if (plugin is null)
        {
            connections.Clear();
            await Task.WhenAll(runs.Waiting.Select(session => SessionOf(session).PluginRemovedAsync()));
        }

        await RefreshAsync();
    }

    /// <summary>Connections of processes that are gone; those say nothing any more.</summary>
    private async Task ForgetLostAsync()
    {
        foreach (var id in connections.Ids.Where(id => members.IsLost(ConnectionIds.ProcessOf(id))).ToList())
        {
            await DetachAsync(id);
        }
    }

    // A grain that was lost with its process begins empty; connections of other processes register within moments.
    private bool MayComeBack(string connectionId) =>
        clock.GetUtcNow() < activatedAt + options.Value.ReconnectGrace && members.IsAlive(ConnectionIds.ProcessOf(connectionId));

    private IPluginSessionGrain SessionOf(PluginSessionId session) => GrainFactory.GetGrain<IPluginSessionGrain>(session.ToString());

    /// <summary>Reads the plugin, once. Null when it is deleted.</summary>
    private Task<LoadedPlugin?> LoadAsync() => loading is { IsFaulted: false } begun ? begun : loading = ReadAsync();

    private async Task<LoadedPlugin?> ReadAsync()
    {
        var plugin = await store.LoadAsync(Id, CancellationToken.None);
        foreach (var session in plugin?.SessionsUnderWay ?? [])
        {
            runs.Hold(session);
        }

        await OpenOwnAsync(plugin);
        return plugin;
    }

    /// <summary>Sends what can be sent, and tells whom it concerns what has changed.</summary>
    private async Task RefreshAsync()
    {
        SendWaiting();
        var now = clock.GetUtcNow();
        var (before, liveness) = (shown, connections.LivenessAt(now));
        var (wasOnline, waiting) = (isOnline, runs.Waiting.ToArray());
        shown = liveness;
        isOnline = connections.Pick(now) is not null;
        Schedule(now);
        if (isOnline != wasOnline)
        {
            await Task.WhenAll(waiting.Select(session => SessionOf(session).PluginIsOnlineAsync(!wasOnline)));
        }

        if (before.IsLive != liveness.IsLive || before.Connections.Length != liveness.Connections.Length)
        {
            LogLight(Id, liveness.IsLive, liveness.Connections.Length);
            await live.PublishAsync(LiveTopics.Plugin(Id), "live", new LivePlugin(Id, liveness.IsLive, liveness.Connections.Length));
        }
    }

    private void SendWaiting()
    {
        if (loading is not { IsCompletedSuccessfully: true, Result: { } plugin })
        {
            return;
        }

        while (connections.Pick(clock.GetUtcNow()) is { } connection && runs.TakeNext(plugin.MaxConcurrentRuns) is { } session)
        {
            _ = SendAsync(session, connection.Id, connection.Connection);
        }
    }

    private async Task SendAsync(PluginSessionId session, string connectionId, IPluginConnection connection)
    {
        try
        {
            switch (await SessionOf(session).DispatchAsync(connectionId, connection))
            {
                case DispatchOutcome.NotWaiting:
                    runs.Remove(session);
                    break;
                case DispatchOutcome.ConnectionClosed:
                    connections.Remove(connectionId, clock.GetUtcNow());
                    runs.PutBack(session);
                    break;
            }
        }
        catch (Exception exception)
        {
            // The session asks for its place again when it has found out where it stands.
            LogDispatchFailed(exception, session);
            runs.Remove(session);
        }

        await RefreshAsync();
    }

    [LoggerMessage(EventId = EventIds.PluginLight, Level = LogLevel.Information, Message = "Plugin {Plugin}: live {IsLive}, {Count} connections")]
    private partial void LogLight(PluginId plugin, bool isLive, int count);

    [LoggerMessage(EventId = EventIds.PluginDispatchFailed, Level = LogLevel.Warning, Message = "Session {Session} could not be dispatched")]
    private partial void LogDispatchFailed(Exception exception, PluginSessionId session);
}

/// <summary>What open windows are told when a plugin's light changes.</summary>
internal sealed record LivePlugin(PluginId Id, bool Live, int Connections);
