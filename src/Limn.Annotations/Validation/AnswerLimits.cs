using Limn.Annotations.Json;

namespace Limn.Annotations.Validation;

/// <summary>What an answer may hold at most. More is refused with <see cref="ProblemCodes.Limit"/>.</summary>
public sealed record AnswerLimits
{
    /// <summary>The defaults.</summary>
    public static AnswerLimits Default { get; } = new();

    /// <summary>Bytes of the whole document. Default 64 MiB.</summary>
    public int MaxBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Objects of one answer. Default 100,000.</summary>
    public int MaxObjects { get; init; } = 100_000;

    /// <summary>Classifications at every depth, and relations, together. Default 1,000,000.</summary>
    public int MaxAnswers { get; init; } = 1_000_000;

    /// <summary>Levels of JSON nesting. Default 64, at most <see cref="CanonicalJson.MaxDepth"/>.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>Bytes of one text, as written. Default 4 MiB.</summary>
    public int MaxTextBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Problems and warnings that are reported, each; more are counted out. Default 1,000.</summary>
    public int MaxProblems { get; init; } = 1_000;
}
