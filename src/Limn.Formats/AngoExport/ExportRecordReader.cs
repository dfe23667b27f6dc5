using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Limn.Formats.Json;

namespace Limn.Formats.AngoExport;

/// <summary>
/// Reads an export, JSON array or NDJSON alike, record by record; memory is bounded by the largest record. The stream stays open. Thread
/// safe, as long as each stream is read once.
/// </summary>
public static class ExportRecordReader
{
    /// <summary>Largest record that is read unless said otherwise: 256 MiB.</summary>
    public const int DefaultMaxRecordBytes = 256 * 1024 * 1024;

    /// <summary>Reads a task export.</summary>
    /// <param name="stream">The unzipped file.</param>
    /// <param name="maxRecordBytes">Largest record.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="JsonException">
    /// The file is not JSON, or a record has another shape than the format's; the message has its number.
    /// </exception>
    /// <exception cref="InvalidDataException">A record is larger than allowed.</exception>
    public static IAsyncEnumerable<ExportRecord> ReadAsync(
        Stream stream, int maxRecordBytes = DefaultMaxRecordBytes, CancellationToken cancellationToken = default) =>
        ReadAsync(stream, ExportJson.Default.ExportRecord, maxRecordBytes, cancellationToken);

    /// <summary>Reads an issue export.</summary>
    /// <inheritdoc cref="ReadAsync(Stream, int, CancellationToken)"/>
    public static IAsyncEnumerable<IssueRecord> ReadIssuesAsync(
        Stream stream, int maxRecordBytes = DefaultMaxRecordBytes, CancellationToken cancellationToken = default) =>
        ReadAsync(stream, ExportJson.Default.IssueRecord, maxRecordBytes, cancellationToken);

    /// <summary>Reads the records as bytes. Each is valid only until the next one is asked for.</summary>
    /// <inheritdoc cref="ReadAsync(Stream, int, CancellationToken)"/>
    public static IAsyncEnumerable<ReadOnlyMemory<byte>> ReadRawAsync(
        Stream stream, int maxRecordBytes = DefaultMaxRecordBytes, CancellationToken cancellationToken = default) =>
        new JsonItemReader(stream, maxRecordBytes).ReadAsync(cancellationToken);

    private static async IAsyncEnumerable<T> ReadAsync<T>(
        Stream stream, JsonTypeInfo<T> type, int maxRecordBytes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var number = 0L;
        await foreach (var json in ReadRawAsync(stream, maxRecordBytes, cancellationToken))
        {
            number++;
            yield return Parse(json.Span, type, number);
        }
    }

    private static T Parse<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> type, long number)
    {
        try
        {
            return JsonSerializer.Deserialize(json, type) ?? throw new JsonException("null is no record");
        }
        catch (JsonException e)
        {
            throw new JsonException($"Record {number} could not be read: {e.Message}", e.Path, e.LineNumber, e.BytePositionInLine, e);
        }
    }
}
