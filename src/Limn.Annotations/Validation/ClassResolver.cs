using Limn.Annotations.Json;
using Limn.Annotations.Schemas;

namespace Limn.Annotations.Validation;

/// <summary>Finds the class of a member at its place of the schema.</summary>
internal sealed class ClassResolver(NormalizationRules rules, PreviousAnswer previous, ProblemLog log)
{
    /// <summary>Sets the member's class, or reports why it has none. False if the member must be refused.</summary>
    public bool Resolve(Member member, ClassIndex place)
    {
        member.Class = place.FindById(member.SchemaId) ?? place.FindByTitle(member.Title).FirstOrDefault(item => Fits(member, item));
        if (member.Class is { } found)
            return Check(member, found);
        if (place.FindByTitle(member.Title).FirstOrDefault() is { } other && !member.Title.IsEmpty)
            return Check(member, other);
        return IsAllowedUnknown(member) || Refuse(member);
    }

    private bool Check(Member member, SchemaClass found)
    {
        if (Fits(member, found))
            return true;
        var has = member.Kind switch
        {
            MemberKind.Object => $"object has {(member.GeometryKey.Length == 0 ? "no geometry" : member.GeometryKey)}",
            _ => $"relation has {(member.Group is null ? "from and to" : "a group")}",
        };
        log.Error(ProblemCodes.WrongKind, member, $"Class \"{found.Title}\" is {found.Tool}, {has}.");
        return false;
    }

    private bool IsAllowedUnknown(Member member)
    {
        var isUnnamed = member.SchemaId.IsEmpty && member.Title.IsEmpty;
        if (isUnnamed)
            return member.Kind == MemberKind.Object;
        if (rules.KeepsUnknownClasses)
            return true;
        if (previous.FindDeletedClass(member.SchemaId) is not { } last)
            return false;
        member.Title = last.Title;
        member.Tool = last.Tool;
        return true;
    }

    private bool Refuse(Member member)
    {
        log.Error(ProblemCodes.UnknownClass, member, $"No class with schemaId \"{member.SchemaId}\" or title \"{member.Title}\".");
        return false;
    }

    private static bool Fits(Member member, SchemaClass item) => member.Kind switch
    {
        MemberKind.Object => item.Tool == member.GeometryKey || IsPdfBox(member, item) || TakeOwnGeometry(member, item.Tool),
        MemberKind.Relation => (item.Tool == RelationKinds.Group) == (member.Group is not null),
        _ => true,
    };

    // An old import form gives a PDF area under the key of boxes.
    private static bool IsPdfBox(Member member, SchemaClass item)
    {
        var isPdfBox = item.Tool == ToolKinds.Pdf && member.GeometryKey == ToolKinds.BoundingBox
            && JsonSlices.Properties(member.Geometry).Exists(property => property.Name.Utf8.Span.SequenceEqual("pageNumber"u8));
        if (isPdfBox)
            member.GeometryKey = ToolKinds.Pdf;
        return isPdfBox;
    }

    // A tool of a kind that Limn does not know: its geometry lies under the key named like the kind.
    private static bool TakeOwnGeometry(Member member, string tool)
    {
        var index = member.GeometryKey.Length > 0 || member.Unknown is null
            ? -1
            : member.Unknown.FindIndex(property => property.Name.ToString() == tool);
        if (index < 0)
            return false;
        member.GeometryKey = tool;
        member.Geometry = member.Unknown![index].Value;
        member.Unknown.RemoveAt(index);
        return true;
    }
}
