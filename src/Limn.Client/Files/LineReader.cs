namespace Limn.Client.Files;

/// <summary>Cuts a stream into lines, holding one of them. Blank lines are passed over.</summary>
internal sealed class LineReader(Stream stream)
{
    private const int LongestLine = 256 << 20;

    private byte[] buffer = new byte[64 * 1024];
    private int start;
    private int end;
    private bool hasEnded;

    /// <summary>The line just read, without its end; valid until the next one is read.</summary>
    internal ReadOnlyMemory<byte> Line { get; private set; }

    /// <summary>Reads the next line that is not blank; false after the last one.</summary>
    internal async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        while (await NextAsync(cancellationToken))
        {
            if (Line.Span.ContainsAnyExcept(" \t\r"u8))
                return true;
        }

        return false;
    }

    private async ValueTask<bool> NextAsync(CancellationToken cancellationToken)
    {
        var searched = start;
        while (true)
        {
            var length = buffer.AsSpan(searched, end - searched).IndexOf((byte)'\n');
            if (length >= 0)
                return Take(searched + length, 1);
            if (hasEnded)
                return start < end && Take(end, 0);
            searched = end - start;
            await FillAsync(cancellationToken);
        }
    }

    private bool Take(int lineEnd, int terminator)
    {
        Line = buffer.AsMemory(start, lineEnd - start);
        start = lineEnd + terminator;
        return true;
    }

    /// <summary>Moves the begun line to the front, makes room and reads on.</summary>
    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        (start, end) = (0, end - start);
        if (end == buffer.Length)
        {
            if (end >= LongestLine)
                throw new InvalidDataException($"A record is longer than {LongestLine} bytes.");
            Array.Resize(ref buffer, Math.Min(buffer.Length * 2, LongestLine));
        }

        var count = await stream.ReadAsync(buffer.AsMemory(end), cancellationToken);
        hasEnded = count == 0;
        end += count;
    }
}
