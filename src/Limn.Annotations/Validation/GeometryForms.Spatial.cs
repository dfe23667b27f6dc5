using System.Text.Json;
using Limn.Annotations.Json;

namespace Limn.Annotations.Validation;

internal static partial class GeometryForms
{
    private static readonly byte[][] AngleNames = Names("angle");
    private static readonly byte[][] CenterNames = Names("x", "y", "z");
    private static readonly byte[][] RotationNames = Names("roll", "pitch", "yaw");
    private static readonly byte[][] SizeNames = Names("length", "width", "height");

    private static string? WriteAngle(ReadOnlyMemory<byte> json, Utf8JsonWriter writer)
    {
        Span<double> angle = stackalloc double[1];
        var fields = new NumberFields(AngleNames, angle);
        if (fields.Read(json) is { } reason)
            return reason;
        var others = fields.Others ?? [];
        writer.WriteStartObject();
        foreach (var name in (string[])["vertex", "p1", "p2"])
        {
            var triple = others.FindLast(other => other.Name.ToString() == name).Value;
            if (!IsTriple(triple))
                return $"{name} must be three numbers";
            writer.WritePropertyName(name);
            CanonicalJson.WriteDoubles(writer, triple.Span);
        }
        if (fields.Has(0, 1))
            WriteNumbers(writer, AngleNames, angle);
        WriteOthers(writer, others.Where(other => other.Name.ToString() is not ("vertex" or "p1" or "p2")));
        writer.WriteEndObject();
        return null;
    }

    private static string? WriteMessage(ReadOnlyMemory<byte> json, Utf8JsonWriter writer)
    {
        var properties = JsonSlices.Properties(json);
        if (JsonSlices.TextOf(Last(properties, "id"u8)) is not { IsEmpty: false } id)
            return "id must be the text of a message's id";
        writer.WriteStartObject();
        writer.WriteString("id"u8, id.Utf8.Span);
        WriteOthers(writer, properties.Where(property => !IsNamed(property.Name, "id"u8)));
        writer.WriteEndObject();
        return null;
    }

    private static string? WritePointCloudShape(ReadOnlyMemory<byte> json, Utf8JsonWriter writer)
    {
        var properties = JsonSlices.Properties(json);
        if (JsonSlices.TextOf(Last(properties, "type"u8)) is not { IsEmpty: false } type)
            return "type must be a text";
        writer.WriteStartObject();
        writer.WriteString("type"u8, type.Utf8.Span);
        properties.RemoveAll(property => IsNamed(property.Name, "type"u8));
        if (IsNamed(type, "cuboid"u8) && WriteCuboid(properties, writer) is { } reason)
            return reason;
        WriteOthers(writer, properties);
        writer.WriteEndObject();
        return null;
    }

    /// <summary>Writes what makes a cuboid and takes it out of the properties.</summary>
    private static string? WriteCuboid(List<(Utf8Key Name, ReadOnlyMemory<byte> Value)> properties, Utf8JsonWriter writer)
    {
        if (!TryWriteTriple(properties, "center"u8, CenterNames, writer))
            return "center needs x, y and z";
        if (!TryWriteTriple(properties, "size"u8, SizeNames, writer))
            return "size needs length, width and height";
        if (JsonSlices.KindOf(Last(properties, "rotation"u8).Span) is not (JsonTokenType.None or JsonTokenType.Null)
            && !TryWriteTriple(properties, "rotation"u8, RotationNames, writer))
            return "rotation needs roll, pitch and yaw";
        properties.RemoveAll(property => IsNamed(property.Name, "rotation"u8));
        var count = Last(properties, "pointCount"u8);
        return count.IsEmpty || JsonSlices.NumberOf(count) is >= 0 and <= int.MaxValue and var number && double.IsInteger(number)
            ? null
            : "pointCount must be a whole number";
    }

    private static bool TryWriteTriple(
        List<(Utf8Key Name, ReadOnlyMemory<byte> Value)> properties, ReadOnlySpan<byte> key, byte[][] names, Utf8JsonWriter writer)
    {
        Span<double> values = stackalloc double[names.Length];
        var fields = new NumberFields(names, values);
        if (fields.Read(Last(properties, key)) is not null || !fields.Has(0, names.Length))
            return false;
        writer.WriteStartObject(key);
        WriteNumbers(writer, names, values);
        WriteOthers(writer, fields.Others);
        writer.WriteEndObject();
        for (var i = properties.Count - 1; i >= 0; i--)
        {
            if (IsNamed(properties[i].Name, key))
                properties.RemoveAt(i);
        }
        return true;
    }

    private static bool IsTriple(ReadOnlyMemory<byte> json) =>
        JsonSlices.Elements(json) is { Count: 3 } elements && elements.TrueForAll(element => JsonSlices.NumberOf(element) is not null);
}
