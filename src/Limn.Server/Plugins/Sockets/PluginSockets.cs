using System.Collections.Concurrent;
using System.Text.Json;
using Limn.Server.Cluster;
using Limn.Server.Hosting;
using Limn.Server.Plugins.Connections;
using Limn.Server.Plugins.Sessions;
using Limn.SocketIO.Hosting;
using Limn.SocketIO.Namespaces;
using Microsoft.Extensions.Options;

namespace Limn.Server.Plugins.Sockets;

/// <summary>The namespace <c>/plugin</c>, and what its sockets need.</summary>
internal sealed partial class PluginSockets(
    IGrainFactory grains, PluginStore store, ClusterMembers members, Draining draining, Limits limits, IOptions<PluginsOptions> options,
    TimeProvider clock, ILogger<PluginSockets> log) : IProcessLossListener
{
    public const string Namespace = "/plugin";
    private static readonly TimeSpan RefusalWriteInterval = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<PluginId, Refusals> refusals = [];

    private SocketNamespace? sockets;

    public IGrainFactory Grains => grains;

    /// <summary>Names this process.</summary>
    public string Process => members.Self;

    /// <summary>No run is sent any more.</summary>
    public bool IsDraining => draining.HasBegun;

    public Limits Limits => limits;

    public TimeProvider Clock => clock;

    /// <summary>Serves the namespace. Joining asks nothing of the database: clients wait one second for the answer, then they die.</summary>
    public void Map(SocketIOServer server) => sockets = server.AddNamespace(Namespace)
        .AllowAnyOrigin()
        .TolerateLooseClients()
        .OnConnect((socket, _) => Open(socket))
        .On("heartbeat", received => Of(received.Socket).HeartbeatAsync(BodyOf(received)))
        .On("log", received => Of(received.Socket).LogAsync(BodyOf(received)))
        .On("response", received => Of(received.Socket).RespondAsync(BodyOf(received)))
        .OnDisconnect(async (socket, _) => await Of(socket).CloseAsync());

    /// <summary>Registers all connections again: those whose grain was in the lost process have none.</summary>
    public Task ProcessLostAsync(CancellationToken cancellationToken) =>
        Task.WhenAll((sockets?.Sockets ?? []).Select(socket => socket.State is PluginSocket plugin ? plugin.RenewAsync() : Task.CompletedTask));

    public IPluginGrain GrainOf(PluginId id) => grains.GetGrain<IPluginGrain>(id.ToString());

    public ReportPump NewPump(SessionSource source)
    {
        var pump = new ReportPump(grains, source, clock, log);
        _ = pump.RunAsync();
        return pump;
    }

    /// <summary>Whether a secret is that of a plugin. What is not is noted on the owner's page.</summary>
    public async Task<bool> Proves(PluginId id, string secret, string address)
    {
        var proof = await store.CheckAsync(id, secret, CancellationToken.None);
        if (proof == SecretCheck.WrongSecret)
        {
            await NoteAsync(id, address);
        }

        return proof == SecretCheck.Proved;
    }

    private ValueTask Open(Socket socket)
    {
        socket.State = new PluginSocket(socket, this);
        _ = CloseUnlessHeardAsync(socket);
        return default;
    }

    // A plugin sends its first heartbeat at once; whatever else this is, it need not stay.
    private async Task CloseUnlessHeardAsync(Socket socket)
    {
        try
        {
            await Task.Delay(options.Value.FirstHeartbeat, clock, socket.Disconnected);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        if (!Of(socket).HasSentHeartbeat)
        {
            socket.Disconnect(closeConnection: true);
        }
    }

    private async Task NoteAsync(PluginId id, string address)
    {
        LogRefused(id, address);
        var noted = refusals.GetOrAdd(id, _ => new Refusals());
        if (noted.Count(clock.GetUtcNow(), RefusalWriteInterval) is var count and > 0)
        {
            await store.NoteRefusalAsync(id, address, count, CancellationToken.None);
        }
    }

    private static PluginSocket Of(Socket socket) => (PluginSocket)socket.State!;

    private static JsonElement BodyOf(SocketEvent received) => received.Arguments.Get<JsonElement>(0);

    [LoggerMessage(EventId = EventIds.PluginRefused, Level = LogLevel.Warning, Message = "A wrong secret for plugin {Plugin} came from {Address}")]
    private partial void LogRefused(PluginId plugin, string address);

    /// <summary>Counts wrong secrets, to be written once in a while.</summary>
    private sealed class Refusals
    {
        private readonly Lock gate = new();
        private DateTimeOffset? writtenAt;
        private int count;

        /// <summary>Counts one; returns how many are to be written now, or 0.</summary>
        public int Count(DateTimeOffset now, TimeSpan interval)
        {
            lock (gate)
            {
                count++;
                if (now - writtenAt < interval)
                {
                    return 0;
                }

                writtenAt = now;
                return Interlocked.Exchange(ref count, 0);
            }
        }
    }
}
