using Limn.Annotations.Answers;
using Limn.Annotations.Json;
using Limn.Annotations.Schemas;
using Limn.Annotations.Validation;

namespace Limn.Annotations.Operations;

/// <summary>Carries out operations on the members of one answer; members that none of them names keep their bytes.</summary>
internal sealed class AnswerEditor
{
    private static readonly Utf8Key Row = new("row");
    private readonly CategorySchema schema;
    private readonly OtherChanges others;
    private readonly MemberChain<EditedMember>[] lists;

    public AnswerEditor(StoredAnswer answer, CategorySchema schema, OtherChanges others)
    {
        (this.schema, this.others) = (schema, others);
        lists = [ToChain(MemberKind.Object, answer.Tools), ToChain(MemberKind.Classification, answer.Classifications), ToChain(MemberKind.Relation, answer.Relations)];
    }

    /// <summary>Whether a list lost a member, so that relations may point at nothing.</summary>
    public bool HasRemoved { get; private set; }

    public MemberChain<EditedMember> this[MemberKind list] => lists[(int)list];

    /// <summary>Carries out one operation, or says why not.</summary>
    public Refused? TryApply(Operation operation, OperationPlace place) => operation switch
    {
        Operation.Add add => TryAdd(add, place),
        Operation.Remove remove => TryRemove(remove),
        Operation.Set set => TrySet(set, place),
        Operation.Move move => TryMove(move),
        _ => null,
    };

    private Refused? TryAdd(Operation.Add add, OperationPlace place)
    {
        var list = this[add.List];
        var member = new EditedMember(StoredMember.Read(add.Member), isNew: true);
        var key = KeyText.KeyOf(add.List, member.Origin);
        if (list.Find(key) is { } same)
            return new Refused(ConflictReasons.Exists, same.Json);
        if (add.List == MemberKind.Classification && FindAnswer(member) is { } answered)
            return new Refused(ConflictReasons.Answered, answered.Json);
        member.Touches.Add(place);
        MemberKey? before = add.Before is { } text && list.TryFind(text, out var next, out _) ? next : null;
        list.Add(key, member, before);
        return null;
    }

    private Refused? TryRemove(Operation.Remove remove)
    {
        if (!this[remove.List].TryFind(remove.Key, out var key, out var member))
            return others.IsRemoved(remove.List, remove.Key) ? null : new Refused(ConflictReasons.Missing);
        if (others.IsChanged(remove.List, key))
            return new Refused(ConflictReasons.Changed, member.Origin.Json);
        HasRemoved = true;
        this[remove.List].Remove(key);
        return null;
    }

    private Refused? TrySet(Operation.Set set, OperationPlace place)
    {
        if (!this[set.List].TryFind(set.Key, out var key, out var member))
            return new Refused(ConflictReasons.Missing);
        var present = member.ValueOf(set.Field);
        if (MemberFields.IsSame(present, set.Value))
            return null;
        if (others.IsChanged(set.List, key, set.Field))
            return new Refused(ConflictReasons.Changed, present);
        member.Set(set.Field, set.Value);
        member.Touches.Add(place);
        return null;
    }

    private Refused? TryMove(Operation.Move move)
    {
        var list = this[move.List];
        if (!list.TryFind(move.Key, out var key, out _))
            return others.IsRemoved(move.List, move.Key) ? null : new Refused(ConflictReasons.Missing);
        list.Move(key, move.Before is { } text && list.TryFind(text, out var next, out _) ? next : null);
        return null;
    }

    /// <summary>The answer that a question has already, if it takes one only.</summary>
    private EditedMember? FindAnswer(EditedMember added)
    {
        var schemaId = added.SchemaId;
        return schema.ClassificationIndex.FindById(schemaId) is not { IsMultiple: false, IsColumn: false } question
            ? null
            : this[MemberKind.Classification].Members.FirstOrDefault(member => member.SchemaId.Equals(schemaId)
                && (!question.IsFrameSpecific || member.Origin.Key.Page == added.Origin.Key.Page)
                && MemberFields.IsSame(member.ValueOf(Row), added.ValueOf(Row)));
    }

    private static MemberChain<EditedMember> ToChain(MemberKind list, List<StoredMember> members)
    {
        var chain = new MemberChain<EditedMember>();
        foreach (var member in members)
            chain.Add(KeyText.KeyOf(list, member), new EditedMember(member, isNew: false));
        return chain;
    }
}
