namespace Limn.Annotations.Validation;

/// <summary>In what saving and importing differ.</summary>
/// <param name="IsImport">
/// Warns of and refuses what saving repairs silently; takes no metadata but descriptions; writes options as texts.
/// </param>
/// <param name="KeepsUnknownClasses">Classes that are not in the schema are no error.</param>
/// <param name="By">Author of new and changed members.</param>
/// <param name="Stage">Stage of new and changed members.</param>
internal sealed record NormalizationRules(bool IsImport, bool KeepsUnknownClasses, string By, string? Stage);
