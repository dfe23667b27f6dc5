using Limn.Annotations.Json;
using Limn.Annotations.Schemas;

namespace Limn.Annotations.Validation;

/// <summary>Gives ids to members that came without one.</summary>
internal sealed class IdAssigner(Func<string> newObjectId, ProblemLog log)
{
    // Bounds the search for the instance that an answer continues.
    private const int MaxCandidates = 100;

    public void Assign(List<Member> members)
    {
        foreach (var member in members)
        {
            if (member.ObjectId.IsEmpty)
                member.ObjectId = NewId();
        }
    }

    /// <summary>
    /// The members of one class that is not multiple are one answer over several pages, so they share an id: a given one, else the one
    /// the answer had before, else a new one. Each instance of a multiple class has an id of its own.
    /// </summary>
    public void AssignClassifications(List<Member> members, IEnumerable<Member> previous)
    {
        if (members.Exists(member => member.ObjectId.IsEmpty))
            AssignMissing(members, previous);
        var seen = new HashSet<MemberKey>();
        foreach (var member in members)
        {
            if (seen.Add(MemberKey.Of(member)))
                continue;
            log.Warn(ProblemCodes.DuplicateObjectId, member, $"objectId \"{member.ObjectId}\" occurs twice on one page.");
            member.ObjectId = NewId();
            seen.Add(MemberKey.Of(member));
        }
    }

    private void AssignMissing(List<Member> members, IEnumerable<Member> previous)
    {
        var shared = new Dictionary<(Utf8Key, int?), Utf8Key>();
        foreach (var member in members.Where(member => !member.ObjectId.IsEmpty).Concat(previous))
            shared.TryAdd(AnswerOf(member), member.ObjectId);
        var instances = new Dictionary<SchemaClass, List<Instance>>();
        foreach (var member in members.Where(member => member.ObjectId.IsEmpty))
        {
            member.ObjectId = member.Class switch
            {
                { IsMultiple: false, IsColumn: false } => Share(shared, AnswerOf(member)),
                { IsMultiple: true, IsFrameSpecific: true } item => Join(instances, item, member),
                _ => NewId(),
            };
        }
    }

    private Utf8Key Share(Dictionary<(Utf8Key, int?), Utf8Key> shared, (Utf8Key, int?) answer)
    {
        if (!shared.TryGetValue(answer, out var id))
            shared[answer] = id = NewId();
        return id;
    }

    /// <summary>The instance that said the same before, else any without an answer on this page, else a new one.</summary>
    private Utf8Key Join(Dictionary<SchemaClass, List<Instance>> instances, SchemaClass item, Member member)
    {
        if (!instances.TryGetValue(item, out var known))
            instances[item] = known = [];
        var free = known.Take(MaxCandidates).Where(instance => !instance.Pages.Contains(member.Page)).ToList();
        var instance = free.Find(candidate => candidate.Last.Means(member.Resolved)) ?? free.FirstOrDefault();
        if (instance is null)
            known.Add(instance = new Instance(NewId()));
        instance.Pages.Add(member.Page);
        instance.Last = member.Resolved;
        return instance.ObjectId;
    }

    private static (Utf8Key, int?) AnswerOf(Member member) =>
        (member.Class is { } item ? new Utf8Key(item.SchemaId) : member.SchemaId, member.Row);

    private Utf8Key NewId() => new(newObjectId());

    private sealed class Instance(Utf8Key objectId)
    {
        public Utf8Key ObjectId { get; } = objectId;

        public HashSet<int?> Pages { get; } = [];

        public ResolvedAnswer Last { get; set; }
    }
}
