using System.Text.Json;

namespace Limn.Formats.Json;

/// <summary>
/// Reads JSON values one after the other from a stream that holds an array of them, or one per line, or simply several; memory is bounded
/// by the largest value. Not thread safe.
/// </summary>
internal sealed class JsonItemReader(Stream stream, int maxItemBytes)
{
    private const int FirstBufferLength = 64 * 1024;
    private const int MaxDepth = 256;

    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    private byte[] buffer = new byte[FirstBufferLength];
    private int start;
    private int end;
    private bool isAtEnd;
    private long count;

    /// <summary>The values; each is valid until the next one is asked for.</summary>
    /// <exception cref="JsonException">The stream is not JSON, or ends within a value.</exception>
    /// <exception cref="InvalidDataException">A value is larger than allowed.</exception>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await SkipByteOrderMarkAsync(cancellationToken);
        var isArray = await PeekAsync(cancellationToken) == '[';
        if (isArray)
            start++;
        while (await MoveToItemAsync(isArray, cancellationToken))
        {
            yield return await ReadValueAsync(cancellationToken);
            count++;
        }
    }

    /// <summary>Past the separators, to the first byte of the next value; false at the end.</summary>
    private async ValueTask<bool> MoveToItemAsync(bool isArray, CancellationToken cancellationToken)
    {
        var next = await PeekAsync(cancellationToken);
        if (!isArray)
            return next >= 0;
        if (next == ',' && count > 0)
        {
            start++;
            next = await PeekAsync(cancellationToken);
            return next is not (']' or ',' or -1) ? true : throw Broken("a value is missing");
        }
        if (next == ']')
        {
            start++;
            return await PeekAsync(cancellationToken) < 0 ? false : throw Broken("something follows the list");
        }
        return next >= 0 && count == 0 ? true : throw Broken("the list does not end");
    }

    private async ValueTask<ReadOnlyMemory<byte>> ReadValueAsync(CancellationToken cancellationToken)
    {
        var state = new JsonReaderState(new JsonReaderOptions { MaxDepth = MaxDepth });
        var scanned = 0;
        while (!TryScan(ref scanned, ref state))
            await FillAsync(cancellationToken);
        var value = buffer.AsMemory(start, scanned);
        start += scanned;
        return value;
    }

    /// <summary>Goes on where the last scan stopped; true when the value is whole.</summary>
    private bool TryScan(ref int scanned, ref JsonReaderState state)
    {
        var reader = new Utf8JsonReader(buffer.AsSpan((start + scanned)..end), isAtEnd, state);
        var isWhole = false;
        try
        {
            while (!isWhole && reader.Read())
                isWhole = reader.CurrentDepth == 0 && reader.TokenType is not (JsonTokenType.StartArray or JsonTokenType.StartObject);
        }
        catch (JsonException)
        {
            throw Broken(isAtEnd ? "the file ends within it" : $"it is no JSON near byte {scanned + reader.BytesConsumed + 1}");
        }
        scanned += (int)reader.BytesConsumed;
        state = reader.CurrentState;
        return isWhole;
    }

    private async ValueTask<int> PeekAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            while (start < end && buffer[start] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
                start++;
            if (start < end)
                return buffer[start];
            if (isAtEnd)
                return -1;
            await FillAsync(cancellationToken);
        }
    }

    private async ValueTask SkipByteOrderMarkAsync(CancellationToken cancellationToken)
    {
        while (end < ByteOrderMark.Length && !isAtEnd)
            await FillAsync(cancellationToken);
        if (buffer.AsSpan(0, end).StartsWith(ByteOrderMark))
            start = ByteOrderMark.Length;
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (start > 0)
        {
            buffer.AsSpan(start..end).CopyTo(buffer);
            (start, end) = (0, end - start);
        }
        if (end == buffer.Length)
            Grow();
        var read = await stream.ReadAsync(buffer.AsMemory(end), cancellationToken);
        end += read;
        isAtEnd = read == 0;
    }

    private void Grow()
    {
        if (buffer.Length >= maxItemBytes)
            throw new InvalidDataException($"Record {count + 1} is larger than {maxItemBytes} bytes.");
        Array.Resize(ref buffer, (int)Math.Min(buffer.Length * 2L, Math.Max(maxItemBytes, buffer.Length)));
    }

    private JsonException Broken(string reason) => new($"Record {count + 1} is broken: {reason}.");
}
