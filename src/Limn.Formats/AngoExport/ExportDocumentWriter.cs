using System.Buffers;
using System.Text.Json;
using Limn.Annotations.Json;

namespace Limn.Formats.AngoExport;

/// <summary>
/// Writes the file of a task export to a stream, record by record; memory is bounded by the largest record. For one file per task
/// (<c>format=split</c>) make a writer per task with <see cref="ExportFraming.Json"/>. Not thread safe. The stream stays open.
/// </summary>
public sealed class ExportDocumentWriter : IDisposable
{
    private const int FlushThreshold = 64 * 1024;

    private readonly Stream output;
    private readonly ExportFraming framing;
    private readonly ExportOptions options;
    private readonly ArrayBufferWriter<byte> buffer = new();
    private readonly Utf8JsonWriter writer;
    private bool isComplete;

    /// <summary>A writer of one file.</summary>
    /// <param name="output">Where the file goes; for example a zip entry.</param>
    /// <param name="framing">How records are put together.</param>
    /// <param name="options">What records contain.</param>
    public ExportDocumentWriter(Stream output, ExportFraming framing, ExportOptions options)
    {
        this.output = output;
        this.framing = framing;
        this.options = options;
        writer = new Utf8JsonWriter(buffer, CanonicalJson.WriterOptions);
    }

    /// <summary>Records written so far.</summary>
    public long Count { get; private set; }

    /// <summary>Appends a record.</summary>
    /// <exception cref="InvalidOperationException">The file is complete.</exception>
    public async ValueTask WriteAsync(ExportRecordInput record, CancellationToken cancellationToken = default)
    {
        if (isComplete)
            throw new InvalidOperationException("The file is complete.");
        if (framing == ExportFraming.Json)
            buffer.Write(Count == 0 ? "["u8 : ","u8);
        else if (Count > 0)
            buffer.Write("\n"u8);
        writer.Reset();
        ExportRecordWriter.Write(writer, record, options);
        writer.Flush();
        Count++;
        if (buffer.WrittenCount >= FlushThreshold)
            await FlushAsync(cancellationToken);
    }

    /// <summary>Writes the end of the file and hands the last bytes to the stream. Further calls do nothing.</summary>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken = default)
    {
        if (isComplete)
            return;
        isComplete = true;
        if (framing == ExportFraming.Json)
            buffer.Write(Count == 0 ? "[]"u8 : "]"u8);
        await FlushAsync(cancellationToken);
    }

    /// <summary>Gives back the buffers; does not complete the file.</summary>
    public void Dispose() => writer.Dispose();

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        await output.WriteAsync(buffer.WrittenMemory, cancellationToken);
        buffer.ResetWrittenCount();
    }
}
