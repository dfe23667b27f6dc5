namespace Limn.Plugins.Transports.WebSocket;

/// <summary>Something to be sent.</summary>
internal sealed class OutboxMessage(OutboxKind kind, ReadOnlyMemory<byte> json)
{
    internal OutboxKind Kind { get; } = kind;

    internal ReadOnlyMemory<byte> Json { get; } = json;

    /// <summary>An acknowledgement has a meaning on the connection that asked for it, and nowhere else.</summary>
    internal PluginConnection? Connection { get; init; }

    internal long AckId { get; init; }

    /// <summary>Pongs that had been sent when it was, see <see cref="Outbox.Confirm"/>.</summary>
    internal int Mark { get; set; }
}

/// <summary>Kinds of messages of a run.</summary>
internal enum OutboxKind
{
    /// <summary>Event <c>log</c>.</summary>
    Log,

    /// <summary>Event <c>response</c>.</summary>
    Response,

    /// <summary>Acknowledgement of an event <c>plugin</c>.</summary>
    Ack,
}
