using Limn.Annotations.Answers;

namespace Limn.Annotations.Validation;

/// <summary>The result of <see cref="AnswerNormalizer"/>: a canonical document, or all reasons why there is none.</summary>
public sealed record NormalizedAnswer
{
    /// <summary>The document <c>{"tools":[],"classifications":[],"relations":[]}</c> to store; empty if there are errors.</summary>
    public required ReadOnlyMemory<byte> Utf8 { get; init; }

    /// <summary>What an export may have to rewrite; store it beside the document.</summary>
    public AnswerForm Form { get; init; }

    /// <summary>Objects in the document; a track counts once per key frame.</summary>
    public int ObjectCount { get; init; }

    /// <summary>Classifications of the asset in the document, without nested ones.</summary>
    public int ClassificationCount { get; init; }

    /// <summary>Relations in the document.</summary>
    public int RelationCount { get; init; }

    /// <summary>Why the answer is refused.</summary>
    public required IReadOnlyList<Problem> Errors { get; init; }

    /// <summary>What was repaired.</summary>
    public required IReadOnlyList<Problem> Warnings { get; init; }

    /// <summary>Whether there is a document.</summary>
    public bool IsValid => Errors.Count == 0;
}
