using Limn.Annotations.Answers;
using Limn.Annotations.Json;
using Limn.Annotations.Validation;

namespace Limn.Annotations.Operations;

/// <summary>
/// Takes back everything that some revisions of an answer did, for example those of one plugin run, and leaves what others did since. Feed it
/// the whole log, oldest first. Not thread safe.
/// </summary>
public sealed class OriginUndo
{
    private static readonly (string Name, MemberKind Kind)[] Lists =
        [("objects", MemberKind.Object), ("classifications", MemberKind.Classification), ("relations", MemberKind.Relation)];

    private readonly AnswerReplay replay = new();
    private readonly Dictionary<(MemberKind List, MemberKey Key), Touched> touched = [];

    /// <summary>The next revision.</summary>
    /// <param name="changes">Its changes.</param>
    /// <param name="isUndone">Whether it is one of those that are taken back.</param>
    /// <exception cref="InvalidDataException">The changes do not belong to the answer so far.</exception>
    public void Add(ReadOnlyMemory<byte> changes, bool isUndone)
    {
        var keys = isUndone ? KeysIn(changes) : [];
        foreach (var key in keys)
            touched.TryAdd(key, new Touched(replay.Find(key.List, key.Key)));
        replay.Apply(changes);
        foreach (var key in keys)
            touched[key].After = replay.Find(key.List, key.Key);
    }

    /// <summary>The answer without them.</summary>
    /// <param name="kept">Gets the object ids of members that were changed since, and so could not be taken back whole.</param>
    /// <returns>An answer; it may hold relations that point at nothing.</returns>
    public byte[] Finish(ICollection<string> kept)
    {
        foreach (var ((list, key), member) in touched)
        {
            var now = replay.Find(list, key);
            if (IsSame(now, member.After))
            {
                replay.Put(list, key, member.Before);
            }
            else if (now is { } changed)
            {
                if (!TryTakeBack(changed, member, out var result))
                    kept.Add(key.ObjectId.ToString());
                replay.Put(list, key, result);
            }
        }
        return replay.ToUtf8();
    }

    /// <summary>Field by field; false when some of it must stay, as somebody else has built on it.</summary>
    private static bool TryTakeBack(StoredMember now, Touched member, out StoredMember result)
    {
        result = now;
        if (member is not { Before: { } before, After: { } after })
            return false;
        var edited = new EditedMember(now, isNew: false);
        var isWhole = true;
        foreach (var (name, _) in MemberFields.Difference(before.Json, after.Json).Where(field => !MemberFields.IsMetadata(field.Name)))
        {
            if (MemberFields.IsSame(edited.ValueOf(name), ValueIn(after, name)))
                edited.Set(name, ValueIn(before, name));
            else
                isWhole = false;
        }
        result = StoredMember.Read(edited.Json);
        return isWhole;
    }

    private static ReadOnlyMemory<byte> ValueIn(StoredMember member, Utf8Key name) => new EditedMember(member, isNew: false).ValueOf(name);

    private static bool IsSame(StoredMember? one, StoredMember? other) =>
        one is { } first && other is { } second
            ? MemberFields.Difference(first.Json, second.Json).TrueForAll(field => MemberFields.IsMetadata(field.Name))
            : one is null && other is null;

    private static List<(MemberKind List, MemberKey Key)> KeysIn(ReadOnlyMemory<byte> changes)
    {
        var keys = new List<(MemberKind, MemberKey)>();
        foreach (var (name, value) in JsonSlices.Properties(changes))
        {
            var list = Array.Find(Lists, list => list.Name == name.ToString());
            if (list.Name is null)
                continue;
            foreach (var (part, members) in JsonSlices.Properties(value))
            {
                if (part.ToString() is "added" or "changed" or "removed")
                    keys.AddRange(StoredMember.ReadList(members).Select(member => (list.Kind, member.Key)));
            }
        }
        return keys;
    }

    private sealed class Touched(StoredMember? before)
    {
        /// <summary>Before the first of the revisions.</summary>
        public StoredMember? Before { get; } = before;

        /// <summary>After the last of them.</summary>
        public StoredMember? After { get; set; }
    }
}
