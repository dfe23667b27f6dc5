using System.Buffers;
using System.Text.Json;
using Limn.Annotations.Json;
using Limn.Annotations.Schemas;

namespace Limn.Annotations.Validation;

/// <summary>Keys beside the geometry that say more about it than the format of Ango Hub can. Readers that do not know them pass them over.</summary>
internal static class GeometrySiblings
{
    private static readonly Utf8Key Holes = new("polygonHoles");
    private static readonly Utf8Key Controls = new("splineBezier");
    private static readonly Utf8Key Flag = new("flagged");
    private static readonly Utf8Key Verdict = new("verdict");
    private static readonly string[] Verdicts = ["accepted", "rejected", "fixed"];

    /// <summary>Brings them into their stored form, or tells which is wrong and why.</summary>
    public static (string Key, string Reason)? Normalize(Member member)
    {
        if (member.Unknown is null)
            return null;
        if (member.GeometryKey == ToolKinds.Polygon && Rewrite(member, Holes, GeometryForms.WriteRings) is { } holes)
            return ("polygonHoles", holes);
        if (member.GeometryKey == ToolKinds.Spline && Rewrite(member, Controls, GeometryForms.WriteControls) is { } controls)
            return ("splineBezier", controls);
        if (Rewrite(member, Verdict, WriteVerdict) is { } verdict)
            return ("verdict", verdict);
        return Rewrite(member, Flag, WriteFlag) is { } flag ? ("flagged", flag) : null;
    }

    /// <summary>What a writer writes takes the place of the value; writing nothing takes the key away.</summary>
    private static string? Rewrite(Member member, Utf8Key key, Func<ReadOnlyMemory<byte>, Utf8JsonWriter, string?> write)
    {
        var index = member.Unknown!.FindIndex(property => property.Name.Equals(key));
        if (index < 0)
            return null;
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, CanonicalJson.WriterOptions);
        var value = member.Unknown[index].Value;
        var reason = JsonSlices.KindOf(value.Span) == JsonTokenType.Null ? null : write(value, writer);
        writer.Flush();
        if (reason is null && buffer.WrittenCount > 0)
            member.Unknown[index] = (key, buffer.WrittenMemory);
        else
            member.Unknown.RemoveAt(index);
        return reason;
    }

    private static string? WriteVerdict(ReadOnlyMemory<byte> json, Utf8JsonWriter writer)
    {
        var text = JsonSlices.KindOf(json.Span) == JsonTokenType.String ? JsonSerializer.Deserialize<string>(json.Span) : null;
        if (!Verdicts.Contains(text))
            return "it must be \"accepted\", \"rejected\" or \"fixed\"";
        writer.WriteStringValue(text);
        return null;
    }

    private static string? WriteFlag(ReadOnlyMemory<byte> json, Utf8JsonWriter writer)
    {
        var kind = JsonSlices.KindOf(json.Span);
        if (kind == JsonTokenType.True)
            writer.WriteBooleanValue(true);
        return kind is JsonTokenType.True or JsonTokenType.False ? null : "it must be true or false";
    }
}
