using System.Text.Json;
using Limn.Annotations.Geometry;
using Limn.Annotations.Json;

namespace Limn.Annotations.Validation;

internal static partial class GeometryForms
{
    private const int SmallestRing = 3;

    private static string? WritePolygon(ReadOnlyMemory<byte> json, Utf8JsonWriter writer)
    {
        var ring = new List<ImagePoint>();
        if (ReadRing(json, ring) is { } reason)
            return reason;
        if (ring.Count < SmallestRing)
            return "a polygon needs at least 3 points";
        WritePoints(writer, ring);
        return null;
    }

    /// <summary>Holes of a polygon; none at all is nothing.</summary>
    public static string? WriteRings(ReadOnlyMemory<byte> json, Utf8JsonWriter writer)
    {
        if (JsonSlices.KindOf(json.Span) != JsonTokenType.StartArray)
            return "it must be a list of point lists";
        var rings = JsonSlices.Elements(json);
        if (rings.Count == 0)
            return null;
        writer.WriteStartArray();
        foreach (var item in rings)
        {
            if (WritePolygon(item, writer) is { } reason)
                return reason;
        }
        writer.WriteEndArray();
        return null;
    }

    /// <summary>Control points of a curve; none at all is nothing.</summary>
    public static string? WriteControls(ReadOnlyMemory<byte> json, Utf8JsonWriter writer)
    {
        var points = new List<ImagePoint>();
        if (ReadPoints(json, points) is { } reason)
            return reason;
        if (points.Count > 0)
            WritePoints(writer, points);
        return null;
    }

    private static string? WritePolyline(ReadOnlyMemory<byte> json, Utf8JsonWriter writer) =>
        JsonSlices.KindOf(json.Span) == JsonTokenType.StartObject ? WriteVolumeLine(json, writer) : WriteLine(json, writer);

    private static string? WriteLine(ReadOnlyMemory<byte> json, Utf8JsonWriter writer)
    {
        var points = new List<ImagePoint>();
        if (ReadPoints(json, points) is { } reason)
            return reason;
        if (points.Count < 2)
            return "a line needs at least 2 points";
        WritePoints(writer, points);
        return null;
    }

    private static string? WritePoint(ReadOnlyMemory<byte> json, Utf8JsonWriter writer)
    {
        var reader = JsonSlices.Start(json.Span);
        if (!TryReadPoint(ref reader, out var point))
            return "it must be [x, y]";
        WritePoint(writer, point);
        return null;
    }

    private static string? WriteSegmentation(ReadOnlyMemory<byte> json, Utf8JsonWriter writer, GeometryRules rules)
    {
        var properties = JsonSlices.Properties(json);
        var zones = Last(properties, "zones"u8);
        if (JsonSlices.KindOf(zones.Span) != JsonTokenType.StartArray)
            return "zones must be a list";
        writer.WriteStartObject();
        writer.WriteStartArray("zones"u8);
        var written = 0;
        foreach (var zone in JsonSlices.Elements(zones))
        {
            if (WriteZone(zone, writer, rules, ref written) is { } reason)
                return reason;
        }
        if (written == 0 && rules.DropsSmallZones)
            return "no zone has 3 points or more";
        writer.WriteEndArray();
        WriteOthers(writer, properties.Where(property => !IsNamed(property.Name, "zones"u8)));
        writer.WriteEndObject();
        return null;
    }

    private static string? WriteZone(ReadOnlyMemory<byte> zone, Utf8JsonWriter writer, GeometryRules rules, ref int written)
    {
        var properties = JsonSlices.Properties(zone);
        var region = new List<ImagePoint>();
        if (ReadRing(Last(properties, "region"u8), region) is { } reason)
            return $"region: {reason}";
        if (rules.DropsSmallZones && region.Count < SmallestRing)
            return null;
        written++;
        writer.WriteStartObject();
        writer.WritePropertyName("region"u8);
        WritePoints(writer, region);
        writer.WriteStartArray("holes"u8);
        var holesReason = WriteHoles(Last(properties, "holes"u8), writer, rules);
        writer.WriteEndArray();
        WriteOthers(writer, properties.Where(property => !IsNamed(property.Name, "region"u8) && !IsNamed(property.Name, "holes"u8)));
        writer.WriteEndObject();
        return holesReason;
    }

    private static string? WriteHoles(ReadOnlyMemory<byte> holes, Utf8JsonWriter writer, GeometryRules rules)
    {
        if (JsonSlices.KindOf(holes.Span) is JsonTokenType.None or JsonTokenType.Null)
            return null;
        var ring = new List<ImagePoint>();
        foreach (var hole in IsBareRing(holes) ? [holes] : JsonSlices.Elements(holes))
        {
            ring.Clear();
            if (ReadRing(hole, ring) is { } reason)
                return $"holes: {reason}";
            if (!rules.DropsSmallZones || ring.Count >= SmallestRing)
                WritePoints(writer, ring);
        }
        return JsonSlices.KindOf(holes.Span) == JsonTokenType.StartArray ? null : "holes must be a list of point lists";
    }

    // Some writers give one hole as a bare point list, without the list around it.
    private static bool IsBareRing(ReadOnlyMemory<byte> holes)
    {
        var reader = JsonSlices.Start(holes.Span);
        return reader.TokenType == JsonTokenType.StartArray
            && reader.Read() && reader.TokenType == JsonTokenType.StartArray
            && reader.Read() && reader.TokenType == JsonTokenType.Number;
    }

    private static string? ReadRing(ReadOnlyMemory<byte> json, List<ImagePoint> ring)
    {
        var reason = ReadPoints(json, ring);
        while (ring.Count > 1 && ring[^1] == ring[0])
            ring.RemoveAt(ring.Count - 1);
        return reason;
    }

    private static string? ReadPoints(ReadOnlyMemory<byte> json, List<ImagePoint> points)
    {
        var reader = JsonSlices.Start(json.Span);
        if (reader.TokenType != JsonTokenType.StartArray)
            return "it must be a list of points";
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (!TryReadPoint(ref reader, out var point))
                return $"point {points.Count} must be [x, y]";
            points.Add(point);
        }
        return null;
    }

    private static bool TryReadPoint(ref Utf8JsonReader reader, out ImagePoint point)
    {
        point = default;
        if (reader.TokenType != JsonTokenType.StartArray || !reader.Read() || reader.TokenType != JsonTokenType.Number)
            return false;
        var x = reader.GetDouble();
        if (!reader.Read() || reader.TokenType != JsonTokenType.Number)
            return false;
        point = new ImagePoint(x, reader.GetDouble());
        return reader.Read() && reader.TokenType == JsonTokenType.EndArray;
    }

    private static void WritePoints(Utf8JsonWriter writer, IReadOnlyList<ImagePoint> points)
    {
        writer.WriteStartArray();
        foreach (var point in points)
            WritePoint(writer, point);
        writer.WriteEndArray();
    }

    private static void WritePoint(Utf8JsonWriter writer, ImagePoint point)
    {
        writer.WriteStartArray();
        CanonicalJson.WriteNumber(writer, point.X);
        CanonicalJson.WriteNumber(writer, point.Y);
        writer.WriteEndArray();
    }

    private static bool IsNamed(Utf8Key name, ReadOnlySpan<byte> text) => name.Utf8.Span.SequenceEqual(text);
}
