using Limn.Annotations.Schemas;

namespace Limn.Annotations.Validation;

/// <summary>The context of an answer that the editor, a script or a plugin saves.</summary>
public sealed record AnnotateContext : AnswerContext
{
    /// <summary>E-mail of who saves; becomes <c>createdBy</c> or <c>updatedBy</c>.</summary>
    public required string By { get; init; }

    /// <summary>Id of the task's stage; becomes <c>createdIn</c> or <c>updatedIn</c>. Null: the keys are absent.</summary>
    public string? Stage { get; init; }

    /// <summary>
    /// The answer as it is stored now; empty for none. Members that did not change keep its bytes; changed ones keep their
    /// <c>created…</c> keys; classes and options that were deleted since stay allowed where it has them.
    /// </summary>
    public ReadOnlyMemory<byte> Previous { get; init; }

    /// <summary>The schema that <see cref="Previous"/> was written against; null if it is <see cref="AnswerContext.Schema"/>.</summary>
    public CategorySchema? PreviousSchema { get; init; }

    /// <summary>Objects that are not in the answer at hand, but beside it: relations may point at them.</summary>
    internal IReadOnlyList<Member> Neighbours { get; init; } = [];

    internal override IReadOnlyList<Member> OtherObjects => Neighbours;

    internal override NormalizationRules Rules => new(IsImport: false, KeepsUnknownClasses: false, By, Stage);
}
