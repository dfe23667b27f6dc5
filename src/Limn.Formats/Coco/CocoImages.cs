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
        foreach (var image in MakeImages(record, width, height))
            yield return image;
    }

    private IEnumerable<CocoImage> MakeImages(ExportRecord record, int width, int height)
    {
        var task = record.Task;
        var isPaged = record.Dataset is not null || task.BrushDataUrls is not null || task.Tools.Any(item => item.Page is not null);
        var objects = task.Tools.Where(item => !item.InterpolationStopped).ToLookup(item => isPaged ? item.Page ?? 0 : 0);
        var answers = task.Classifications.Where(item => !item.InterpolationStopped).ToLookup(item => isPaged ? item.Page : null);
        var relations = task.Relations.ToLookup(item => isPaged ? item.Page ?? 0 : 0);
        foreach (var page in isPaged ? PagesOf(task) : [0])
        {
            yield return new CocoImage
            {
                Id = ++lastId,
                FileName = names.Take(NameOf(record, isPaged ? page : null), task.TaskId),
                Url = isPaged && page < record.Dataset?.Count ? record.Dataset[page] : record.Asset,
                Width = width,
                Height = height,
                Page = isPaged ? page : null,
                Record = record,
                Objects = [.. objects[page]],
                Classifications = [.. answers[null], .. isPaged ? answers[page] : []],
                Relations = [.. relations[page]],
            };
        }
    }

    /// <summary>The pages that have annotations.</summary>
    private static IEnumerable<int> PagesOf(ExportTask task) => task.Tools.Select(item => item.Page ?? 0)
        .Concat((task.BrushDataUrls ?? []).Select(mask => mask.Page))
        .Concat(task.Classifications.Where(item => item.Page is not null).Select(item => item.Page!.Value))
        .Distinct().Order();

    private static string NameOf(ExportRecord record, int? page)
    {
        var name = record.ExternalId.Length > 0 ? record.ExternalId : FileNames.LastPart(record.Asset);
        if (page is not { } index)
            return name;
        var ofDataset = index < record.Dataset?.Count ? FileNames.LastPart(record.Dataset[index]) : "";
        return ofDataset.Length > 0 ? ofDataset : FileNames.OfPage(name, index);
    }
}
