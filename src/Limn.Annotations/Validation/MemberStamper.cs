using Limn.Annotations.Json;

namespace Limn.Annotations.Validation;

/// <summary>Compares members with the answer stored before and sets who made and changed them.</summary>
internal sealed class MemberStamper(AnswerContext context, PreviousAnswer previous, IdAssigner ids, GeometrySource geometryOf)
{
    private readonly Utf8Key now = new(CanonicalJson.FormatInstant(context.Time.GetUtcNow()));
    private readonly Utf8Key by = new(context.Rules.By);
    private readonly Utf8Key stage = context.Rules.Stage is { Length: > 0 } stage ? new Utf8Key(stage) : default;

    public void StampAll(List<Member> members)
    {
        foreach (var member in members)
            Stamp(member, previous.Find(member));
    }

    private void Stamp(Member member, Member? last)
    {
        member.Previous = last;
        var areChildrenSame = StampChildren(member, last);
        member.Metadata = MetadataOf(member, last);
        member.IsUnchanged = last is not null && areChildrenSame
            && MemberComparer.AreSame(member, geometryOf(member), last) && MemberComparer.AreNotesSame(member.Metadata, last.Metadata);
        if (last is not null && !member.IsUnchanged)
            (member.Metadata.UpdatedAt, member.Metadata.UpdatedBy, member.Metadata.UpdatedIn) = (now, by, stage);
    }

    private bool StampChildren(Member member, Member? last)
    {
        var before = last?.Children ?? [];
        if (member.Children.Count == 0)
            return before.Count == 0;
        ids.AssignClassifications(member.Children, before);
        var index = PreviousAnswer.Index(before);
        foreach (var child in member.Children)
            Stamp(child, index.GetValueOrDefault(MemberKey.Of(child)));
        return before.Count == member.Children.Count
            && member.Children.Zip(before).All(pair => pair.First.IsUnchanged && pair.First.Previous == pair.Second);
    }

    private MemberMetadata MetadataOf(Member member, Member? last)
    {
        var given = member.Metadata;
        var known = last?.Metadata ?? (context.Rules.IsImport ? null : given);
        var isKnown = known is { CreatedAt.IsEmpty: false };
        var notes = given ?? last?.Metadata;
        return new MemberMetadata
        {
            CreatedAt = isKnown ? known!.CreatedAt : now,
            CreatedBy = isKnown ? known!.CreatedBy : by,
            CreatedIn = isKnown ? known!.CreatedIn : stage,
            UpdatedAt = isKnown ? known!.UpdatedAt : default,
            UpdatedBy = isKnown ? known!.UpdatedBy : default,
            UpdatedIn = isKnown ? known!.UpdatedIn : default,
            Description = notes?.Description ?? default,
            Unknown = context.Rules.IsImport ? null : notes?.Unknown,
        };
    }
}
