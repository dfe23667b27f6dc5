using System.Globalization;
using Limn.Annotations.Geometry;
using Limn.Annotations.Schemas;

namespace Limn.Formats.Coco;

/// <summary>Cuts a painted picture into one mask per brush class, by the classes' colours.</summary>
internal sealed class CocoBrushes
{
    private const int BytesPerPixel = 4;

    private readonly Dictionary<int, SchemaClass> classes = [];

    public CocoBrushes(IEnumerable<SchemaClass> brushes)
    {
        foreach (var item in brushes)
        {
            if (int.TryParse(item.Color.TrimStart('#'), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var color))
                classes.TryAdd(color, item);
        }
    }

    /// <summary>The masks of the classes that were painted, and how many painted pixels have the colour of none.</summary>
    public (List<(SchemaClass Class, RunLengthMask Mask)> Masks, long Strange) Cut(BrushMask picture)
    {
        var builders = classes.Values.ToDictionary(item => item, _ => new RunLengthBuilder(picture.Width, picture.Height));
        var pixels = picture.Rgba.Span;
        var strange = 0L;
        for (var column = 0; column < picture.Width; column++)
        {
            for (var row = 0; row < picture.Height; row++)
            {
                var pixel = pixels.Slice((row * picture.Width + column) * BytesPerPixel, BytesPerPixel);
                if (pixel[3] == 0)
                    continue;
                if (classes.TryGetValue(pixel[0] << 16 | pixel[1] << 8 | pixel[2], out var item))
                    builders[item].Add(column, row, 1);
                else
                    strange++;
            }
        }
        return ([.. builders.Select(pair => (pair.Key, pair.Value.Build())).Where(pair => pair.Item2.Area > 0)], strange);
    }
}
