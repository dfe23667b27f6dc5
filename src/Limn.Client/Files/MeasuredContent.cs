using System.Net;

namespace Limn.Client.Files;

/// <summary>
/// A body copied from a stream with a known length and no Content-Type: stores sign the request without one. Every chunk that
/// leaves winds the idle timer up again.
/// </summary>
internal sealed class MeasuredContent : HttpContent
{
    private const int ChunkSize = 128 * 1024;

    private readonly Stream source;
    private readonly long length;
    private readonly IdleTimer timer;

    internal MeasuredContent(Stream source, long length, IdleTimer timer)
    {
        this.source = source;
        this.length = length;
        this.timer = timer;
        Headers.ContentLength = length;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = this.length;
        return true;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var chunk = new byte[ChunkSize];
        for (var left = length; left > 0;)
        {
            var count = await source.ReadAsync(chunk.AsMemory(0, (int)Math.Min(left, chunk.Length)), cancellationToken);
            if (count == 0)
                throw new EndOfStreamException($"The content ended {left} bytes short of the announced {length}.");
            await stream.WriteAsync(chunk.AsMemory(0, count), cancellationToken);
            timer.Touch();
            left -= count;
        }
    }
}
