using Limn.Annotations.Schemas;

namespace Limn.Formats.AngoExport;

/// <summary>What a task export contains. Immutable; thread safe if the delegates are.</summary>
public sealed record ExportOptions
{
    /// <summary>The project's present schema: titles and option texts come from it.</summary>
    public required CategorySchema Schema { get; init; }

    /// <summary>Writes <c>metadata</c> of annotations. Default true.</summary>
    public bool IncludeMetadata { get; init; } = true;

    /// <summary>Writes <c>stageHistory</c>. Default true.</summary>
    public bool IncludeHistory { get; init; } = true;

    /// <summary>Writes <c>asset</c> and <c>dataset</c>. Default true.</summary>
    public bool IncludeAssets { get; init; } = true;

    /// <summary>Leaves out interpolated frames. Default false.</summary>
    public bool OnlyKeyFrames { get; init; }

    /// <summary>Writes the four idle and blur durations. Default false.</summary>
    public bool IncludeIdleBlurDurations { get; init; }

    /// <summary>Writes the pictures inside PDF areas. Default false.</summary>
    public bool IncludePdfImages { get; init; }

    /// <summary>Gives the URL of an object's rendered mask, from task id and object id. Default none: no <c>masks</c>.</summary>
    public Func<string, string, string>? MaskUrl { get; init; }

    /// <summary>Turns the stored path of an uploaded file into the URL to write. Default: as stored.</summary>
    public Func<string, string>? UploadUrl { get; init; }
}
