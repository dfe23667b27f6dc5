using System.Runtime.CompilerServices;
using System.Text.Json;
using Limn.Client.Files;

namespace Limn.Client;

/// <summary>
/// An export on the local disk, deleted when disposed. It can be read any number of times, also by several readers at once; a
/// reader holds one record in memory.
/// </summary>
public sealed class ExportFile : IAsyncDisposable
{
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
    /// Opens the records: the first entry of the zip, UTF-8, one JSON object to a line (or one JSON array, from hubs that
    /// write that).
    /// </summary>
    /// <returns>A stream to be disposed by the caller.</returns>
    /// <exception cref="InvalidDataException">The hub sent no readable zip, or an empty one.</exception>
    public Stream OpenRecords() => ZipEntryStream.OpenFirst(TempFile.OpenSecond(file));

    /// <summary>Reads the records one by one.</summary>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>Records that stay valid.</returns>
    /// <exception cref="InvalidDataException">The hub sent no readable zip.</exception>
    /// <exception cref="JsonException">A record is no JSON.</exception>
    public async IAsyncEnumerable<JsonElement> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var isArray = await IsArrayAsync(cancellationToken);
        await using var records = OpenRecords();
        var values = isArray ? JsonRecords.ReadArrayAsync(records, cancellationToken) : JsonRecords.ReadLinesAsync(records, cancellationToken);
        await foreach (var value in values)
            yield return value;
    }

    /// <summary>Deletes the file.</summary>
    /// <returns>When it is gone.</returns>
    public ValueTask DisposeAsync() => file.DisposeAsync();

    private async Task<bool> IsArrayAsync(CancellationToken cancellationToken)
    {
        await using var records = OpenRecords();
        return await JsonRecords.IsArrayAsync(records, cancellationToken);
    }
}
