using System.Security.Cryptography;
using System.Text.Json;
using Limn.Annotations.Geometry;
using Limn.Annotations.Json;

namespace Limn.Server.Brushes;

/// <summary>Writes tiles as JSON: as operations for editors, and by their hashes for the revision log.</summary>
internal static class BrushOperations
{
    private static readonly byte[] Blank = LabelTile.From(new ushort[LabelTile.Pixels]).ToBytes();

    /// <summary>A list of operations with those that paint the tiles behind it.</summary>
    public static RawJson Append(RawJson operations, IEnumerable<KeyValuePair<TilePlace, TileContent>> tiles)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, CanonicalJson.WriterOptions))
        {
            writer.WriteStartArray();
            using var before = operations.ToDocument();
            foreach (var operation in before.RootElement.EnumerateArray())
            {
                operation.WriteTo(writer);
            }

            foreach (var group in tiles.GroupBy(tile => (tile.Key.Page, tile.Value.Palette)))
            {
                WritePaint(writer, group.Key.Page, group.Key.Palette, group);
            }

            writer.WriteEndArray();
        }

        return new RawJson(buffer.ToArray());
    }

    /// <summary>Writes <c>[{"page","x","y","hash"}]</c>: a revision's hash covers what it painted.</summary>
    public static void WriteHashes(Utf8JsonWriter writer, IReadOnlyList<BrushTile> tiles)
    {
        writer.WriteStartArray();
        foreach (var tile in tiles)
        {
            writer.WriteStartObject();
            WritePage(writer, tile.Page);
            writer.WriteNumber("x", tile.X);
            writer.WriteNumber("y", tile.Y);
            writer.WriteString("hash", Convert.ToHexStringLower(SHA256.HashData([.. tile.Palette.Utf8.Span, .. tile.Content])));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WritePaint(Utf8JsonWriter writer, int page, RawJson palette, IEnumerable<KeyValuePair<TilePlace, TileContent>> tiles)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", "paint");
        WritePage(writer, page);
        writer.WritePropertyName("palette");
        writer.WriteRawValue(palette.Utf8.Span, skipInputValidation: true);
        writer.WriteStartArray("tiles");
        foreach (var (place, content) in tiles)
        {
            writer.WriteStartObject();
            writer.WriteNumber("x", place.X);
            writer.WriteNumber("y", place.Y);
            writer.WriteBase64String("runs", content.Bytes.Length == 0 ? Blank : content.Bytes);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WritePage(Utf8JsonWriter writer, int page)
    {
        if (page != BrushTile.NoPage)
        {
            writer.WriteNumber("page", page);
        }
    }
}
