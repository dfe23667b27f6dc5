using System.Text.Json;
using Limn.Annotations.Json;

namespace Limn.Annotations.Validation;

internal static partial class GeometryForms
{
    private static readonly byte[][] AreaNames = Names("x1", "y1", "x2", "y2", "width", "height");
    private static readonly byte[][] FlatAreaNames = [.. AreaNames, .. Names("pageNumber")];

    private static string? WritePdf(ReadOnlyMemory<byte> json, Utf8JsonWriter writer)
    {
        if (JsonSlices.KindOf(json.Span) != JsonTokenType.StartObject)
            return "it must be an object";
        var properties = JsonSlices.Properties(json);
        var position = Last(properties, "position"u8);
        return position.IsEmpty ? WriteFlatPdf(json, writer) : WriteNestedPdf(properties, position, writer);
    }

    private static string? WriteFlatPdf(ReadOnlyMemory<byte> json, Utf8JsonWriter writer)
    {
        Span<double> values = stackalloc double[FlatAreaNames.Length];
        var fields = new NumberFields(FlatAreaNames, values);
        if (fields.Read(json) is { } reason)
            return reason;
        if (!fields.Has(0, AreaNames.Length))
            return "it needs x1, y1, x2, y2, width and height";
        if (CheckPageNumber(fields.Has(AreaNames.Length, 1) ? values[^1] : null) is { } pageReason)
            return pageReason;
        var others = fields.Others ?? [];
        if (TakeText(others, "text"u8, out var text) is { } textReason)
            return textReason;
        others.RemoveAll(other => IsNamed(other.Name, "objectId"u8));
        writer.WriteStartObject();
        writer.WriteStartObject("position"u8);
        writer.WriteStartObject("boundingRect"u8);
        WriteNumbers(writer, AreaNames, values);
        writer.WriteEndObject();
        writer.WriteStartArray("rects"u8);
        writer.WriteEndArray();
        writer.WriteNumber("pageNumber"u8, (int)values[^1]);
        writer.WriteEndObject();
        writer.WriteStartObject("content"u8);
        writer.WriteString("text"u8, text ?? "");
        writer.WriteEndObject();
        WriteOthers(writer, others);
        writer.WriteEndObject();
        return null;
    }

    private static string? WriteNestedPdf(
        List<(Utf8Key Name, ReadOnlyMemory<byte> Value)> properties, ReadOnlyMemory<byte> position, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        if (WritePosition(JsonSlices.Properties(position), writer) is { } positionReason)
            return positionReason;
        var content = Last(properties, "content"u8);
        if (WriteContent(JsonSlices.Properties(content), writer) is { } contentReason)
            return contentReason;
        WriteOthers(writer, properties.Where(property =>
            !IsNamed(property.Name, "position"u8) && !IsNamed(property.Name, "content"u8) && !IsNamed(property.Name, "objectId"u8)));
        writer.WriteEndObject();
        return null;
    }

    private static string? WritePosition(List<(Utf8Key Name, ReadOnlyMemory<byte> Value)> position, Utf8JsonWriter writer)
    {
        var (rect, rects, page) = (Last(position, "boundingRect"u8), Last(position, "rects"u8), Last(position, "pageNumber"u8));
        var pageNumber = JsonSlices.NumberOf(page);
        if (CheckPageNumber(pageNumber) is { } pageReason)
            return pageReason;
        writer.WriteStartObject("position"u8);
        writer.WritePropertyName("boundingRect"u8);
        if (WriteArea(rect, writer) is { } reason)
            return $"boundingRect: {reason}";
        writer.WriteStartArray("rects"u8);
        foreach (var token in JsonSlices.Elements(rects))
        {
            if (WriteArea(token, writer) is { } rectsReason)
                return $"rects: {rectsReason}";
        }
        writer.WriteEndArray();
        writer.WriteNumber("pageNumber"u8, (int)pageNumber!.Value);
        WriteOthers(writer, position.Where(property => !IsNamed(property.Name, "boundingRect"u8)
            && !IsNamed(property.Name, "rects"u8) && !IsNamed(property.Name, "pageNumber"u8)));
        writer.WriteEndObject();
        return null;
    }

    private static string? WriteArea(ReadOnlyMemory<byte> json, Utf8JsonWriter writer)
    {
        Span<double> values = stackalloc double[AreaNames.Length];
        var fields = new NumberFields(AreaNames, values);
        if (fields.Read(json) is { } reason)
            return reason;
        if (!fields.Has(0, AreaNames.Length))
            return "it needs x1, y1, x2, y2, width and height";
        writer.WriteStartObject();
        WriteNumbers(writer, AreaNames, values);
        WriteOthers(writer, fields.Others);
        writer.WriteEndObject();
        return null;
    }

    private static string? WriteContent(List<(Utf8Key Name, ReadOnlyMemory<byte> Value)> content, Utf8JsonWriter writer)
    {
        string? image = null;
        if ((TakeText(content, "text"u8, out var text) ?? TakeText(content, "image"u8, out image)) is { } reason)
            return reason;
        writer.WriteStartObject("content"u8);
        writer.WriteString("text"u8, text ?? "");
        if (image is not null)
            writer.WriteString("image"u8, image);
        WriteOthers(writer, content);
        writer.WriteEndObject();
        return null;
    }

    private static string? CheckPageNumber(double? page) =>
        page is >= 1 and <= int.MaxValue && double.IsInteger(page.Value) ? null : "pageNumber must be a whole number from 1";

    private static ReadOnlyMemory<byte> Last(List<(Utf8Key Name, ReadOnlyMemory<byte> Value)> properties, ReadOnlySpan<byte> name)
    {
        for (var i = properties.Count - 1; i >= 0; i--)
        {
            if (IsNamed(properties[i].Name, name))
                return properties[i].Value;
        }
        return default;
    }
}
