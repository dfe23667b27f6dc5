using System.Buffers;

namespace Limn.SocketIO.Sessions;

/// <summary>One websocket message on its way out; a rented buffer goes back when it was sent or dropped.</summary>
internal readonly struct OutboundFrame
{
    private readonly byte[]? rented;

    private OutboundFrame(ReadOnlyMemory<byte> bytes, bool isBinary, byte[]? rented)
    {
        Bytes = bytes;
        IsBinary = isBinary;
        this.rented = rented;
    }

    /// <summary>Text begins with its Engine.IO digit.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    public bool IsBinary { get; }

    public static OutboundFrame Text(ReadOnlyMemory<byte> bytes) => new(bytes, false, null);

    public static OutboundFrame Binary(ReadOnlyMemory<byte> bytes) => new(bytes, true, null);

    public static OutboundFrame RentedText(byte[] buffer, int length) => new(buffer.AsMemory(0, length), false, buffer);

    /// <summary>The same text in a buffer of its own, which many sessions may send.</summary>
    public OutboundFrame Share()
    {
        var shared = Text(Bytes.ToArray());
        Return();
        return shared;
    }

    public void Return()
    {
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
    }
}
