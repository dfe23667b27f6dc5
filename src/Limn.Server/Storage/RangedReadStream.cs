namespace Limn.Server.Storage;

/// <summary>
/// Reads a blob elsewhere from wherever the reader stands: nothing is fetched before the first read, and after a seek only what follows. A
/// connection that breaks is opened again at the same place, a few times in a row.
/// </summary>
internal sealed class RangedReadStream(long length, Func<long, CancellationToken, Task<Stream>> openAsync) : Stream
{
    private const int MostResumes = 3;
    private Stream? current;
    private long position;
    private int resumes;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            if (value != position)
            {
                Drop();
                position = value;
            }
        }
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => position + offset,
        _ => length + offset,
    };

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty || position >= length)
        {
            return 0;
        }

        while (true)
        {
            try
            {
                var read = await ReadSomeAsync(buffer, cancellationToken);
                position += read;
                resumes = 0;
                return read;
            }
            catch (Exception broken) when (broken is IOException or HttpRequestException && resumes < MostResumes)
            {
                resumes++;
                Drop();
            }
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Flush()
    {
    }

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        Drop();
        base.Dispose(disposing);
    }

    private async Task<int> ReadSomeAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        current ??= await openAsync(position, cancellationToken);
        var most = (int)Math.Min(buffer.Length, length - position);
        var read = await current.ReadAsync(buffer[..most], cancellationToken);
        return read > 0 ? read : throw new EndOfStreamException($"The store ended after {position} of {length} bytes.");
    }

    private void Drop()
    {
        current?.Dispose();
        current = null;
    }
}
