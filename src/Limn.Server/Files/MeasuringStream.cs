using System.Security.Cryptography;

namespace Limn.Server.Files;

/// <summary>What was learned of a file while it was written.</summary>
/// <param name="Hash">SHA-256.</param>
/// <param name="Head">The first bytes, where they were asked for.</param>
internal sealed record FileMeasures(long Size, byte[] Hash, ReadOnlyMemory<byte> Head);

/// <summary>Passes bytes on to <paramref name="inner"/>, counts and hashes them, and keeps the first <paramref name="headBytes"/>.</summary>
internal sealed class MeasuringStream(Stream inner, int headBytes) : Stream
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly MemoryStream head = new();
    private long size;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => size;

    public override long Position
    {
        get => size;
        set => throw new NotSupportedException();
    }

    /// <summary>Ends the hash; call it once, after the last byte.</summary>
    public FileMeasures Measure() => new(size, hash.GetHashAndReset(), head.GetBuffer().AsMemory(0, (int)head.Length));

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Note(buffer);
        inner.Write(buffer);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Note(buffer.Span);
        return inner.WriteAsync(buffer, cancellationToken);
    }

    public override void Flush() => inner.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            hash.Dispose();
            head.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Note(ReadOnlySpan<byte> bytes)
    {
        hash.AppendData(bytes);
        size += bytes.Length;
        if (head.Length < headBytes)
        {
            head.Write(bytes[..(int)Math.Min(bytes.Length, headBytes - head.Length)]);
        }
    }
}
