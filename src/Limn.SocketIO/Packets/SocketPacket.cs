using System.Buffers;
using System.Text.Json;

namespace Limn.SocketIO.Packets;

/// <summary>
/// One packet of socket.io-protocol v5. On the wire it is one Engine.IO text message, followed by one binary message
/// for each of its <see cref="Attachments"/>.
/// </summary>
/// <remarks>Immutable; made by the factory methods or by <see cref="SocketPacketDecoder"/>.</remarks>
public sealed class SocketPacket
{
    /// <summary>The namespace that needs no name on the wire.</summary>
    public const string MainNamespace = "/";

    private readonly JsonPayload payload;

    internal SocketPacket(SocketPacketType type, string @namespace, long? ackId, JsonPayload payload)
    {
        Type = type;
        Namespace = @namespace;
        AckId = ackId;
        this.payload = payload;
    }

    /// <summary>The kind of packet.</summary>
    public SocketPacketType Type { get; }

    /// <summary>The namespace, with its slash. Default <see cref="MainNamespace"/>.</summary>
    public string Namespace { get; }

    /// <summary>Set on an ack, and on an event whose sender waits for one.</summary>
    public long? AckId { get; }

    /// <summary>The JSON after the head, as UTF-8; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Data => payload.Json;

    /// <summary>The binary frames in order; empty for most packets.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Attachments { get; internal init; } = [];

    /// <summary>Name of an event; empty for other kinds. Decodes anew at each call.</summary>
    public string EventName => Type == SocketPacketType.Event ? JsonText.Decode(payload.Name.Span, EventNameIsEscaped) : "";

    /// <summary>Arguments of an event or an ack; empty for other kinds.</summary>
    public SocketArguments Arguments => Type switch
    {
        SocketPacketType.Event => new SocketArguments(payload.Json, payload.ItemsStart, 1, Attachments),
        SocketPacketType.Ack => new SocketArguments(payload.Json, 1, 0, Attachments),
        _ => default,
    };

    /// <summary>The name as it stands in the JSON; only without escapes is it the name's UTF-8.</summary>
    internal ReadOnlySpan<byte> RawEventName => payload.Name.Span;

    internal bool EventNameIsEscaped => payload.Naming == JsonNaming.Escaped;

    /// <summary>Makes an event.</summary>
    /// <param name="namespace">The namespace.</param>
    /// <param name="name">The event's name.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="ackId">Set when an ack is wanted. Default null.</param>
    /// <returns>The packet.</returns>
    public static SocketPacket Event(string @namespace, string name, SocketArguments arguments, long? ackId = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        var json = new ArrayBufferWriter<byte>(name.Length + arguments.Items.Length + 8);
        SocketPacketWriter.WriteEventData(name, arguments, json);
        return Make(SocketPacketType.Event, @namespace, ackId, json.WrittenMemory, arguments.Attachments);
    }

    /// <summary>Makes the answer to an event.</summary>
    /// <param name="namespace">The namespace of the event.</param>
    /// <param name="ackId">The id that the event carried.</param>
    /// <param name="arguments">What the answer says; may be empty.</param>
    /// <returns>The packet.</returns>
    public static SocketPacket Ack(string @namespace, long ackId, SocketArguments arguments)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(ackId);
        var json = new ArrayBufferWriter<byte>(arguments.Items.Length + 2);
        arguments.WriteTo(json);
        return Make(SocketPacketType.Ack, @namespace, ackId, json.WrittenMemory, arguments.Attachments);
    }

    /// <summary>Makes the request to join a namespace, or the answer to it.</summary>
    /// <param name="namespace">The namespace.</param>
    /// <param name="data">A JSON object: what the client authenticates with, or the server's <c>{"sid":"…"}</c>. May be empty.</param>
    /// <returns>The packet.</returns>
    /// <exception cref="FormatException">The data is not one JSON object.</exception>
    public static SocketPacket Connect(string @namespace, ReadOnlyMemory<byte> data = default) =>
        MakeWithObject(SocketPacketType.Connect, @namespace, data);

    /// <summary>Makes the refusal of a namespace.</summary>
    /// <param name="namespace">The namespace.</param>
    /// <param name="data">A JSON object with the key <c>message</c> and perhaps <c>data</c>.</param>
    /// <returns>The packet.</returns>
    /// <exception cref="FormatException">The data is not one JSON object.</exception>
    public static SocketPacket ConnectError(string @namespace, ReadOnlyMemory<byte> data) =>
        MakeWithObject(SocketPacketType.ConnectError, @namespace, data);

    /// <summary>Makes the farewell to a namespace.</summary>
    /// <param name="namespace">The namespace.</param>
    /// <returns>The packet.</returns>
    public static SocketPacket Disconnect(string @namespace) => Make(SocketPacketType.Disconnect, @namespace, null, default, []);

    /// <summary>Writes the text of the packet, without the Engine.IO digit before it and without its attachments.</summary>
    /// <param name="output">Receives UTF-8.</param>
    public void WriteTo(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        SocketPacketWriter.WriteHead(Type, Namespace, AckId, Attachments.Count, output);
        output.Write(Data.Span);
    }

    private static SocketPacket MakeWithObject(SocketPacketType type, string @namespace, ReadOnlyMemory<byte> data)
    {
        if (data.IsEmpty && type == SocketPacketType.Connect)
            return Make(type, @namespace, null, default, []);
        return JsonPayload.TryRead(data, out var payload) && payload.Kind == JsonValueKind.Object
            ? Make(type, @namespace, null, payload.Json, [])
            : throw new FormatException("The data is one JSON object.");
    }

    private static SocketPacket Make(
        SocketPacketType type, string @namespace, long? ackId, ReadOnlyMemory<byte> json, IReadOnlyList<ReadOnlyMemory<byte>> attachments)
    {
        ArgumentException.ThrowIfNullOrEmpty(@namespace);
        if (@namespace[0] != '/' || @namespace.Contains(','))
            throw new ArgumentException("A namespace starts with a slash and has no comma.", nameof(@namespace));
        JsonPayload.TryRead(json, out var payload);
        return new SocketPacket(type, @namespace, ackId, payload) { Attachments = attachments };
    }
}
