using System.Globalization;
using Limn.Annotations.Answers;
using Limn.Annotations.Validation;

namespace Limn.Annotations.Operations;

/// <summary>
/// The part of an edited answer that goes through the door again: the objects that were touched; all classifications or relations, as soon as
/// one of them was, since they depend on each other. The others stay as they are, known by their ids only.
/// </summary>
internal sealed class TouchedMembers
{
    private const string Tools = "tools";
    private readonly AnswerEditor editor;
    private readonly List<EditedMember> objects;
    private readonly bool hasClassifications;
    private readonly bool hasRelations;

    public TouchedMembers(AnswerEditor editor)
    {
        this.editor = editor;
        objects = [.. editor[MemberKind.Object].Members.Where(member => member.IsTouched)];
        hasClassifications = editor[MemberKind.Classification].Members.Any(member => member.IsTouched);
        hasRelations = editor.HasRemoved || editor[MemberKind.Relation].Members.Any(member => member.IsTouched);
    }

    private IEnumerable<EditedMember> Classifications => hasClassifications ? editor[MemberKind.Classification].Members : [];

    private IEnumerable<EditedMember> Relations => hasRelations ? editor[MemberKind.Relation].Members : [];

    public NormalizedAnswer Normalize(AnnotateContext context, StoredAnswer stored)
    {
        var present = StoredAnswer.Write(objects.Select(Edited), Classifications.Select(Edited), Relations.Select(Edited));
        var before = StoredAnswer.Write(
            [.. objects.Where(member => !member.IsNew).Select(member => member.Origin), .. OfLostClasses(context, stored)],
            hasClassifications ? stored.Classifications : [],
            hasRelations ? stored.Relations : []);
        return AnswerNormalizer.Annotate(
            present, context with { Previous = before, PreviousSchema = null, Neighbours = hasRelations ? ToNeighbours() : [] });
    }

    /// <summary>The member that a problem is about; null when it is about all.</summary>
    public EditedMember? Find(string path)
    {
        var (open, close) = (path.IndexOf('['), path.IndexOf(']'));
        if (open < 0 || !int.TryParse(path.AsSpan(open + 1, close - open - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            return null;
        var list = path[..open] switch
        {
            Tools => objects,
            "classifications" => Classifications,
            _ => Relations,
        };
        return list.ElementAtOrDefault(index);
    }

    /// <summary>The three lists with the normalised members in their places.</summary>
    public StoredAnswer Merge(StoredAnswer normalized)
    {
        var next = 0;
        return StoredAnswer.Of(
            editor[MemberKind.Object].Members.Select(member => member.IsTouched ? normalized.Tools[next++] : member.Origin),
            hasClassifications ? normalized.Classifications : editor[MemberKind.Classification].Members.Select(member => member.Origin),
            hasRelations ? normalized.Relations : editor[MemberKind.Relation].Members.Select(member => member.Origin));
    }

    private static StoredMember Edited(EditedMember member) => member.Origin with { Json = member.Json };

    /// <summary>A member of a class that was deleted shows that the class is still allowed.</summary>
    private IEnumerable<StoredMember> OfLostClasses(AnnotateContext context, StoredAnswer stored)
    {
        var lost = objects.Select(member => member.SchemaId).Where(id => context.Schema.Find(id) is null).ToHashSet();
        var touched = objects.Select(member => member.Origin.Key).ToHashSet();
        return lost.Count == 0 ? [] : stored.Tools.Where(member => lost.Contains(member.SchemaId) && !touched.Contains(member.Key)).DistinctBy(member => member.SchemaId);
    }

    private List<Member> ToNeighbours() =>
    [
        .. editor[MemberKind.Object].Members.Where(member => !member.IsTouched).Select((member, index) =>
            new Member(MemberKind.Object, null, Tools, index)
            {
                ObjectId = member.Origin.Key.ObjectId,
                Page = member.Origin.Key.Page == MemberKey.NoPage ? null : member.Origin.Key.Page,
            }),
    ];
}
