using System.Text.Json;
using Limn.Formats.AngoExport;
using Limn.Formats.Coco;

namespace Limn.Formats.Tests.Coco;

/// <summary>A second, independent reader of COCO files, written from the format's own description.</summary>
internal sealed class CocoDocument
{
    private CocoDocument(JsonElement root, ConversionReport report) => (Root, Report) = (root, report);

    public JsonElement Root { get; }

    public ConversionReport Report { get; }

    public List<JsonElement> Images => [.. Root.GetProperty("images").EnumerateArray()];

    public List<JsonElement> Annotations => [.. Root.GetProperty("annotations").EnumerateArray()];

    public List<JsonElement> Categories => [.. Root.GetProperty("categories").EnumerateArray()];

    public static async Task<CocoDocument> WriteAsync(CocoOptions options, params ExportRecord[] records)
    {
        using var output = new MemoryStream();
        using var writer = new CocoWriter(output, () => new MemoryStream(), options);
        foreach (var record in records)
            await writer.AddAsync(record);
        await writer.CompleteAsync();
        return new CocoDocument(JsonDocument.Parse(output.ToArray()).RootElement, writer.Report);
    }

    /// <summary>The annotation of an object, by our extra key.</summary>
    public JsonElement Of(string objectId) => Annotations.Single(item => item.TryGetProperty("objectId", out var id) && id.GetString() == objectId);

    public string NameOf(JsonElement annotation) =>
        Categories.Single(item => item.GetProperty("id").GetInt32() == annotation.GetProperty("category_id").GetInt32()).GetProperty("name").GetString()!;

    /// <summary>The pixels of a run-length mask, [row, column]; counts go down the columns.</summary>
    public static bool[,] Decode(JsonElement rle)
    {
        var (height, width) = (rle.GetProperty("size")[0].GetInt32(), rle.GetProperty("size")[1].GetInt32());
        var pixels = new bool[height, width];
        var position = 0;
        var isSet = false;
        foreach (var count in Decompress(rle.GetProperty("counts").GetString()!))
        {
            for (var i = 0; i < count; i++, position++)
                pixels[position % height, position / height] = isSet;
            isSet = !isSet;
        }
        position.ShouldBe(width * height);
        return pixels;
    }

    public static int Count(bool[,] pixels) => pixels.Cast<bool>().Count(isSet => isSet);

    // Six bits a character: five of the number, lowest first, and one for "more"; the last group's top bit is the sign.
    private static List<int> Decompress(string text)
    {
        var counts = new List<int>();
        for (var at = 0; at < text.Length;)
        {
            var (number, shift, more) = (0, 0, true);
            while (more)
            {
                var group = text[at++] - 48;
                number |= (group & 31) << shift;
                shift += 5;
                more = (group & 32) != 0;
                if (!more && (group & 16) != 0)
                    number |= -1 << shift;
            }
            counts.Add(counts.Count > 2 ? number + counts[^2] : number);
        }
        return counts;
    }
}
