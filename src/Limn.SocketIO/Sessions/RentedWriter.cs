using System.Buffers;

namespace Limn.SocketIO.Sessions;

/// <summary>Writes into a rented buffer that its reader gives back.</summary>
internal sealed class RentedWriter : IBufferWriter<byte>
{
    private const int Smallest = 256;

    // A frame is written in one go, so each thread needs one writer only.
    [ThreadStatic]
    private static RentedWriter? ofThread;

    private byte[] buffer = [];
    private int length;

    /// <summary>The thread's writer, empty.</summary>
    public static RentedWriter Take(int expected)
    {
        var writer = ofThread ??= new RentedWriter();
        writer.buffer = ArrayPool<byte>.Shared.Rent(Math.Max(expected, Smallest));
        writer.length = 0;
        return writer;
    }

    /// <summary>Ends the frame; the buffer now belongs to it.</summary>
    public OutboundFrame ToFrame()
    {
        var frame = OutboundFrame.RentedText(buffer, length);
        buffer = [];
        return frame;
    }

    public void Advance(int count) => length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        EnsureRoom(sizeHint);
        return buffer.AsMemory(length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        EnsureRoom(sizeHint);
        return buffer.AsSpan(length);
    }

    private void EnsureRoom(int room)
    {
        if (buffer.Length - length >= Math.Max(room, 1))
            return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(buffer.Length * 2, length + room));
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}
