namespace Limn.Server.Storage;

/// <summary>
/// Gathers what is written into parts of one size and sends each when it is full, so that an upload of any length takes the memory of one part.
/// </summary>
internal sealed class PartStream(int partSize, Func<MemoryStream, CancellationToken, Task> sendAsync) : Stream
{
    private readonly MemoryStream part = new();
    private long length;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => length;

    public override long Position
    {
        get => length;
        set => throw new NotSupportedException();
    }

    /// <summary>What was written since the last part was sent.</summary>
    public MemoryStream Rest => new(part.GetBuffer(), 0, (int)part.Length, writable: false);

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            await SendFullAsync(cancellationToken);
            buffer = buffer[Take(buffer.Span)..];
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // Writers of zip files end their entries synchronously, a few bytes at a time; nearly always the part has room.
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            SendFullAsync(CancellationToken.None).GetAwaiter().GetResult();
            buffer = buffer[Take(buffer)..];
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        part.Dispose();
        base.Dispose(disposing);
    }

    private int Take(ReadOnlySpan<byte> bytes)
    {
        var count = Math.Min(bytes.Length, partSize - (int)part.Length);
        part.Write(bytes[..count]);
        length += count;
        return count;
    }

    // A full part waits for the byte after it: the last one is sent at the end, whatever its size.
    private async Task SendFullAsync(CancellationToken cancellationToken)
    {
        if (part.Length == partSize)
        {
            await sendAsync(Rest, cancellationToken);
            part.SetLength(0);
        }
    }
}
