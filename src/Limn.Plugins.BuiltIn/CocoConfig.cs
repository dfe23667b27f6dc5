using Limn.Formats.Coco;

namespace Limn.Plugins.BuiltIn;

/// <summary>The config of <see cref="CocoExport"/>; a value of a wrong type counts as its default.</summary>
internal sealed class CocoConfig
{
    private static readonly CocoContent[] Default = [CocoContent.Detection, CocoContent.Segmentation];

    /// <summary>Names of the files to write.</summary>
    public string[] Content { get; set; } = [];

    /// <summary>Log the progress.</summary>
    public bool Verbose { get; set; } = true;

    /// <summary>The files to write, each once; the default ones where none is named.</summary>
    /// <exception cref="ArgumentException">A name is not that of a COCO file.</exception>
    public IReadOnlyList<CocoContent> Contents() => Content.Length == 0 ? Default : [.. Content.Select(Parse).Distinct()];

    private static CocoContent Parse(string name) => Enum.TryParse<CocoContent>(name, ignoreCase: true, out var content) && char.IsLetter(name[0])
        ? content
        : throw new ArgumentException($"\"{name}\" in content is not one of detection, segmentation, keypoints.");
}
