using Limn.Annotations.Answers;
using Limn.Formats.AngoExport;

namespace Limn.Formats.Coco;

/// <summary>
/// Writes one COCO file from export records, in one pass. The file holds its pictures before its annotations, but both arrive together: the
/// annotations wait in a spool, so memory does not grow with the number of records (8 bytes per picture remain, for unique names).
/// Not thread safe. The output stays open; the spool is closed with the writer.
/// </summary>
public sealed class CocoWriter : IDisposable
{
    private readonly CocoOptions options;
    private readonly CocoFile file;
    private readonly CocoCategories categories;
    private readonly CocoImages images;
    private readonly CocoKeypoints keypoints;
    private readonly CocoBrushes brushes;
    private bool isComplete;

    /// <summary>A writer of one file.</summary>
    /// <param name="output">Where the file goes; only written to.</param>
    /// <param name="openSpool">Opens an empty stream that can be written, then read from its start: a temporary file, say.</param>
    /// <param name="options">What to write.</param>
    public CocoWriter(Stream output, Func<Stream> openSpool, CocoOptions options)
    {
        this.options = options;
        Report = new ConversionReport("coco-" + options.Content.ToString().ToLowerInvariant());
        file = new CocoFile(output, openSpool());
        categories = new CocoCategories(options.Schema, options.Content);
        images = new CocoImages(Report);
        keypoints = new CocoKeypoints(categories, Report);
        brushes = new CocoBrushes(categories.Brushes);
        file.WriteHead(options);
    }

    /// <summary>What was written and left out so far.</summary>
    public ConversionReport Report { get; }

    /// <summary>Adds the pictures and annotations of one record.</summary>
    /// <exception cref="InvalidOperationException">The file is complete.</exception>
    public async ValueTask AddAsync(ExportRecord record, CancellationToken cancellationToken = default)
    {
        if (isComplete)
            throw new InvalidOperationException("The file is complete.");
        Report.Records++;
        foreach (var image in images.Of(record))
        {
            file.WriteImage(image);
            Report.Images++;
            if (options.Content == CocoContent.Keypoints)
                AddKeypoints(image);
            else
                await AddShapesAsync(image, cancellationToken);
            await file.FlushAsync(cancellationToken);
        }
    }

    /// <summary>Writes the rest of the file. Further calls do nothing.</summary>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken = default)
    {
        if (isComplete)
            return;
        isComplete = true;
        await file.CompleteAsync(categories, cancellationToken);
    }

    /// <summary>Closes the spool; does not complete the file.</summary>
    public void Dispose() => file.Dispose();

    private void AddKeypoints(CocoImage image)
    {
        foreach (var instance in keypoints.Of(image))
        {
            file.WriteInstance(image, instance);
            Report.Annotations++;
        }
    }

    private async ValueTask AddShapesAsync(CocoImage image, CancellationToken cancellationToken)
    {
        foreach (var item in image.Objects)
            AddShape(image, item);
        foreach (var _ in image.Relations)
            Report.Drop("relation", "COCO has no relations");
        if (image.MaskUrl is { } url)
            await AddMaskAsync(image, url, cancellationToken);
    }

    private void AddShape(CocoImage image, AnnotationObject item)
    {
        var kind = item.Shape?.Tool ?? "unknown";
        if (item.Shape is Brush)
            return;
        if (item.Shape is null || !CocoShapes.CanHold(item.Shape))
            Report.Drop(kind, item.Shape is Point ? "points are in the keypoint file" : "COCO has no such shape");
        else if (categories.Find(item.SchemaId) is not { } category)
            Report.Drop(kind, "class is not in the schema");
        else
            AddShape(image, item, category, CocoShapes.Make(item, image.Width, image.Height));
    }

    private void AddShape(CocoImage image, AnnotationObject item, int category, (CocoShape? Shape, string Reason) made)
    {
        if (made.Shape is not { } shape)
        {
            Report.Drop(item.Shape!.Tool, made.Reason);
            return;
        }
        file.WriteAnnotation(image, category, shape, item, options.Content);
        Report.Annotations++;
    }

    private async ValueTask AddMaskAsync(CocoImage image, string url, CancellationToken cancellationToken)
    {
        const string kind = "brush";
        var request = new BrushMaskRequest(url, image.Record.Task.TaskId, image.Page);
        var mask = options.ReadMask is { } read ? await read(request, cancellationToken) : null;
        if (mask is null)
            Report.Drop(kind, "pixels of the mask were not supplied");
        else if (mask.Width != image.Width || mask.Height != image.Height)
            Report.Drop(kind, "mask has another size than the picture");
        else
            AddMask(image, mask, kind);
    }

    private void AddMask(CocoImage image, BrushMask picture, string kind)
    {
        var (masks, strange) = brushes.Cut(picture);
        if (strange > 0)
            Report.Drop(kind, "colour belongs to no brush class");
        foreach (var (item, mask) in masks)
        {
            var answers = image.Objects.FirstOrDefault(found => found.Shape is Brush && found.SchemaId == item.SchemaId);
            var (shape, _) = CocoShapes.FromMask(mask);
            file.WriteAnnotation(image, categories.Find(item.SchemaId)!.Value, shape! with { IsCrowd = true }, answers, options.Content);
            Report.Annotations++;
        }
    }
}
