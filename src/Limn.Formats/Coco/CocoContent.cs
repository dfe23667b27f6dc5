namespace Limn.Formats.Coco;

/// <summary>What a COCO file is for.</summary>
public enum CocoContent
{
    /// <summary>Boxes only; <c>segmentation</c> is <c>[]</c>.</summary>
    Detection,

    /// <summary>Rings, or run-length masks where there are holes.</summary>
    Segmentation,

    /// <summary>Instances of several points.</summary>
    Keypoints,
}
