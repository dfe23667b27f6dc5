using System.Runtime.CompilerServices;
using System.Text.Json;
using Limn.Client.Json;

namespace Limn.Client.Files;

/// <summary>Reads JSON values one at a time: one to a line, or the members of one array.</summary>
internal static class JsonRecords
{
    private static readonly JsonReaderOptions Deep = new() { MaxDepth = 256 };

    internal static async IAsyncEnumerable<JsonElement> ReadLinesAsync(
        Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var lines = new LineReader(stream);
        while (await lines.ReadAsync(cancellationToken))
            yield return Parse(lines.Line.Span);
    }

    internal static IAsyncEnumerable<JsonElement> ReadArrayAsync(Stream stream, CancellationToken cancellationToken) =>
        JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(stream, LimnJson.Options, cancellationToken);

    /// <summary>Whether the first thing in the stream is an array, and not one record to a line.</summary>
    internal static async Task<bool> IsArrayAsync(Stream stream, CancellationToken cancellationToken)
    {
        var head = new byte[1];
        while (await stream.ReadAsync(head, cancellationToken) == 1)
        {
            if (!char.IsWhiteSpace((char)head[0]))
                return head[0] == (byte)'[';
        }

        return false;
    }

    private static JsonElement Parse(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line, Deep);
        return JsonElement.ParseValue(ref reader);
    }
}
