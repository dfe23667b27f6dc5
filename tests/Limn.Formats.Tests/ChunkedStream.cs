namespace Limn.Formats.Tests;

/// <summary>A stream that hands out a few bytes at a time, as a slow network does.</summary>
internal sealed class ChunkedStream(byte[] bytes, int chunkLength) : MemoryStream(bytes)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        base.ReadAsync(buffer[..Math.Min(buffer.Length, chunkLength)], cancellationToken);
}
