using Limn.Annotations.Answers;
using Limn.Annotations.Json;
using Limn.Annotations.Validation;

namespace Limn.Annotations.Operations;

/// <summary>
/// One try to carry out all operations but those that are refused already. What turns out only at the end (the class is gone, the relation's
/// end is) refuses more of them, and another round follows without those.
/// </summary>
internal sealed class OperationRound(OperationBasis basis, OtherChanges others, IReadOnlyList<OperationBatch> batches)
{
    private readonly StoredAnswer stored = StoredAnswer.Read(basis.Context.Previous);

    /// <summary>Null when more operations were refused.</summary>
    public OperationOutcome? Run(Dictionary<OperationPlace, Refused> refused)
    {
        var editor = new AnswerEditor(stored, basis.Context.Schema, others);
        var conflicts = Edit(editor, refused);
        if (RefuseLooseRelations(editor, refused))
            return null;
        var touched = new TouchedMembers(editor);
        var normalized = touched.Normalize(basis.Context, stored);
        if (!normalized.IsValid)
            return Judge(normalized.Errors, touched, refused);
        var merged = touched.Merge(StoredAnswer.Read(normalized.Utf8));
        return CheckLimits(merged, new OperationOutcome
        {
            Utf8 = merged.Write(), Form = basis.Form | normalized.Form, IsMigrated = basis.IsMigrated, Conflicts = conflicts,
            Effects = EffectsOf(editor, merged),
        });
    }

    private List<OperationConflict> Edit(AnswerEditor editor, Dictionary<OperationPlace, Refused> refused)
    {
        var conflicts = new List<OperationConflict>();
        for (var batch = 0; batch < batches.Count; batch++)
        {
            for (var index = 0; index < batches[batch].Operations.Count; index++)
            {
                var place = new OperationPlace(batch, index);
                var conflict = refused.TryGetValue(place, out var known) ? known : editor.TryApply(batches[batch].Operations[index], place);
                if (conflict is { } found)
                    conflicts.Add(new OperationConflict(batches[batch].Id, index, found.Reason, found.Theirs));
            }
        }
        return conflicts;
    }

    /// <summary>Relations that were made or changed to point at something that is not there.</summary>
    private static bool RefuseLooseRelations(AnswerEditor editor, Dictionary<OperationPlace, Refused> refused)
    {
        var touched = editor[MemberKind.Relation].Members.Where(member => member.IsTouched).ToList();
        if (touched.Count == 0)
            return false;
        var existing = editor[MemberKind.Object].Members.Concat(editor[MemberKind.Relation].Members)
            .Select(member => member.Origin.Key.ObjectId).ToHashSet();
        var loose = touched.FindAll(member => RelationEndsOf.Read(member).Any(end => !existing.Contains(end)));
        foreach (var place in loose.SelectMany(member => member.Touches))
            refused[place] = new Refused(ConflictReasons.Missing);
        return loose.Count > 0;
    }

    private OperationOutcome? Judge(IReadOnlyList<Problem> errors, TouchedMembers touched, Dictionary<OperationPlace, Refused> refused)
    {
        var problems = new List<Problem>();
        foreach (var error in errors)
        {
            var places = touched.Find(error.Path)?.Touches ?? [];
            if (ReasonOf(error.Code) is not { } reason || places.Count == 0)
                problems.Add(error with { Path = PathOf(places) });
            else
                places.ForEach(place => refused[place] = new Refused(reason));
        }
        return problems.Count > 0 ? new OperationOutcome { Problems = problems } : null;
    }

    // A class or an option may have been deleted since the editor opened the task; the rest of its work is stored all the same.
    private static string? ReasonOf(string code) => code switch
    {
        ProblemCodes.UnknownClass => ConflictReasons.UnknownClass,
        ProblemCodes.UnknownOption => ConflictReasons.UnknownOption,
        _ => null,
    };

    private string PathOf(List<OperationPlace> places) =>
        places.Count == 0 ? "batches" : $"batches[{batches[places[^1].Batch].Place}].operations[{places[^1].Index}]";

    private OperationOutcome CheckLimits(StoredAnswer answer, OperationOutcome outcome)
    {
        var limits = basis.Context.Limits;
        var message = answer.Tools.Count > limits.MaxObjects ? $"The answer would have {answer.Tools.Count} objects, at most {limits.MaxObjects} are allowed."
            : outcome.Utf8.Length > limits.MaxBytes ? $"The answer would have {outcome.Utf8.Length} bytes, at most {limits.MaxBytes} are allowed."
            : null;
        return message is null ? outcome : new OperationOutcome { Problems = [new Problem(ProblemCodes.Limit, "batches", message)] };
    }

    /// <summary>Answers and relations that went or changed without being named: relations of a removed object, an answer that became empty.</summary>
    private static ReadOnlyMemory<byte> EffectsOf(AnswerEditor editor, StoredAnswer merged)
    {
        using var writer = new OperationWriter();
        AddEffects(writer, MemberKind.Classification, editor, merged.Classifications);
        AddEffects(writer, MemberKind.Relation, editor, merged.Relations);
        return writer.Count == 0 ? ReadOnlyMemory<byte>.Empty : writer.Finish();
    }

    private static void AddEffects(OperationWriter writer, MemberKind list, AnswerEditor editor, List<StoredMember> after)
    {
        var present = after.ToLookup(member => member.Key.ObjectId);
        foreach (var member in editor[list].Members)
        {
            var same = present[member.Origin.Key.ObjectId].ToList();
            var exact = same.FindIndex(other => other.Key == member.Origin.Key);
            if (same.Count == 0)
                writer.Remove(list, member.Origin.Key);
            else if (!member.IsTouched && exact >= 0)
                writer.Set(list, member.Origin, same[exact]);
        }
    }
}

/// <summary>Why an operation is not carried out.</summary>
internal readonly record struct Refused(string Reason, ReadOnlyMemory<byte> Theirs = default);

/// <summary>What an edited relation points at.</summary>
internal static class RelationEndsOf
{
    private static readonly Utf8Key From = new("from");
    private static readonly Utf8Key To = new("to");
    private static readonly Utf8Key Group = new("group");

    public static IEnumerable<Utf8Key> Read(EditedMember relation)
    {
        var group = JsonSlices.Elements(relation.ValueOf(Group));
        return (group.Count > 0 ? group : [relation.ValueOf(From), relation.ValueOf(To)])
            .Select(JsonSlices.TextOf).OfType<Utf8Key>();
    }
}
