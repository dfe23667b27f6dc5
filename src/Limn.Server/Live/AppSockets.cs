using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.Json;
using Limn.Server.Auth;
using Limn.Server.Permissions;
using Limn.SocketIO.Hosting;
using Limn.SocketIO.Namespaces;
using Limn.SocketIO.Packets;

namespace Limn.Server.Live;

/// <summary>
/// The namespace <c>/app</c>: open pages of the web app, known by their session cookie, from the server's own origin only. A page names the
/// topics that it listens to; each is checked like a route, and again every minute.
/// </summary>
internal sealed partial class AppSockets(
    AppTopics topics, IEnumerable<TopicRule> rules, IServiceScopeFactory scopes, TimeProvider clock, ILogger<AppSockets> log) : BackgroundService
{
    public const string Namespace = "/app";
    private const int MostTopics = 100;
    private static readonly TimeSpan RecheckInterval = TimeSpan.FromMinutes(1);
    private static readonly ConnectRefusal NotSignedIn = new("Sign in first.");
    private readonly FrozenDictionary<string, TopicRule> rules = rules.ToFrozenDictionary(rule => rule.Prefix);
    private SocketNamespace? pages;

    public void Map(SocketIOServer server)
    {
        pages = server.AddNamespace(Namespace)
            .Authorize(AuthorizeAsync)
            .OnConnect((socket, _) =>
            {
                socket.State = new AppSocket(PageSession.Of(socket.Handshake)!);
                return default;
            })
            .On("subscribe", SubscribeAsync)
            .On("unsubscribe", UnsubscribeAsync)
            .OnDisconnect((socket, _) => DropAllAsync(socket));
        topics.Emit = (topic, liveEvent) => pages.To(topic).EmitAsync(liveEvent.Name, Arguments(topic, liveEvent));
    }

    /// <summary>Renews the process's subscriptions, and looks whether every page may still listen to its topics.</summary>
    public async Task RecheckAllAsync(CancellationToken cancellationToken)
    {
        try
        {
            await topics.RenewAsync();
            foreach (var socket in pages?.Sockets ?? [])
            {
                await RecheckAsync(socket, cancellationToken);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogRecheckFailed(exception);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(RecheckInterval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await RecheckAllAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The process stops.
        }
    }

    private async ValueTask<ConnectRefusal?> AuthorizeAsync(ConnectRequest request) =>
        PageSession.Of(request.Handshake) is { } session && await WithCallerAsync(session, _ => Task.FromResult(true), CancellationToken.None)
            ? null
            : NotSignedIn;

    private async ValueTask SubscribeAsync(SocketEvent received)
    {
        var topic = TopicOf(received);
        var page = (AppSocket)received.Socket.State!;
        var refusal = page.Topics.Count >= MostTopics ? $"A page listens to at most {MostTopics} topics."
            : await IsAllowedAsync(page, topic, CancellationToken.None) ? null
            : "There is no such topic.";
        if (refusal is null && page.TryAdd(topic!))
        {
            received.Socket.Join(topic!);
            await topics.AddAsync(topic!);
        }

        if (received.WantsAck)
        {
            await received.AckAsync(SocketArguments.Of(refusal is null ? new { ok = true } : new { ok = false, message = refusal }));
        }
    }

    private async ValueTask UnsubscribeAsync(SocketEvent received)
    {
        if (TopicOf(received) is { } topic)
        {
            await DropAsync(received.Socket, topic);
        }
    }

    private async ValueTask DropAllAsync(Socket socket)
    {
        foreach (var topic in ((AppSocket)socket.State!).Topics)
        {
            await DropAsync(socket, topic);
        }
    }

    private async ValueTask DropAsync(Socket socket, string topic)
    {
        if (((AppSocket)socket.State!).TryRemove(topic))
        {
            socket.Leave(topic);
            await topics.RemoveAsync(topic);
        }
    }

    // A right that is lost, and a session that is over, are noticed within a minute.
    private async Task RecheckAsync(Socket socket, CancellationToken cancellationToken)
    {
        if (socket.State is not AppSocket page)
        {
            return;
        }

        if (!await WithCallerAsync(page.Session, _ => Task.FromResult(true), cancellationToken))
        {
            socket.Disconnect(closeConnection: true);
            return;
        }

        foreach (var topic in page.Topics)
        {
            if (!await IsAllowedAsync(page, topic, cancellationToken))
            {
                await DropAsync(socket, topic);
            }
        }
    }

    private async Task<bool> IsAllowedAsync(AppSocket page, string? topic, CancellationToken cancellationToken) =>
        topic?.Split('/', 2) is [var prefix, var id] && rules.TryGetValue(prefix, out var rule)
        && await WithCallerAsync(page.Session, request => rule.AllowsAsync(request with { Id = id }), cancellationToken);

    /// <summary>Asks something about the user behind a page, as he is now; false when his session is over.</summary>
    private async Task<bool> WithCallerAsync(PageSession session, Func<TopicRequest, Task<bool>> askAsync, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LimnDb>();
        return await SessionCallers.FindAsync(db, session.UserId, session.Stamp, cancellationToken) is { } caller
            && await askAsync(new TopicRequest(caller, "", db, scope.ServiceProvider.GetRequiredService<Access>(), cancellationToken));
    }

    private static string? TopicOf(SocketEvent received) =>
        received.Arguments.Get<JsonElement>(0) is { ValueKind: JsonValueKind.String } topic ? topic.GetString() : null;

    private static SocketArguments Arguments(string topic, LiveEvent liveEvent)
    {
        var name = JsonSerializer.SerializeToUtf8Bytes(topic);
        return SocketArguments.FromJson((byte[])[(byte)'[', .. name, (byte)',', .. liveEvent.Payload, (byte)']']);
    }

    [LoggerMessage(EventId = Hosting.EventIds.LiveRecheckFailed, Level = LogLevel.Warning, Message = "The topics of open pages could not be renewed; trying again")]
    private partial void LogRecheckFailed(Exception exception);
}

/// <summary>One open page, and the topics that it listens to.</summary>
internal sealed class AppSocket(PageSession session)
{
    private readonly ConcurrentDictionary<string, bool> topics = [];

    public PageSession Session => session;

    public ICollection<string> Topics => topics.Keys;

    /// <summary>False when it listens already.</summary>
    public bool TryAdd(string topic) => topics.TryAdd(topic, true);

    /// <summary>False when it did not listen.</summary>
    public bool TryRemove(string topic) => topics.TryRemove(topic, out _);
}
