using Limn.Annotations.Json;

namespace Limn.Annotations.Validation;

/// <summary>What relations point at: objects, or other relations.</summary>
internal sealed class RelationEnds
{
    private readonly HashSet<Utf8Key> existing;

    public RelationEnds(List<Member> relations, List<Member> objects)
    {
        existing = objects.Concat(relations).Select(member => member.ObjectId).Where(id => !id.IsEmpty).ToHashSet();
    }

    public static IEnumerable<Utf8Key> Of(Member relation) => relation.Group ?? (IEnumerable<Utf8Key>)[relation.From, relation.To];

    public bool Exists(Utf8Key id) => existing.Contains(id);

    /// <summary>
    /// Takes out what deleted objects leave behind: single relations go, groups lose the member and go when nothing is left, and what
    /// pointed at them follows. Time is linear in the number of ends.
    /// </summary>
    public void RemoveDangling(List<Member> relations)
    {
        var pointing = relations.SelectMany(relation => Of(relation).Select(end => (end, relation)))
            .ToLookup(pair => pair.end, pair => pair.relation);
        var remaining = relations.Where(relation => relation.Group is not null)
            .ToDictionary(relation => relation, relation => relation.Group!.Count);
        var missing = new Queue<Utf8Key>(pointing.Select(group => group.Key).Where(id => !Exists(id)));
        var removed = new HashSet<Member>();
        while (missing.TryDequeue(out var id))
        {
            foreach (var relation in pointing[id])
            {
                var isGone = relation.Group is null || --remaining[relation] == 0;
                if (isGone && removed.Add(relation) && existing.Remove(relation.ObjectId))
                    missing.Enqueue(relation.ObjectId);
            }
        }
        relations.RemoveAll(removed.Contains);
        foreach (var relation in relations)
            relation.Group?.RemoveAll(id => !Exists(id));
    }
}
