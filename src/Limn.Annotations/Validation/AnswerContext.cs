using Limn.Annotations.Answers;
using Limn.Annotations.Schemas;

namespace Limn.Annotations.Validation;

/// <summary>What an answer is checked against. Immutable; may be shared between threads if the delegates may.</summary>
public abstract record AnswerContext
{
    private protected AnswerContext() { }

    /// <summary>The project's present category schema.</summary>
    public required CategorySchema Schema { get; init; }

    /// <summary>What pages mean for the asset. Default <see cref="PageLayout.Unknown"/>.</summary>
    public PageLayout Layout { get; init; }

    /// <summary>Pages or frames of the asset, if known.</summary>
    public int? PageCount { get; init; }

    /// <summary>The text of a text asset, if it is at hand: spans are checked against it and get their selection from it.</summary>
    public string? Text { get; init; }

    /// <summary>Limits. Default <see cref="AnswerLimits.Default"/>.</summary>
    public AnswerLimits Limits { get; init; } = AnswerLimits.Default;

    /// <summary>The clock of new metadata. Default the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Makes ids of new members. Default <see cref="ObjectIds.Create"/>.</summary>
    public Func<string> NewObjectId { get; init; } = ObjectIds.Create;

    /// <summary>Objects that relations may point at without being in the answer at hand.</summary>
    internal virtual IReadOnlyList<Member> OtherObjects => [];

    internal abstract NormalizationRules Rules { get; }
}
