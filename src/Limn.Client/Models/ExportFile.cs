using System.Runtime.CompilerServices;
using System.Text.Json;
using Limn.Client.Files;
using Limn.Formats.AngoExport;

namespace Limn.Client;

/// <summary>
/// An export on the local disk, deleted when disposed. It can be read any number of times, also by several readers at once; a
/// reader holds one record in memory.
/// </summary>
public sealed class ExportFile : IAsyncDisposable
{
    private const int MaxDepth = 256;

    private readonly FileStream file;

    internal ExportFile(FileStream file, int? taskCount)
    {
        this.file = file;
        TaskCount = taskCount;
    }

    /// <summary>Number of records, when the hub told it.</summary>
    public int? TaskCount { get; }

    /// <summary>Size of the zip, in bytes.</summary>
    public long Length => file.Length;

    /// <summary>
    /// Opens the records: the first entry of the zip, UTF-8, one JSON object to a line, or one JSON array from hubs that write
    /// that.
    /// </summary>
    /// <returns>A stream to be disposed by the caller.</returns>
    /// <exception cref="InvalidDataException">The hub sent no readable zip, or an empty one.</exception>
    public Stream OpenRecords() => ZipEntryStream.OpenFirst(TempFile.OpenSecond(file));

    /// <summary>Reads the records of a task export one by one.</summary>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The records.</returns>
    /// <exception cref="InvalidDataException">The hub sent no readable zip.</exception>
    /// <exception cref="JsonException">A record is no JSON, or of another form; the message has its number.</exception>
    public IAsyncEnumerable<ExportRecord> ReadTasksAsync(CancellationToken cancellationToken = default) =>
        ReadAsync(stream => ExportRecordReader.ReadAsync(stream, cancellationToken: cancellationToken), cancellationToken);

    /// <summary>Reads the records of an issue export one by one.</summary>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The records.</returns>
    /// <exception cref="InvalidDataException">The hub sent no readable zip.</exception>
    /// <exception cref="JsonException">A record is no JSON, or of another form; the message has its number.</exception>
    public IAsyncEnumerable<IssueRecord> ReadIssuesAsync(CancellationToken cancellationToken = default) =>
        ReadAsync(stream => ExportRecordReader.ReadIssuesAsync(stream, cancellationToken: cancellationToken), cancellationToken);

    /// <summary>Reads the records one by one, as they came.</summary>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>Records that stay valid.</returns>
    /// <exception cref="InvalidDataException">The hub sent no readable zip.</exception>
    /// <exception cref="JsonException">A record is no JSON.</exception>
    public async IAsyncEnumerable<JsonElement> ReadRawAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var records = OpenRecords();
        await foreach (var record in ExportRecordReader.ReadRawAsync(records, cancellationToken: cancellationToken))
            yield return Parse(record.Span);
    }

    /// <summary>Deletes the file.</summary>
    /// <returns>When it is gone.</returns>
    public ValueTask DisposeAsync() => file.DisposeAsync();

    private async IAsyncEnumerable<T> ReadAsync<T>(
        Func<Stream, IAsyncEnumerable<T>> read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var records = OpenRecords();
        await foreach (var record in read(records).WithCancellation(cancellationToken))
            yield return record;
    }

    private static JsonElement Parse(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        return JsonElement.ParseValue(ref reader);
    }
}
