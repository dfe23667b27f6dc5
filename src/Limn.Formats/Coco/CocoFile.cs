using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Limn.Annotations.Answers;
using Limn.Annotations.Geometry;
using Limn.Annotations.Json;

namespace Limn.Formats.Coco;

/// <summary>The two streams of a file while it is written: pictures go to the output, annotations to the spool.</summary>
internal sealed class CocoFile : IDisposable
{
    private const int FlushThreshold = 64 * 1024;

    private readonly Stream output;
    private readonly Stream spool;
    private readonly ArrayBufferWriter<byte> pictures = new();
    private readonly ArrayBufferWriter<byte> annotations = new();
    private readonly Utf8JsonWriter head;
    private readonly Utf8JsonWriter body;
    private long lastAnnotationId;

    public CocoFile(Stream output, Stream spool)
    {
        (this.output, this.spool) = (output, spool);
        head = new Utf8JsonWriter(pictures, CanonicalJson.WriterOptions);
        body = new Utf8JsonWriter(annotations, CanonicalJson.WriterOptions);
        body.WriteStartArray();
    }

    public void WriteHead(CocoOptions options)
    {
        head.WriteStartObject();
        head.WriteStartObject("info"u8);
        head.WriteString("description"u8, options.Description);
        head.WriteString("version"u8, "1.0"u8);
        head.WriteString("contributor"u8, ""u8);
        head.WriteString("url"u8, ""u8);
        if (options.CreatedAt is { } createdAt)
        {
            head.WriteNumber("year"u8, createdAt.UtcDateTime.Year);
            head.WriteString("date_created"u8, createdAt.UtcDateTime.ToString("yyyy/MM/dd", CultureInfo.InvariantCulture));
        }
        head.WriteEndObject();
        head.WriteStartArray("licenses"u8);
        head.WriteStartObject();
        head.WriteNumber("id"u8, 0);
        head.WriteString("name"u8, "unknown"u8);
        head.WriteString("url"u8, ""u8);
        head.WriteEndObject();
        head.WriteEndArray();
        head.WriteStartArray("images"u8);
    }

    public void WriteImage(CocoImage image)
    {
        head.WriteStartObject();
        head.WriteNumber("id"u8, image.Id);
        head.WriteNumber("license"u8, 0);
        head.WriteString("file_name"u8, image.FileName);
        head.WriteString("coco_url"u8, image.Url);
        head.WriteNumber("width"u8, image.Width);
        head.WriteNumber("height"u8, image.Height);
        var captured = image.Record.Task.UpdatedAt.UtcDateTime;
        head.WriteString("date_captured"u8, captured.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
        CocoAttributes.Write(head, image.Classifications);
        head.WriteEndObject();
    }

    public void WriteAnnotation(CocoImage image, int category, CocoShape shape, AnnotationObject? item, CocoContent content)
    {
        StartAnnotation(image, category, item?.ObjectId);
        body.WritePropertyName("segmentation"u8);
        if (content == CocoContent.Detection)
            WriteRings([]);
        else if (shape.Mask is { } mask)
            WriteMask(mask);
        else
            WriteRings(shape.Rings!);
        WriteMeasures(shape.Box, shape.Area, shape.IsCrowd);
        CocoAttributes.Write(body, item?.Classifications ?? []);
        body.WriteEndObject();
    }

    public void WriteInstance(CocoImage image, CocoInstance instance)
    {
        StartAnnotation(image, instance.Category, instance.ObjectId);
        body.WriteStartArray("keypoints"u8);
        foreach (var point in instance.Points)
        {
            body.WriteNumberValue(Output.Round(point?.X ?? 0));
            body.WriteNumberValue(Output.Round(point?.Y ?? 0));
            body.WriteNumberValue(point is null ? 0 : 2);
        }
        body.WriteEndArray();
        body.WriteNumber("num_keypoints"u8, instance.Points.Count(point => point is not null));
        body.WritePropertyName("segmentation"u8);
        WriteRings([]);
        WriteMeasures(instance.Box, instance.Box.Area, isCrowd: false);
        body.WriteEndObject();
    }

    /// <summary>Hands on what has gathered.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken, bool isForced = false)
    {
        head.Flush();
        body.Flush();
        await DrainAsync(pictures, output, isForced, cancellationToken);
        await DrainAsync(annotations, spool, isForced, cancellationToken);
    }

    public async ValueTask CompleteAsync(CocoCategories categories, CancellationToken cancellationToken)
    {
        head.WriteEndArray();
        head.WritePropertyName("annotations"u8);
        body.WriteEndArray();
        await FlushAsync(cancellationToken, isForced: true);
        spool.Position = 0;
        await spool.CopyToAsync(output, cancellationToken);
        // The writer does not see the spool go by, so the comma and the last brace are ours.
        pictures.Write(","u8);
        head.Reset();
        categories.Write(head);
        head.Flush();
        pictures.Write("}"u8);
        await DrainAsync(pictures, output, isForced: true, cancellationToken);
    }

    public void Dispose()
    {
        head.Dispose();
        body.Dispose();
        spool.Dispose();
    }

    private void StartAnnotation(CocoImage image, int category, string? objectId)
    {
        body.WriteStartObject();
        body.WriteNumber("id"u8, ++lastAnnotationId);
        body.WriteNumber("image_id"u8, image.Id);
        body.WriteNumber("category_id"u8, category);
        if (objectId is not null)
            body.WriteString("objectId"u8, objectId);
    }

    private void WriteRings(IReadOnlyList<IReadOnlyList<ImagePoint>> rings)
    {
        body.WriteStartArray();
        foreach (var ring in rings)
        {
            body.WriteStartArray();
            foreach (var (x, y) in ring)
            {
                body.WriteNumberValue(Output.Round(x));
                body.WriteNumberValue(Output.Round(y));
            }
            body.WriteEndArray();
        }
        body.WriteEndArray();
    }

    private void WriteMask(RunLengthMask mask)
    {
        body.WriteStartObject();
        body.WriteStartArray("size"u8);
        body.WriteNumberValue(mask.Height);
        body.WriteNumberValue(mask.Width);
        body.WriteEndArray();
        body.WriteString("counts"u8, CocoRle.Compress(mask));
        body.WriteEndObject();
    }

    private void WriteMeasures(ImageBox box, double area, bool isCrowd)
    {
        body.WriteStartArray("bbox"u8);
        foreach (var value in (ReadOnlySpan<double>)[box.Left, box.Top, box.Width, box.Height])
            body.WriteNumberValue(Output.Round(value));
        body.WriteEndArray();
        body.WriteNumber("area"u8, Output.Round(area));
        body.WriteNumber("iscrowd"u8, isCrowd ? 1 : 0);
    }

    private static async ValueTask DrainAsync(
        ArrayBufferWriter<byte> buffer, Stream stream, bool isForced, CancellationToken cancellationToken)
    {
        if (buffer.WrittenCount == 0 || !isForced && buffer.WrittenCount < FlushThreshold)
            return;
        await stream.WriteAsync(buffer.WrittenMemory, cancellationToken);
        buffer.ResetWrittenCount();
    }
}
