using System.IO.Compression;

namespace Limn.Client.Files;

/// <summary>The bytes of one entry; closing it closes the zip.</summary>
internal sealed class ZipEntryStream(ZipArchive zip, Stream entry) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Opens the first entry, which by the rules of the API holds the data.</summary>
    internal static ZipEntryStream OpenFirst(Stream file)
    {
        var zip = new ZipArchive(file, ZipArchiveMode.Read);
        try
        {
            return zip.Entries.Count > 0
                ? new ZipEntryStream(zip, zip.Entries[0].Open())
                : throw new InvalidDataException("The export holds no file.");
        }
        catch
        {
            zip.Dispose();
            throw;
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => entry.Read(buffer, offset, count);

    public override int Read(Span<byte> buffer) => entry.Read(buffer);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        entry.ReadAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        entry.ReadAsync(buffer, offset, count, cancellationToken);

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            entry.Dispose();
            zip.Dispose();
        }

        base.Dispose(disposing);
    }
}
