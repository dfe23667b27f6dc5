using Limn.Annotations.Json;

namespace Limn.Annotations.Validation;

/// <summary>Whether a member says the same as before. Titles, kinds and the way in which an option is written do not count.</summary>
internal static class MemberComparer
{
    public static bool AreSame(Member member, ReadOnlyMemory<byte> geometry, Member last) =>
        IdOf(member).Equals(last.SchemaId)
        && member.GeometryKey == last.GeometryKey
        && geometry.Span.SequenceEqual(last.Geometry.Span)
        && member.Page == last.Page
        && member.Row == last.Row
        && member.IsKeyFrame == last.IsKeyFrame
        && member.IsStopped == last.IsStopped
        && member.IsLocked == last.IsLocked
        && member.Resolved.Means(last.Resolved)
        && IsSameJson(member.AnswerRanks, last.AnswerRanks)
        && IsSameJson(member.Ocr, last.Ocr)
        && IsSameRelation(member, last)
        && AreSameOthers(member.Unknown, last.Unknown);

    /// <summary>What people write into metadata: all but who and when.</summary>
    public static bool AreNotesSame(MemberMetadata metadata, MemberMetadata? last) =>
        metadata.Description.Equals(last?.Description ?? default) && AreSameOthers(metadata.Unknown, last?.Unknown);

    private static Utf8Key IdOf(Member member) => member.Class is { } item ? new Utf8Key(item.SchemaId) : member.SchemaId;

    private static bool IsSameRelation(Member member, Member last) =>
        member.From.Equals(last.From) && member.To.Equals(last.To) && member.Direction.Equals(last.Direction)
        && (member.Group is null) == (last.Group is null)
        && (member.Group is null || member.Group.SequenceEqual(last.Group!));

    private static bool AreSameOthers(
        List<(Utf8Key Name, ReadOnlyMemory<byte> Value)>? others, List<(Utf8Key Name, ReadOnlyMemory<byte> Value)>? last)
    {
        if ((others?.Count ?? 0) != (last?.Count ?? 0))
            return false;
        return others is null || last is null
            || others.Zip(last).All(pair => pair.First.Name.Equals(pair.Second.Name) && IsSameJson(pair.First.Value, pair.Second.Value));
    }

    // By value: what passed through a browser has lost the ".0" of its numbers.
    private static bool IsSameJson(ReadOnlyMemory<byte> json, ReadOnlyMemory<byte> last) =>
        json.Span.SequenceEqual(last.Span)
        || !json.IsEmpty && !last.IsEmpty
        && CanonicalJson.CanonicalizeDoubles(json.Span).AsSpan().SequenceEqual(CanonicalJson.CanonicalizeDoubles(last.Span));
}
