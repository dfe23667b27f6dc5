using System.Text.Json;
using Limn.Annotations.Json;

namespace Limn.Annotations.Validation;

internal static partial class GeometryForms
{
    private static readonly byte[][] AngleNames = Names("angle");
    private static readonly byte[][] CenterNames = Names("x", "y", "z");
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
        if (JsonSlices.KindOf(json.Span) != JsonTokenType.StartObject)
            return "it must be an object";
        var properties = JsonSlices.Properties(json);
        var isCuboid = JsonSlices.TextOf(Last(properties, "type"u8)) is { } type && IsNamed(type, "cuboid"u8);
        if (isCuboid && !HasNumbers(Last(properties, "center"u8), CenterNames))
            return "center needs x, y and z";
        if (isCuboid && !HasNumbers(Last(properties, "size"u8), SizeNames))
            return "size needs length, width and height";
        CanonicalJson.WriteDoubles(writer, json.Span);
        return null;
    }

    private static bool HasNumbers(ReadOnlyMemory<byte> json, byte[][] names)
    {
        Span<double> values = stackalloc double[names.Length];
        var fields = new NumberFields(names, values);
        return fields.Read(json) is null && fields.Has(0, names.Length);
    }

    private static bool IsTriple(ReadOnlyMemory<byte> json) =>
        JsonSlices.Elements(json) is { Count: 3 } elements && elements.TrueForAll(element => JsonSlices.NumberOf(element) is not null);
}
