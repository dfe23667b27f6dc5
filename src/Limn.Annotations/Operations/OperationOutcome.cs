using Limn.Annotations.Answers;
using Limn.Annotations.Validation;

namespace Limn.Annotations.Operations;

/// <summary>What operations led to.</summary>
public sealed record OperationOutcome
{
    /// <summary>The new answer in canonical form; empty when there are problems.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; init; }

    /// <summary>What an export may have to rewrite of the members that were touched; the answer before had its own.</summary>
    public AnswerForm Form { get; init; }

    /// <summary>Whether the answer is now written against the present schema; false where a class changed in a way that it does not fit.</summary>
    public bool IsMigrated { get; init; } = true;

    /// <summary>Operations that were not carried out, in the order of the request.</summary>
    public IReadOnlyList<OperationConflict> Conflicts { get; init; } = [];

    /// <summary>What followed beside the operations: JSON list of operations on members that were not named. Empty for nothing.</summary>
    public ReadOnlyMemory<byte> Effects { get; init; }

    /// <summary>Why nothing at all is stored; paths name batch and operation.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];
}
