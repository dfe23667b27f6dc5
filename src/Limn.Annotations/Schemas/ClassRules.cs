namespace Limn.Annotations.Schemas;

/// <summary>What the members of a class must be like; see docs/formats/validation-rules.md.</summary>
internal sealed record ClassRules
{
    public static ClassRules None { get; } = new();

    public double MinCount { get; init; }

    public double MaxCount { get; init; } = double.PositiveInfinity;

    public double MinWidth { get; init; }

    public double MinHeight { get; init; }

    public double MinArea { get; init; }

    public bool IsInsideImage { get; init; }

    /// <summary>Ids of classes.</summary>
    public IReadOnlyList<string> InsideOf { get; init; } = [];

    /// <summary>Ids of classes.</summary>
    public IReadOnlyList<string> NoOverlapWith { get; init; } = [];
}
