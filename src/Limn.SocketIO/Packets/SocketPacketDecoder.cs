namespace Limn.SocketIO.Packets;

/// <summary>
/// Builds <see cref="SocketPacket"/>s from the messages of one connection, in either direction. Limits are checked
/// before anything is kept, and foreign input never makes it throw.
/// </summary>
/// <remarks>
/// Not safe for use by several threads. After <see cref="SocketDecodeStatus.Malformed"/> it can be used on, but the
/// peer's later frames make no sense.
/// </remarks>
public sealed class SocketPacketDecoder
{
    private PacketHeadReader heads = new();
    private PendingPacket? pending;
    private int orphans;

    /// <summary>Attachments that one packet may announce. Default 10.</summary>
    public int MaxAttachments { get; init; } = 10;

    /// <summary>Bytes that one packet may have, its attachments included. Default 1,000,000. May be changed at any time.</summary>
    public long MaxPacketBytes { get; set; } = 1_000_000;

    /// <summary>
    /// Names the namespaces whose peers are not held to the letter: NaN and infinities in their JSON become null, and a
    /// packet whose attachments are overtaken by another packet is dropped instead of being an error. Default: none.
    /// </summary>
    public Func<string, bool> IsTolerant { get; init; } = static _ => false;

    /// <summary>Whether a packet waits for attachments.</summary>
    public bool HasPending => pending is not null;

    /// <summary>Takes a text message.</summary>
    /// <param name="text">The message without the Engine.IO digit. The packet refers to it: leave it unchanged.</param>
    /// <returns>The packet, or why there is none.</returns>
    public SocketDecodeResult ReadText(ReadOnlyMemory<byte> text)
    {
        if (text.Length > MaxPacketBytes)
            return Malformed(SocketDecodeError.TooLarge);
        if (pending is null)
            return ReadPacket(text);
        if (!IsTolerant(pending.Namespace))
            return Malformed(SocketDecodeError.UnexpectedText);
        orphans += pending.Missing;
        pending = null;
        return ReadPacket(text) with { HasDropped = true };
    }

    /// <summary>Takes a binary message: the next attachment of the packet at hand.</summary>
    /// <param name="bytes">The message. The packet refers to it: leave it unchanged.</param>
    /// <returns>The packet when this was its last attachment, or why there is none.</returns>
    public SocketDecodeResult ReadBinary(ReadOnlyMemory<byte> bytes)
    {
        if (orphans > 0)
        {
            orphans--;
            return new SocketDecodeResult(SocketDecodeStatus.Skipped);
        }
        if (pending is null)
            return Malformed(SocketDecodeError.UnexpectedBinary);
        if (pending.Bytes + bytes.Length > MaxPacketBytes)
            return Malformed(SocketDecodeError.TooLarge);
        if (!pending.Complete(bytes))
            return new SocketDecodeResult(SocketDecodeStatus.Incomplete);
        var packet = pending.ToPacket();
        pending = null;
        return new SocketDecodeResult(SocketDecodeStatus.Complete, packet);
    }

    private SocketDecodeResult ReadPacket(ReadOnlyMemory<byte> text)
    {
        var error = heads.Read(text.Span, out var head);
        if (error != SocketDecodeError.None)
            return Malformed(error);
        if (head.Attachments > MaxAttachments)
            return Malformed(SocketDecodeError.TooManyAttachments);
        if (!TryReadPayload(head.Namespace, text[head.Length..], out var payload) || !head.Admits(payload))
            return Malformed(SocketDecodeError.Payload);
        if (head.Attachments == 0)
            return new SocketDecodeResult(SocketDecodeStatus.Complete, head.ToPacket(payload, []));
        if (orphans > 0)
            return SkipWithAttachments(head.Attachments);
        pending = new PendingPacket(head, payload, text.Length);
        return new SocketDecodeResult(SocketDecodeStatus.Incomplete);
    }

    // Which of the coming blobs belong to this packet and which to the one dropped before, nobody can tell.
    private SocketDecodeResult SkipWithAttachments(int count)
    {
        orphans += count;
        return new SocketDecodeResult(SocketDecodeStatus.Skipped, HasDropped: true);
    }

    private bool TryReadPayload(string @namespace, ReadOnlyMemory<byte> json, out JsonPayload payload)
    {
        payload = default;
        json = Surrogates.Repair(json);
        if (json.IsEmpty || JsonPayload.TryRead(json, out payload))
            return true;
        return IsTolerant(@namespace) && LenientJson.Repair(json.Span) is { } repaired && JsonPayload.TryRead(repaired, out payload);
    }

    private SocketDecodeResult Malformed(SocketDecodeError error)
    {
        pending = null;
        return new SocketDecodeResult(SocketDecodeStatus.Malformed, Error: error);
    }
}
