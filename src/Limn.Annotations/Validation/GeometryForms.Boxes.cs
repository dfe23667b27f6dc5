using System.Text.Json;
using Limn.Annotations.Geometry;
using Limn.Annotations.Json;

namespace Limn.Annotations.Validation;

internal static partial class GeometryForms
{
    // Corners that agree with the numbers beside them up to rounding are kept as they are.
    private const double CornerTolerance = 1e-6;

    private const int VolumeFirst = 4;
    private const int RotationIndex = 4;

    private static readonly byte[][] BoxNames = Names("x", "y", "width", "height", "x1", "y1", "z1", "x2", "y2", "z2");
    private static readonly byte[][] FlatBoxNames = BoxNames[..VolumeFirst];
    private static readonly byte[][] VolumeNames = BoxNames[VolumeFirst..];
    private static readonly byte[][] RotatedNames = [.. FlatBoxNames, .. Names("rotation")];
    private static readonly byte[][] CircleNames = Names("x", "y", "radius");
    private static readonly byte[][] EllipseNames = Names("x", "y", "radiusX", "radiusY", "rotation");

    private static string? WriteBoundingBox(ReadOnlyMemory<byte> json, Utf8JsonWriter writer)
    {
        Span<double> values = stackalloc double[BoxNames.Length];
        var fields = new NumberFields(BoxNames, values);
        if (fields.Read(json) is { } reason)
            return reason;
        if (fields.Has(VolumeFirst, VolumeNames.Length))
            return WriteVolumePoints(writer, values[VolumeFirst..], fields);
        if (!fields.Has(0, VolumeFirst))
            return "it needs x, y, width and height";
        var box = ImageBox.FromCorner(fields[0], fields[1], fields[2], fields[3]);
        writer.WriteStartObject();
        WriteNumbers(writer, FlatBoxNames, [box.Left, box.Top, box.Width, box.Height]);
        WriteOthers(writer, fields.Others);
        writer.WriteEndObject();
        return null;
    }

    private static string? WriteVolumePoints(Utf8JsonWriter writer, ReadOnlySpan<double> values, NumberFields fields)
    {
        writer.WriteStartObject();
        WriteNumbers(writer, VolumeNames, values);
        WriteOthers(writer, fields.Others);
        writer.WriteEndObject();
        return null;
    }

    private static string? WriteVolumeLine(ReadOnlyMemory<byte> json, Utf8JsonWriter writer)
    {
        Span<double> values = stackalloc double[VolumeNames.Length];
        var fields = new NumberFields(VolumeNames, values);
        if (fields.Read(json) is { } reason)
            return reason;
        return fields.Has(0, VolumeNames.Length) ? WriteVolumePoints(writer, values, fields) : "it needs x1, y1, z1, x2, y2 and z2";
    }

    private static string? WriteCircle(ReadOnlyMemory<byte> json, Utf8JsonWriter writer)
    {
        Span<double> values = stackalloc double[CircleNames.Length];
        var fields = new NumberFields(CircleNames, values);
        if (fields.Read(json) is { } reason)
            return reason;
        if (!fields.Has(0, CircleNames.Length) || fields[2] < 0)
            return "it needs x, y and a radius that is not negative";
        writer.WriteStartObject();
        WriteNumbers(writer, CircleNames, values);
        WriteOthers(writer, fields.Others);
        writer.WriteEndObject();
        return null;
    }

    // An angle that is not given is none.
    private static string? WriteEllipse(ReadOnlyMemory<byte> json, Utf8JsonWriter writer)
    {
        Span<double> values = stackalloc double[EllipseNames.Length];
        values.Clear();
        var fields = new NumberFields(EllipseNames, values);
        if (fields.Read(json) is { } reason)
            return reason;
        if (!fields.Has(0, EllipseNames.Length - 1) || fields[2] < 0 || fields[3] < 0)
            return "it needs x, y, and a radiusX and a radiusY that are not negative";
        writer.WriteStartObject();
        WriteNumbers(writer, EllipseNames, values);
        WriteOthers(writer, fields.Others);
        writer.WriteEndObject();
        return null;
    }

    private static string? WriteRotatedBox(ReadOnlyMemory<byte> json, Utf8JsonWriter writer)
    {
        Span<double> values = stackalloc double[RotatedNames.Length];
        var fields = new NumberFields(RotatedNames, values);
        if (fields.Read(json) is { } reason)
            return reason;
        var hasNumbers = fields.Has(0, RotationIndex);
        var given = hasNumbers ? new RotatedBox(fields[0], fields[1], fields[2], fields[3], fields[RotationIndex]) : default(RotatedBox?);
        var others = fields.Others ?? [];
        if (!TryTakeCorners(others, out var corners))
            return "corners must be four points";
        if (Resolve(given, corners) is not { } box)
            return corners is null ? "it needs x, y, width and height" : "its corners form no rectangle";
        var keepsCorners = corners is not null && box.IsAt(corners, CornerTolerance);
        writer.WriteStartObject();
        WriteNumbers(writer, RotatedNames, [box.X, box.Y, box.Width, box.Height, box.Rotation]);
        writer.WritePropertyName("corners"u8);
        WritePoints(writer, keepsCorners ? corners! : box.ToCorners());
        WriteOthers(writer, others);
        writer.WriteEndObject();
        return null;
    }

    /// <summary>Corners win over the numbers unless both say the same; then the numbers stay as they are, so that nothing drifts.</summary>
    private static RotatedBox? Resolve(RotatedBox? given, ImagePoint[]? corners)
    {
        if (corners is null || given is { } numbers && numbers.IsAt(corners, CornerTolerance))
            return given?.Normalize();
        return RotatedBox.FromCorners(corners);
    }

    private static bool TryTakeCorners(List<(Utf8Key Name, ReadOnlyMemory<byte> Value)> others, out ImagePoint[]? corners)
    {
        corners = null;
        var index = others.FindIndex(other => other.Name.Utf8.Span.SequenceEqual("corners"u8));
        if (index < 0)
            return true;
        var json = others[index].Value;
        others.RemoveAll(other => other.Name.Utf8.Span.SequenceEqual("corners"u8));
        if (JsonSlices.KindOf(json.Span) == JsonTokenType.Null)
            return true;
        var points = new List<ImagePoint>(4);
        corners = ReadPoints(json, points) is null && points.Count == 4 ? [.. points] : null;
        return corners is not null;
    }
}
