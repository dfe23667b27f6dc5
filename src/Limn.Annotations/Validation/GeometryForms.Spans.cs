using System.Text.Json;
using Limn.Annotations.Json;

namespace Limn.Annotations.Validation;

internal static partial class GeometryForms
{
    private static readonly byte[][] SpanNames = Names("start", "end");

    private static string? WriteSpan(ReadOnlyMemory<byte> json, Utf8JsonWriter writer, GeometryRules rules)
    {
        Span<double> values = stackalloc double[SpanNames.Length];
        var fields = new NumberFields(SpanNames, values);
        if (fields.Read(json) is { } reason)
            return reason;
        if (!fields.Has(0, SpanNames.Length))
            return "it needs start and end";
        if (values[0] > values[1])
            (values[0], values[1]) = (values[1], values[0]);
        var others = fields.Others ?? [];
        if (TakeText(others, "selection"u8, out var selection) is { } selectionReason)
            return selectionReason;
        if (rules.Text is { } text && FitToText(values, text, ref selection) is { } textReason)
            return textReason;
        writer.WriteStartObject();
        WriteNumbers(writer, SpanNames, values);
        if (selection is not null)
            writer.WriteString("selection"u8, selection);
        WriteOthers(writer, others);
        writer.WriteEndObject();
        return null;
    }

    /// <summary>
    /// Offsets are UTF-16 units with an exclusive end; a selection that fits only the inclusive reading moves the end by one.
    /// </summary>
    private static string? FitToText(Span<double> span, string text, ref string? selection)
    {
        if (span[0] < 0 || span[1] > text.Length || !double.IsInteger(span[0]) || !double.IsInteger(span[1]))
            return $"start and end must be whole numbers from 0 to {text.Length}";
        var (start, end) = ((int)span[0], (int)span[1]);
        var isInclusive = selection is not null && end < text.Length
            && !text.AsSpan(start..end).SequenceEqual(selection) && text.AsSpan(start..(end + 1)).SequenceEqual(selection);
        if (isInclusive)
            span[1] = ++end;
        selection = text[start..end];
        return null;
    }

    /// <summary>Takes a text out of the unknown members; null leaves it out too.</summary>
    private static string? TakeText(List<(Utf8Key Name, ReadOnlyMemory<byte> Value)> others, ReadOnlySpan<byte> name, out string? text)
    {
        text = null;
        for (var i = others.Count - 1; i >= 0; i--)
        {
            if (!IsNamed(others[i].Name, name))
                continue;
            var value = others[i].Value;
            others.RemoveAt(i);
            if (JsonSlices.TextOf(value) is { } found)
                text ??= found.ToString();
            else if (JsonSlices.KindOf(value.Span) != JsonTokenType.Null)
                return $"{System.Text.Encoding.UTF8.GetString(name)} must be text";
        }
        return null;
    }
}
