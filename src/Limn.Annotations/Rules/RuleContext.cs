using Limn.Annotations.Schemas;

namespace Limn.Annotations.Rules;

/// <summary>What an answer is measured against.</summary>
public sealed record RuleContext
{
    /// <summary>The category schema with its rules.</summary>
    public required CategorySchema Schema { get; init; }

    /// <summary>Pixels of the picture; null while its size is not known.</summary>
    public (int Width, int Height)? Picture { get; init; }

    /// <summary>The classes that are painted somewhere in the brush masks. Default none.</summary>
    public IReadOnlySet<string> Painted { get; init; } = new HashSet<string>();
}
