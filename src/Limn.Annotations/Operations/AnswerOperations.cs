using Limn.Annotations.Answers;
using Limn.Annotations.Validation;

namespace Limn.Annotations.Operations;

/// <summary>
/// The second door through which answers come in: as operations on the answer that is stored. What they touch passes the same checks as a
/// whole answer does in <see cref="AnswerNormalizer"/>; what they do not touch keeps its bytes. Pure; thread safe.
/// </summary>
public static class AnswerOperations
{
    /// <summary>Carries out operations.</summary>
    /// <param name="batches">In their order.</param>
    /// <param name="context">Schema, author, and the answer in force.</param>
    /// <param name="others">What others changed since the operations' author last saw the answer, followed; null for nothing.</param>
    public static OperationOutcome Apply(IReadOnlyList<OperationBatch> batches, AnnotateContext context, AnswerReplay? others = null)
    {
        var basis = OperationBasis.Of(context);
        var refused = new Dictionary<OperationPlace, Refused>();
        while (true)
        {
            var round = new OperationRound(basis, others?.Others ?? new OtherChanges(), batches);
            if (round.Run(refused) is { } outcome)
                return outcome;
        }
    }
}

/// <summary>The answer that operations start from, in terms of the schema that they are checked against.</summary>
internal sealed record OperationBasis(AnnotateContext Context, AnswerForm Form, bool IsMigrated)
{
    public static OperationBasis Of(AnnotateContext context)
    {
        var present = context.Previous.IsEmpty ? context with { Previous = AnswerNormalizer.Empty } : context;
        if (context.PreviousSchema is not { } schema)
            return new OperationBasis(present, default, IsMigrated: true);
        var migrated = AnswerNormalizer.Annotate(present.Previous, present);
        return migrated.IsValid
            ? new OperationBasis(present with { Previous = migrated.Utf8, PreviousSchema = null }, migrated.Form, IsMigrated: true)
            : new OperationBasis(present with { Schema = schema, PreviousSchema = null }, default, IsMigrated: false);
    }
}
