namespace Limn.Annotations.Schemas;

/// <summary>What a category schema may hold at most.</summary>
public sealed record SchemaLimits
{
    /// <summary>The defaults.</summary>
    public static SchemaLimits Default { get; } = new();

    /// <summary>Bytes of the document. Default 8 MiB.</summary>
    public int MaxBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Classes at every depth together. Default 10,000.</summary>
    public int MaxClasses { get; init; } = 10_000;

    /// <summary>Options of all classes together. Default 100,000.</summary>
    public int MaxOptions { get; init; } = 100_000;

    /// <summary>Levels of JSON nesting. Default 64.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>Bytes of one text. Default 64 KiB.</summary>
    public int MaxTextBytes { get; init; } = 64 * 1024;

    /// <summary>Problems that are reported. Default 1,000.</summary>
    public int MaxProblems { get; init; } = 1_000;
}
