namespace Limn.SocketIO.Packets;

/// <summary>A packet whose attachments are still on their way.</summary>
internal sealed class PendingPacket(PacketHead head, JsonPayload payload, long bytes)
{
    private readonly List<ReadOnlyMemory<byte>> attachments = new(head.Attachments);

    public string Namespace => head.Namespace;

    public long Bytes { get; private set; } = bytes;

    public int Missing => head.Attachments - attachments.Count;

    /// <summary>Takes an attachment; true when it was the last one.</summary>
    public bool Complete(ReadOnlyMemory<byte> attachment)
    {
        attachments.Add(attachment);
        Bytes += attachment.Length;
        return Missing == 0;
    }

    public SocketPacket ToPacket() => head.ToPacket(payload, attachments);
}
