using Limn.Annotations.Json;

namespace Limn.Annotations.Validation;

/// <summary>Resolves relations and their ends.</summary>
internal sealed class RelationNormalizer(AnswerContext context, PageRules pages, ClassResolver classes, ProblemLog log)
{
    private static readonly Utf8Key Straight = new("straight");
    private static readonly Utf8Key[] Directions = [Straight, new("reverse"), new("bidirectional")];

    /// <summary>Leaves in the list what the answer keeps. Objects must have their ids.</summary>
    public void Normalize(List<Member> relations, List<Member> objects)
    {
        var seen = new HashSet<Utf8Key>();
        relations.RemoveAll(relation => !Resolve(relation) || !IsUnique(relation, seen));
        var ends = new RelationEnds(relations, objects);
        if (context.Rules.IsImport)
            ReportMissing(relations, ends);
        else
            ends.RemoveDangling(relations);
        var pageOf = PagesOf(objects);
        foreach (var relation in relations)
            SetPage(relation, pageOf);
    }

    private bool Resolve(Member relation)
    {
        if (!classes.Resolve(relation, context.Schema.RelationIndex))
            return false;
        if (relation.Group is not null)
            return true;
        if (relation.Direction.IsEmpty)
            relation.Direction = Straight;
        if (Array.IndexOf(Directions, relation.Direction) >= 0)
            return true;
        log.Error(ProblemCodes.Form, relation, "direction must be straight, reverse or bidirectional.");
        return false;
    }

    private bool IsUnique(Member relation, HashSet<Utf8Key> seen)
    {
        if (relation.ObjectId.IsEmpty || seen.Add(relation.ObjectId))
            return true;
        log.Warn(ProblemCodes.DuplicateObjectId, relation, $"objectId \"{relation.ObjectId}\" occurs twice.");
        relation.ObjectId = default;
        return context.Rules.IsImport;
    }

    private void ReportMissing(List<Member> relations, RelationEnds ends)
    {
        foreach (var relation in relations)
        {
            foreach (var end in RelationEnds.Of(relation).Where(end => !ends.Exists(end)))
                log.Error(ProblemCodes.DanglingRelation, relation, $"Relation end \"{end}\" is not an object or relation of this line.");
        }
    }

    // On assets with pages a relation lies where its first end lies.
    private void SetPage(Member relation, Dictionary<Utf8Key, int> pageOf)
    {
        if (relation.Page is null && context.Layout != PageLayout.Single
            && RelationEnds.Of(relation).FirstOrDefault() is { IsEmpty: false } end && pageOf.TryGetValue(end, out var page))
            relation.Page = page;
        pages.Apply(relation);
    }

    private static Dictionary<Utf8Key, int> PagesOf(List<Member> objects)
    {
        var pages = new Dictionary<Utf8Key, int>();
        foreach (var item in objects)
        {
            if (item.Page is { } page)
                pages.TryAdd(item.ObjectId, page);
        }
        return pages;
    }
}
