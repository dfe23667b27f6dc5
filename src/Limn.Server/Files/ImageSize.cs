using System.Collections.Frozen;
using SkiaSharp;

namespace Limn.Server.Files;

/// <summary>Pixels of a picture as people see it: turned as its EXIF orientation says.</summary>
internal sealed record ImageSize(int Width, int Height)
{
    /// <summary>A JPEG's size stands behind its colour profile and preview, which rarely fill this much.</summary>
    private const int HeadBytes = 1 << 20;

    private static readonly FrozenSet<string> Extensions = FrozenSet.Create(".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp");

    /// <summary>How many first bytes of a file are needed to read its size.</summary>
    public static int HeadBytesOf(StoredFile file) =>
        file.Purpose == FilePurpose.Assets && Extensions.Contains(FileKey.ExtensionOf(file.Key)) ? HeadBytes : 0;

    /// <summary>Reads the header only; null for what is no picture.</summary>
    public static ImageSize? Read(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty)
        {
            return null;
        }

        using var data = SKData.CreateCopy(head);
        using var codec = SKCodec.Create(data);
        return codec is null
            ? null
            : codec.EncodedOrigin >= SKEncodedOrigin.LeftTop
                ? new ImageSize(codec.Info.Height, codec.Info.Width)
                : new ImageSize(codec.Info.Width, codec.Info.Height);
    }
}
