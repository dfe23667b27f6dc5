using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Limn.SocketIO.Namespaces;
using Limn.SocketIO.Sessions;
using Limn.SocketIO.Transports;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Limn.SocketIO.Hosting;

/// <summary>The Socket.IO server of this process; a singleton among the services. Safe for use by several threads.</summary>
public sealed class SocketIOServer : IDisposable
{
    private readonly ConcurrentDictionary<string, SocketNamespace> namespaces = [];
    private readonly SocketBackplane backplane;
    private readonly EngineServer engine;
    private readonly EngineEndpoint endpoint;

    /// <summary>Made by <see cref="SocketIOHosting.AddSocketIO"/>.</summary>
    /// <param name="options">Times and limits.</param>
    /// <param name="time">Tells the time.</param>
    /// <param name="logger">Takes log messages.</param>
    /// <param name="meters">Makes the meter <c>Limn.SocketIO</c>.</param>
    /// <param name="backplane">Brings broadcasts to other nodes.</param>
    public SocketIOServer(
        IOptions<SocketIOOptions> options,
        TimeProvider time,
        ILogger<SocketIOServer> logger,
        IMeterFactory meters,
        SocketBackplane backplane)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.backplane = backplane;
        var services = new EngineServices(options.Value, time, logger, new SocketIOMetrics(meters));
        Func<string, bool> isTolerant = IsTolerant;
        engine = new EngineServer(services, session => new SocketConnection(session, engine!, namespaces, isTolerant));
        endpoint = new EngineEndpoint(engine);
    }

    /// <summary>Sessions that are open or take leave, on this node.</summary>
    public int SessionCount => engine.SessionCount;

    /// <summary>Makes a namespace, which clients may join from then on.</summary>
    /// <param name="name">Its name, which begins with a slash.</param>
    /// <returns>The namespace, to be given its rules and handlers.</returns>
    /// <exception cref="ArgumentException">The name is malformed or taken.</exception>
    public SocketNamespace AddNamespace(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name[0] != '/' || name.Contains(','))
            throw new ArgumentException("A namespace starts with a slash and has no comma.", nameof(name));
        var added = new SocketNamespace(name, backplane);
        return namespaces.TryAdd(name, added) ? added : throw new ArgumentException($"The namespace '{name}' exists.", nameof(name));
    }

    /// <summary>Finds a namespace that was made before.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The namespace.</returns>
    /// <exception cref="KeyNotFoundException">There is no such namespace.</exception>
    public SocketNamespace GetNamespace(string name) =>
        namespaces.TryGetValue(name, out var found) ? found : throw new KeyNotFoundException($"There is no namespace '{name}'.");

    /// <summary>Hands a broadcast that another node published to the sockets of this node. Unknown namespaces are ignored.</summary>
    /// <param name="broadcast">The broadcast.</param>
    public void Deliver(SocketBroadcast broadcast)
    {
        ArgumentNullException.ThrowIfNull(broadcast);
        if (namespaces.TryGetValue(broadcast.Namespace, out var found))
            found.Deliver(broadcast);
    }

    /// <summary>
    /// Refuses handshakes from now on, closes every session, and waits until all handlers have ended. Called by the host
    /// when it stops, before any other service stops.
    /// </summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Completes when nothing is left.</returns>
    public Task DrainAsync(CancellationToken cancellationToken) => engine.DrainAsync(cancellationToken);

    /// <summary>Ends the heartbeat.</summary>
    public void Dispose() => engine.Dispose();

    private bool IsTolerant(string name) => namespaces.TryGetValue(name, out var found) && found.IsTolerant;

    internal Task HandleAsync(HttpContext context) => endpoint.HandleAsync(context);
}
