namespace Limn.Annotations.Validation;

/// <summary>What the meaning of a geometry depends on beside itself.</summary>
/// <param name="DropsSmallZones">Zones and holes of fewer than three points are left out; an editor may keep them while erasing.</param>
/// <param name="Text">The text of a text asset, for checking spans and filling their selection.</param>
internal readonly record struct GeometryRules(bool DropsSmallZones, string? Text);
