namespace Limn.SocketIO.Packets;

/// <summary>What became of one frame.</summary>
public enum SocketDecodeStatus
{
    /// <summary>A packet is complete.</summary>
    Complete,

    /// <summary>The frame was taken; the packet waits for more attachments.</summary>
    Incomplete,

    /// <summary>The frame was an attachment of a packet dropped earlier, and was dropped too.</summary>
    Skipped,

    /// <summary>The frame breaks the protocol or a limit. The connection should be closed.</summary>
    Malformed,
}

/// <summary>Why a frame was refused.</summary>
public enum SocketDecodeError
{
    /// <summary>It was not refused.</summary>
    None,

    /// <summary>The frame is empty or starts with no kind of packet.</summary>
    UnknownType,

    /// <summary>The number of attachments is missing, or is no number.</summary>
    AttachmentCount,

    /// <summary>More attachments than <see cref="SocketPacketDecoder.MaxAttachments"/> were announced.</summary>
    TooManyAttachments,

    /// <summary>The namespace is too long.</summary>
    Namespace,

    /// <summary>An ack id is missing, out of range, or stands where none may be.</summary>
    AckId,

    /// <summary>The JSON is malformed, or not of the shape that the kind of packet demands.</summary>
    Payload,

    /// <summary>The packet with its attachments exceeds <see cref="SocketPacketDecoder.MaxPacketBytes"/>.</summary>
    TooLarge,

    /// <summary>A binary frame came though no packet waits for one.</summary>
    UnexpectedBinary,

    /// <summary>A text frame came before the attachments that were announced.</summary>
    UnexpectedText,
}

/// <summary>Outcome of giving one frame to a <see cref="SocketPacketDecoder"/>.</summary>
/// <param name="Status">What became of the frame.</param>
/// <param name="Packet">The packet when <see cref="SocketDecodeStatus.Complete"/>, else null.</param>
/// <param name="Error">The reason when <see cref="SocketDecodeStatus.Malformed"/>.</param>
/// <param name="HasDropped">Whether a half-built packet of a tolerant namespace had to be dropped because of this frame.</param>
public readonly record struct SocketDecodeResult(
    SocketDecodeStatus Status, SocketPacket? Packet = null, SocketDecodeError Error = SocketDecodeError.None, bool HasDropped = false);
