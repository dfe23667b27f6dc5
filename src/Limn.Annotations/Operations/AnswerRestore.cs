using Limn.Annotations.Answers;
using Limn.Annotations.Validation;

namespace Limn.Annotations.Operations;

/// <summary>Brings single members of an answer back to what they were. Pure; thread safe.</summary>
public static class AnswerRestore
{
    /// <summary>The present answer with some of its members as an earlier answer had them.</summary>
    /// <param name="present">A canonical answer.</param>
    /// <param name="earlier">A canonical answer, written against the same schema.</param>
    /// <param name="objectIds">Members of any list; those that the earlier answer does not have go.</param>
    /// <returns>An answer; it may hold relations that point at nothing.</returns>
    public static byte[] Merge(ReadOnlyMemory<byte> present, ReadOnlyMemory<byte> earlier, IReadOnlySet<string> objectIds)
    {
        var (now, then) = (StoredAnswer.Read(present), StoredAnswer.Read(earlier));
        return StoredAnswer.Write(
            Merge(now.Tools, then.Tools, objectIds),
            Merge(now.Classifications, then.Classifications, objectIds),
            Merge(now.Relations, then.Relations, objectIds));
    }

    private static IEnumerable<StoredMember> Merge(List<StoredMember> now, List<StoredMember> then, IReadOnlySet<string> objectIds)
    {
        var wanted = then.Where(member => objectIds.Contains(member.Key.ObjectId.ToString())).ToDictionary(member => member.Key);
        var chain = new MemberChain<Slot>();
        foreach (var member in now)
        {
            if (wanted.TryGetValue(member.Key, out var old))
                chain.Add(member.Key, new Slot(old));
            else if (!objectIds.Contains(member.Key.ObjectId.ToString()))
                chain.Add(member.Key, new Slot(member));
        }
        Insert(chain, then, wanted);
        return chain.Members.Select(slot => slot.Member);
    }

    /// <summary>Puts members that are gone before the one that followed them, as far as that is still there.</summary>
    private static void Insert(MemberChain<Slot> chain, List<StoredMember> then, Dictionary<MemberKey, StoredMember> wanted)
    {
        MemberKey? next = null;
        for (var index = then.Count - 1; index >= 0; index--)
        {
            var key = then[index].Key;
            if (wanted.TryGetValue(key, out var member) && chain.Find(key) is null)
                chain.Add(key, new Slot(member), next);
            next = chain.Find(key) is null ? next : key;
        }
    }

    private sealed record Slot(StoredMember Member);
}
