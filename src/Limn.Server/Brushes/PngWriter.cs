using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Limn.Server.Brushes;

/// <summary>Writes a PNG of 8-bit RGBA row by row (W3C PNG specification), so that its memory does not grow with the picture.</summary>
internal sealed class PngWriter(Stream output, MaskSize size) : IAsyncDisposable
{
    private const int ChunkBytes = 64 << 10;
    private const int BytesPerPixel = 4;
    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];
    private static readonly uint[] CrcTable = MakeCrcTable();
    private readonly MemoryStream compressed = new();
    private readonly byte[] row = new byte[1 + (size.Width * BytesPerPixel)];
    private ZLibStream? zlib;

    /// <summary>Before the first row.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        await output.WriteAsync(Signature, cancellationToken);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, size.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), size.Height);

        // 8 bits, colour with alpha; no interlacing.
        (header[8], header[9]) = (8, 6);
        await WriteChunkAsync("IHDR", header, cancellationToken);
        zlib = new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true);
    }

    /// <summary>The next row, as colours with red highest and alpha lowest; 0 is transparent.</summary>
    public void Write(ReadOnlySpan<uint> colors)
    {
        for (var x = 0; x < size.Width; x++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(row.AsSpan(1 + (x * BytesPerPixel)), colors[x]);
        }

        zlib!.Write(row);
    }

    /// <summary>Sends what has gathered.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (compressed.Length >= ChunkBytes)
        {
            await SendAsync(cancellationToken);
        }
    }

    /// <summary>After the last row.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        await zlib!.DisposeAsync();
        await SendAsync(cancellationToken);
        await WriteChunkAsync("IEND", default, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (zlib is not null)
        {
            await zlib.DisposeAsync();
        }

        await compressed.DisposeAsync();
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        await WriteChunkAsync("IDAT", compressed.GetBuffer().AsMemory(0, (int)compressed.Length), cancellationToken);
        compressed.SetLength(0);
    }

    private async Task WriteChunkAsync(string type, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        var head = new byte[8];
        BinaryPrimitives.WriteInt32BigEndian(head, data.Length);
        Encoding.ASCII.GetBytes(type, head.AsSpan(4));
        var end = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(end, Crc(data.Span, Crc(head.AsSpan(4), uint.MaxValue)) ^ uint.MaxValue);
        await output.WriteAsync(head, cancellationToken);
        await output.WriteAsync(data, cancellationToken);
        await output.WriteAsync(end, cancellationToken);
    }

    private static uint Crc(ReadOnlySpan<byte> data, uint crc)
    {
        foreach (var value in data)
        {
            crc = CrcTable[(crc ^ value) & 0xFF] ^ (crc >> 8);
        }

        return crc;
    }

    private static uint[] MakeCrcTable()
    {
        var table = new uint[256];
        for (uint number = 0; number < table.Length; number++)
        {
            var crc = number;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : 0xEDB88320 ^ (crc >> 1);
            }

            table[number] = crc;
        }

        return table;
    }
}
