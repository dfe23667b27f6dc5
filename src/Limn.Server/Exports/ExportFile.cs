using System.IO.Compression;
using Limn.Formats.AngoExport;

namespace Limn.Server.Exports;

/// <summary>
/// The zip of an export. Clients read its first entry only, so the data is the first and, but for <see cref="ExportFormat.Split"/>, the only
/// one.
/// </summary>
internal sealed class ExportFile : IAsyncDisposable
{
    private readonly ZipArchive zip;
    private readonly ExportOptions options;
    private readonly Stream? entry;
    private readonly ExportDocumentWriter? document;

    public ExportFile(Stream output, ExportRequest request, string name, ExportOptions options)
    {
        this.options = options;
        zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        if (request.Format != ExportFormat.Split)
        {
            var isLines = request.Format == ExportFormat.NdJson;
            entry = NewEntry(name + (isLines ? ".ndjson" : ".json"));
            document = new ExportDocumentWriter(entry, isLines ? ExportFraming.Ndjson : ExportFraming.Json, options);
        }
    }

    /// <summary>Records written so far.</summary>
    public int Count { get; private set; }

    public async Task WriteAsync(ExportRecordInput record, CancellationToken cancellationToken)
    {
        Count++;
        if (document is not null)
        {
            await document.WriteAsync(record, cancellationToken);
            return;
        }

        await using var own = NewEntry($"{record.Task.TaskId}.json");
        using var single = new ExportDocumentWriter(own, ExportFraming.Json, options);
        await single.WriteAsync(record, cancellationToken);
        await single.CompleteAsync(cancellationToken);
    }

    /// <summary>Ends the zip; the stream holds all of it.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        if (document is not null)
        {
            await document.CompleteAsync(cancellationToken);
            await entry!.DisposeAsync();
        }

        await zip.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        document?.Dispose();
        if (entry is not null)
        {
            await entry.DisposeAsync();
        }

        await zip.DisposeAsync();
    }

    // The fastest level: half the time of the next one for two thirds more bytes.
    private Stream NewEntry(string name) => zip.CreateEntry(name, CompressionLevel.Fastest).Open();
}
