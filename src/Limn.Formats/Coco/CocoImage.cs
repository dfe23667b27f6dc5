using Limn.Annotations.Answers;
using Limn.Formats.AngoExport;

namespace Limn.Formats.Coco;

/// <summary>One picture of a record: the asset itself, or one of its pages or frames.</summary>
internal sealed record CocoImage
{
    public required long Id { get; init; }

    public required string FileName { get; init; }

    public required string Url { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    /// <summary>Null on assets with a single page.</summary>
    public required int? Page { get; init; }

    public required ExportRecord Record { get; init; }

    public required IReadOnlyList<AnnotationObject> Objects { get; init; }

    public required IReadOnlyList<Classification> Classifications { get; init; }

    public required IReadOnlyList<Relation> Relations { get; init; }

    /// <summary>URL of the painted mask of this picture.</summary>
    public string? MaskUrl => Page is null
        ? Record.Task.BrushDataUrl
        : Record.Task.BrushDataUrls?.FirstOrDefault(mask => mask.Page == Page)?.Url ?? (Page == 0 ? Record.Task.BrushDataUrl : null);
}
