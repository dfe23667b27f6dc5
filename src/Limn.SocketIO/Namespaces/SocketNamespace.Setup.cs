namespace Limn.SocketIO.Namespaces;

/// <content>The rules and handlers of a namespace.</content>
public sealed partial class SocketNamespace
{
    private readonly object setup = new();

    internal NamespaceHandlers Handlers { get; private set; } = NamespaceHandlers.None;

    internal OriginPolicy Origins { get; private set; } = OriginPolicy.SameOrigin;

    internal bool IsTolerant { get; private set; }

    /// <summary>Admits pages of any origin. Default: only pages of the server's own host, and programs that are no browsers.</summary>
    /// <returns>This namespace.</returns>
    public SocketNamespace AllowAnyOrigin()
    {
        Origins = OriginPolicy.Any;
        return this;
    }

    /// <summary>Admits pages of these origins besides those of the server's own host.</summary>
    /// <param name="origins">Scheme, host and port as browsers write them: <c>https://example.com</c>.</param>
    /// <returns>This namespace.</returns>
    public SocketNamespace AllowOrigins(params string[] origins)
    {
        Origins = OriginPolicy.SameOriginAnd(origins);
        return this;
    }

    /// <summary>
    /// Bears with clients that bend the protocol, such as Python's: NaN, Infinity and -Infinity in their JSON become null,
    /// and a packet whose attachments are overtaken by another packet is dropped and logged. Default: the connection of
    /// such a client is closed.
    /// </summary>
    /// <returns>This namespace.</returns>
    public SocketNamespace TolerateLooseClients()
    {
        IsTolerant = true;
        return this;
    }

    /// <summary>
    /// Decides who may join; the client gets its answer when the decision is there. Default: everybody may. A client that
    /// must be answered at once is better let in, and judged by its events.
    /// </summary>
    /// <param name="handler">Returns null to let the client in.</param>
    /// <returns>This namespace.</returns>
    public SocketNamespace Authorize(Func<ConnectRequest, ValueTask<ConnectRefusal?>> handler)
    {
        Change(handlers => handlers with { Authorize = handler });
        return this;
    }

    /// <summary>Sets what is done when a client has joined and has been told so, before any of its events.</summary>
    /// <param name="handler">Takes the socket and the client's request.</param>
    /// <returns>This namespace.</returns>
    public SocketNamespace OnConnect(Func<Socket, ConnectRequest, ValueTask> handler)
    {
        Change(handlers => handlers with { Connect = handler });
        return this;
    }

    /// <summary>Sets what is done when a socket has ended, after all of its events.</summary>
    /// <param name="handler">Takes the socket and the reason.</param>
    /// <returns>This namespace.</returns>
    public SocketNamespace OnDisconnect(Func<Socket, DisconnectReason, ValueTask> handler)
    {
        Change(handlers => handlers with { Disconnect = handler });
        return this;
    }

    /// <summary>Sets what is done with an event; events without a handler are ignored.</summary>
    /// <param name="eventName">The event's name.</param>
    /// <param name="handler">Takes the event. The next event of the same socket waits for its end.</param>
    /// <returns>This namespace.</returns>
    /// <exception cref="ArgumentException">The name is empty or reserved, or has a handler.</exception>
    public SocketNamespace On(string eventName, Func<SocketEvent, ValueTask> handler)
    {
        EventNames.ThrowIfReserved(eventName);
        ArgumentNullException.ThrowIfNull(handler);
        Change(handlers => handlers.Events.Any(entry => entry.Name == eventName)
            ? throw new ArgumentException($"The event '{eventName}' has a handler.", nameof(eventName))
            : handlers with { Events = [.. handlers.Events, new NamespaceHandlers.EventEntry(eventName, handler)] });
        return this;
    }

    private void Change(Func<NamespaceHandlers, NamespaceHandlers> change)
    {
        lock (setup)
            Handlers = change(Handlers);
    }
}
