namespace Limn.Annotations.Validation;

/// <summary>
/// The door through which every answer comes in: checks it against the category schema, reports all that is wrong, and makes the one
/// canonical document that is stored, compared, hashed and exported. Normalising its own output changes nothing. Thread safe.
/// </summary>
public static class AnswerNormalizer
{
    /// <summary>An answer without members: <c>{"tools":[],"classifications":[],"relations":[]}</c>.</summary>
    public static ReadOnlyMemory<byte> Empty { get; } = """{"tools":[],"classifications":[],"relations":[]}"""u8.ToArray();

    /// <summary>Normalises an answer that the editor, a script or a plugin saves.</summary>
    /// <param name="answer">
    /// UTF-8 JSON with <c>objects</c> or <c>tools</c> or both, <c>classifications</c>, <c>relations</c>; the three may be inside
    /// <c>answer</c>. Must not change during the call. The result shares no bytes with it.
    /// </param>
    /// <param name="context">Schema, asset, author and the previous answer.</param>
    public static NormalizedAnswer Annotate(ReadOnlyMemory<byte> answer, AnnotateContext context)
    {
        var line = LabelLine.Read(answer, context.Limits, needsAddress: false);
        var schema = context.PreviousSchema ?? context.Schema;
        var previous = new PreviousAnswer(context.Previous, schema, isSameSchema: ReferenceEquals(schema, context.Schema));
        return Normalize(line, context, previous);
    }

    /// <summary>Normalises the answer of one import line. A line with any error has no document.</summary>
    /// <param name="line">The line; may be normalised again for another asset.</param>
    /// <param name="context">Schema and asset.</param>
    public static NormalizedAnswer Import(LabelLine line, ImportContext context) =>
        Normalize(line, context, new PreviousAnswer(default, context.Schema, isSameSchema: true));

    private static NormalizedAnswer Normalize(LabelLine line, AnswerContext context, PreviousAnswer previous)
    {
        var log = new ProblemLog(context.Limits);
        log.Errors.AddRange(line.Errors);
        if (log.Errors.Count > 0)
            return new NormalizedAnswer { Utf8 = default, Errors = log.Errors, Warnings = log.Warnings };
        using var run = new NormalizationRun(context, previous, log);
        return run.Normalize(RawAnswer.Read(line.Utf8, log));
    }
}
