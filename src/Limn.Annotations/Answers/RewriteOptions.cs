using Limn.Annotations.Schemas;

namespace Limn.Annotations.Answers;

/// <summary>How a stored answer is written into an export. Immutable; thread safe if the delegates are.</summary>
public sealed record RewriteOptions
{
    /// <summary>The schema that the answer was written against.</summary>
    public required CategorySchema From { get; init; }

    /// <summary>The present schema: titles, kinds and option texts come from it.</summary>
    public required CategorySchema To { get; init; }

    /// <summary>Writes <c>metadata</c>, at every depth. Default true.</summary>
    public bool IncludeMetadata { get; init; } = true;

    /// <summary>Leaves out interpolated frames. Default false.</summary>
    public bool OnlyKeyFrames { get; init; }

    /// <summary>Writes the pictures inside PDF areas. Default false.</summary>
    public bool IncludePdfImages { get; init; }

    /// <summary>
    /// Gives the URL of the rendered mask of an object, from its id; polygons and segmentations then have <c>masks</c>. Default none.
    /// </summary>
    public Func<string, string>? MaskUrl { get; init; }

    /// <summary>Turns the stored path of an uploaded file into the URL to write. Default: as stored.</summary>
    public Func<string, string>? UploadUrl { get; init; }
}
