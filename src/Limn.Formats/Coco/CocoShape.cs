using Limn.Annotations.Geometry;

namespace Limn.Formats.Coco;

/// <summary>The geometry of one COCO annotation.</summary>
/// <param name="Box">Bounds.</param>
/// <param name="Area">Area in pixels.</param>
/// <param name="Rings">Rings without holes; null if there is a mask.</param>
/// <param name="Mask">Mask, where rings cannot say it.</param>
internal sealed record CocoShape(ImageBox Box, double Area, IReadOnlyList<IReadOnlyList<ImagePoint>>? Rings, RunLengthMask? Mask)
{
    /// <summary>A mask without instances.</summary>
    public bool IsCrowd { get; init; }
}
