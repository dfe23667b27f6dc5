using Limn.Formats.AngoExport;

namespace Limn.Formats.Coco;

/// <summary>Finds the pictures of records and gives them their ids and names.</summary>
internal sealed class CocoImages(ConversionReport report)
{
    private const string Asset = "asset";

    private readonly FileNames names = new();
    private long lastId;

    public IEnumerable<CocoImage> Of(ExportRecord record)
    {
        if (record.Metadata is not { Width: >= 1 and <= int.MaxValue, Height: >= 1 and <= int.MaxValue })
        {
            report.Drop(Asset, "size of the picture is unknown");
            yield break;
        }
        var (width, height) = ((int)record.Metadata.Width, (int)record.Metadata.Height);
        if ((long)width * height > int.MaxValue)
        {
            report.Drop(Asset, "picture has more than 2147483647 pixels");
            yield break;
        }
        foreach (var page in PagesOf(record))
        {
            yield return new CocoImage
            {
                Id = ++lastId,
                FileName = names.Take(NameOf(record, page), record.Task.TaskId),
                Url = page is { } index && index < record.Dataset?.Count ? record.Dataset[index] : record.Asset,
                Width = width,
                Height = height,
                Page = page,
                Record = record,
            };
        }
    }

    /// <summary>No page for a single picture; of several pages those that have annotations.</summary>
    private static IEnumerable<int?> PagesOf(ExportRecord record)
    {
        var isPaged = record.Dataset is not null || record.Task.BrushDataUrls is not null || record.Task.Tools.Any(item => item.Page is not null);
        if (!isPaged)
            return [null];
        return record.Task.Tools.Select(item => item.Page ?? 0)
            .Concat((record.Task.BrushDataUrls ?? []).Select(mask => mask.Page))
            .Concat(record.Task.Classifications.Where(item => item.Page is not null).Select(item => item.Page!.Value))
            .Distinct().Order().Select(page => (int?)page);
    }

    private static string NameOf(ExportRecord record, int? page)
    {
        var name = record.ExternalId.Length > 0 ? record.ExternalId : FileNames.LastPart(record.Asset);
        if (page is not { } index)
            return name;
        var ofDataset = index < record.Dataset?.Count ? FileNames.LastPart(record.Dataset[index]) : "";
        return ofDataset.Length > 0 ? ofDataset : FileNames.OfPage(name, index);
    }
}
