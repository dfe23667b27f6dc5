using System.Text.Json;

namespace Limn.Formats;

/// <summary>
/// What a conversion wrote and what it had to leave out, and why. Becomes <c>conversion-report.json</c>. Not thread safe.
/// </summary>
public sealed class ConversionReport
{
    private readonly SortedDictionary<(string Kind, string Reason), long> dropped = [];

    /// <summary>A report without counts.</summary>
    /// <param name="format">Name of the target format.</param>
    public ConversionReport(string format) => Format = format;

    /// <summary>Name of the target format.</summary>
    public string Format { get; }

    /// <summary>Records read.</summary>
    public long Records { get; internal set; }

    /// <summary>Pictures written; each page or frame with annotations is one.</summary>
    public long Images { get; internal set; }

    /// <summary>Annotations written.</summary>
    public long Annotations { get; internal set; }

    /// <summary>What was left out: kind of the thing, reason, how often; in alphabetic order.</summary>
    public IEnumerable<(string Kind, string Reason, long Count)> Dropped =>
        dropped.Select(entry => (entry.Key.Kind, entry.Key.Reason, entry.Value));

    /// <summary>The report as UTF-8 JSON.</summary>
    public byte[] ToUtf8()
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
            Write(writer);
        return buffer.ToArray();
    }

    internal void Drop(string kind, string reason, long count = 1) =>
        dropped[(kind, reason)] = dropped.GetValueOrDefault((kind, reason)) + count;

    private void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("format"u8, Format);
        writer.WriteNumber("records"u8, Records);
        writer.WriteNumber("images"u8, Images);
        writer.WriteNumber("annotations"u8, Annotations);
        writer.WriteStartArray("dropped"u8);
        foreach (var (kind, reason, count) in Dropped)
        {
            writer.WriteStartObject();
            writer.WriteString("kind"u8, kind);
            writer.WriteString("reason"u8, reason);
            writer.WriteNumber("count"u8, count);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
