using Limn.Annotations.Json;
using Limn.Annotations.Schemas;

namespace Limn.Annotations.Validation;

/// <summary>Resolves the classifications of one parent (an object, a classification, or the asset), and theirs in turn.</summary>
internal sealed class ClassificationNormalizer(
    CategorySchema schema, NormalizationRules rules, PageRules pages, ClassResolver classes, AnswerResolver answers, ProblemLog log)
{
    /// <summary>Leaves in the list what the answer keeps.</summary>
    /// <param name="members">The classifications of one parent.</param>
    /// <param name="owner">The parent; null for the asset.</param>
    public void Normalize(List<Member> members, Member? owner)
    {
        if (members.Count == 0)
            return;
        Unflatten(members, owner);
        members.RemoveAll(member => !Resolve(member, owner));
        KeepLastAnswers(members);
        foreach (var member in members)
            Normalize(member.Children, member);
    }

    /// <summary>
    /// Old answers list a whole chain of nested classifications side by side: put each below the answer of its parent class.
    /// </summary>
    private void Unflatten(List<Member> members, Member? owner)
    {
        var place = PlaceOf(owner);
        if (members.TrueForAll(member => place.FindById(member.SchemaId) is not null))
            return;
        var deeper = members.Where(member => IsDeeper(member, owner?.Class, place)).ToHashSet();
        if (deeper.Count == 0)
            return;
        var parents = members.GroupBy(member => member.SchemaId).ToDictionary(group => group.Key, group => group.Last());
        foreach (var member in deeper)
        {
            var parentId = new Utf8Key(schema.Find(member.SchemaId)!.Parent!.SchemaId);
            if (parents.TryGetValue(parentId, out var parent))
                parent.Children.Add(member);
            else
                Drop(member, "its parent class has no answer");
        }
        members.RemoveAll(deeper.Contains);
    }

    private bool IsDeeper(Member member, SchemaClass? owner, ClassIndex place)
    {
        if (place.FindById(member.SchemaId) is not null || schema.Find(member.SchemaId) is not { Parent: { } parent } item)
            return false;
        return owner is null ? schema.ClassificationIndex.FindById(new Utf8Key(item.Root.SchemaId)) == item.Root : parent.IsInside(owner);
    }

    private bool Resolve(Member member, Member? owner)
    {
        if (!classes.Resolve(member, PlaceOf(owner)))
            return false;
        if (!IsParentOptionChosen(member, owner))
            return Drop(member, "its parent option is not chosen");
        pages.Apply(member, isNested: owner is not null);
        member.Resolved = answers.Resolve(member);
        return !member.Resolved.IsEmpty || member.IsStopped;
    }

    private static bool IsParentOptionChosen(Member member, Member? owner)
    {
        if (member.Class?.ParentOptionId is not { } wanted || owner?.Class is not { } parent)
            return true;
        var isConditional = parent.OptionIndex.FindById(new Utf8Key(wanted)) is not null;
        return !isConditional || owner.Resolved.Items is { } items && items.Any(item => item.Option?.SchemaId == wanted);
    }

    /// <summary>A class that is not multiple has one answer per page and table row: the last one.</summary>
    private static void KeepLastAnswers(List<Member> members)
    {
        var last = new Dictionary<(SchemaClass, int?, int?), Member>();
        foreach (var member in members)
        {
            if (member.Class is { IsMultiple: false, IsColumn: false } item)
                last[(item, member.Page, member.Row)] = member;
        }
        members.RemoveAll(member => member.Class is { IsMultiple: false, IsColumn: false } item
            && last[(item, member.Page, member.Row)] != member);
    }

    private bool Drop(Member member, string reason)
    {
        if (rules.IsImport)
            log.Warn(ProblemCodes.ParentNotChosen, member, $"Answer was dropped: {reason}.");
        return false;
    }

    private ClassIndex PlaceOf(Member? owner) =>
        owner is null ? schema.ClassificationIndex : owner.Class?.Children ?? ClassIndex.Empty;
}
