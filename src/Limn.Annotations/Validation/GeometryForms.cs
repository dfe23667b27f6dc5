using System.Text;
using System.Text.Json;
using Limn.Annotations.Json;
using Limn.Annotations.Schemas;

namespace Limn.Annotations.Validation;

/// <summary>Brings the geometry of each tool into its stored form. Each method returns null, or why the geometry is refused.</summary>
internal static partial class GeometryForms
{
    public static string? Write(string key, ReadOnlyMemory<byte> json, Utf8JsonWriter writer, GeometryRules rules) => key switch
    {
        ToolKinds.BoundingBox => WriteBoundingBox(json, writer),
        ToolKinds.RotatedBoundingBox => WriteRotatedBox(json, writer),
        ToolKinds.Polygon => WritePolygon(json, writer),
        ToolKinds.Polyline => WritePolyline(json, writer),
        ToolKinds.Spline => WriteLine(json, writer),
        ToolKinds.Point => WritePoint(json, writer),
        ToolKinds.Segmentation => WriteSegmentation(json, writer, rules),
        ToolKinds.Ner => WriteSpan(json, writer, rules),
        ToolKinds.Pdf => WritePdf(json, writer),
        ToolKinds.Circle => WriteCircle(json, writer),
        ToolKinds.Ellipse => WriteEllipse(json, writer),
        ToolKinds.Angle => WriteAngle(json, writer),
        ToolKinds.Message => WriteMessage(json, writer),
        ToolKinds.Pct => WritePointCloudShape(json, writer),
        ToolKinds.Brush or ToolKinds.MedicalBrush => WriteBrushFlag(json, writer),
        _ => WriteUnknown(json, writer),
    };

    private static string? WriteBrushFlag(ReadOnlyMemory<byte> json, Utf8JsonWriter writer)
    {
        if (JsonSlices.KindOf(json.Span) != JsonTokenType.True)
            return "it must be true";
        writer.WriteBooleanValue(true);
        return null;
    }

    private static string? WriteUnknown(ReadOnlyMemory<byte> json, Utf8JsonWriter writer)
    {
        CanonicalJson.WriteDoubles(writer, json.Span);
        return null;
    }

    private static void WriteNumbers(Utf8JsonWriter writer, byte[][] names, ReadOnlySpan<double> values)
    {
        for (var i = 0; i < names.Length; i++)
        {
            writer.WritePropertyName(names[i]);
            CanonicalJson.WriteNumber(writer, values[i]);
        }
    }

    private static void WriteOthers(Utf8JsonWriter writer, IEnumerable<(Utf8Key Name, ReadOnlyMemory<byte> Value)>? others)
    {
        foreach (var (name, value) in others ?? [])
        {
            writer.WritePropertyName(name.Utf8.Span);
            CanonicalJson.WriteDoubles(writer, value.Span);
        }
    }

    private static byte[][] Names(params string[] names) => [.. names.Select(Encoding.UTF8.GetBytes)];
}
