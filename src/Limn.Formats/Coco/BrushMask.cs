namespace Limn.Formats.Coco;

/// <summary>A painted mask that is wanted.</summary>
/// <param name="Url">Where it is.</param>
/// <param name="TaskId">The task it belongs to.</param>
/// <param name="Page">Its page, from 0; null on assets with a single page.</param>
public sealed record BrushMaskRequest(string Url, string TaskId, int? Page);

/// <summary>The pixels of a painted mask.</summary>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
/// <param name="Rgba">Red, green, blue and alpha of each pixel, row by row from the top; alpha 0 is background.</param>
public sealed record BrushMask(int Width, int Height, ReadOnlyMemory<byte> Rgba);
