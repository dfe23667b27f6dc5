using System.Globalization;
using Limn.Annotations.Schemas;

namespace Limn.Annotations.Rules;

/// <summary>The rules of size and place that one object breaks alone.</summary>
internal static class GeometryRules
{
    public const double Tolerance = 1e-6;

    public static void Check(SchemaClass owner, MeasuredShape shape, (int Width, int Height)? picture, RulePlace place, RuleLog log)
    {
        var rules = owner.Rules;
        if (shape.Size is { } size && size.Width < rules.MinWidth - Tolerance)
            log.Add("minWidth", owner, place, Text($"\"{owner.Title}\" must be at least {rules.MinWidth} pixels wide."));
        if (shape.Size is { } tall && tall.Height < rules.MinHeight - Tolerance)
            log.Add("minHeight", owner, place, Text($"\"{owner.Title}\" must be at least {rules.MinHeight} pixels high."));
        if (shape.Area is { } area && area < rules.MinArea - Tolerance)
            log.Add("minArea", owner, place, Text($"\"{owner.Title}\" must cover at least {rules.MinArea} square pixels."));
        if (rules.IsInsideImage && picture is { } whole && !IsInside(shape, whole))
            log.Add("insideImage", owner, place, $"\"{owner.Title}\" must lie within the picture.");
    }

    private static bool IsInside(MeasuredShape shape, (int Width, int Height) picture) =>
        Math.Min(shape.Bounds.Left, shape.Bounds.Top) >= -Tolerance
        && shape.Bounds.Right <= picture.Width + Tolerance && shape.Bounds.Bottom <= picture.Height + Tolerance;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
