namespace Limn.Annotations.Validation;

/// <summary>Gives the canonical geometry of an object; empty for other members.</summary>
internal delegate ReadOnlyMemory<byte> GeometrySource(Member member);
