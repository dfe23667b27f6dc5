using Limn.Annotations.Schemas;

namespace Limn.Formats.Coco;

/// <summary>How a COCO file is written. Immutable.</summary>
public sealed record CocoOptions
{
    /// <summary>The project's schema: the categories, in its order.</summary>
    public required CategorySchema Schema { get; init; }

    /// <summary>What the file is for. Default <see cref="CocoContent.Segmentation"/>.</summary>
    public CocoContent Content { get; init; } = CocoContent.Segmentation;

    /// <summary>Text of <c>info.description</c>. Default empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>Instant of <c>info.date_created</c>; null leaves it and the year out.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Gives the pixels of painted masks; without it they are reported as dropped.</summary>
    public Func<BrushMaskRequest, CancellationToken, ValueTask<BrushMask?>>? ReadMask { get; init; }
}
