using System.IO.Compression;
using SkiaSharp;

namespace Limn.Server.Tests.Abuse;

/// <summary>Files that were made to hurt whoever opens them.</summary>
internal sealed class HostileFiles(HostileValues values)
{
    public static readonly string[] Names = ["a.zip", "a.png", "a.jpg", "a.webp", "a.gif", "a.bmp", "a.json", "a.html", "a.svg", "..%2Fa.png", "a.%ffpng", "a"];

    private static readonly byte[][] Samples =
    [
        Picture(SKEncodedImageFormat.Png), Picture(SKEncodedImageFormat.Jpeg), Picture(SKEncodedImageFormat.Webp), Zip("a.json", 100), Zip("../../etc/passwd", 10),
        Zip("bomb.json", 5_000_000), [.. "GIF89a"u8, 0xff, 0xff, 0xff, 0xff, 0, 0, 0], [.. "BM"u8, 0xff, 0xff, 0xff, 0x7f, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0, 0xff, 0xff, 0xff, 0x7f],
        "<svg onload=alert(1)>"u8.ToArray(), [],
    ];

    public byte[] Next()
    {
        var bytes = values.Pick(Samples);
        return values.Chance(0.7) ? values.Bend(bytes) : bytes;
    }

    private static byte[] Picture(SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(9, 7);
        using var data = bitmap.Encode(format, 90);
        return data.ToArray();
    }

    private static byte[] Zip(string name, int size)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            using var entry = zip.CreateEntry(name).Open();
            entry.Write(new byte[size]);
        }

        return bytes.ToArray();
    }
}
