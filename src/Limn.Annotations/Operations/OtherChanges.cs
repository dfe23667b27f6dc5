using Limn.Annotations.Json;
using Limn.Annotations.Validation;

namespace Limn.Annotations.Operations;

/// <summary>What others changed since an editor's last revision: members, their fields, and tiles of the mask.</summary>
internal sealed class OtherChanges
{
    private readonly HashSet<(MemberKind List, MemberKey Key)> removed = [];
    private readonly Dictionary<(MemberKind List, MemberKey Key), HashSet<Utf8Key>> fields = [];

    public void AddRemoved(MemberKind list, MemberKey key) => removed.Add((list, key));

    /// <summary>A member that came after the editor's revision; it is not removed any more.</summary>
    public void AddAdded(MemberKind list, MemberKey key) => removed.Remove((list, key));

    public void AddField(MemberKind list, MemberKey key, Utf8Key field)
    {
        if (MemberFields.IsMetadata(field))
            return;
        if (!fields.TryGetValue((list, key), out var known))
            fields[(list, key)] = known = [];
        known.Add(field);
    }

    public bool IsRemoved(MemberKind list, string key) =>
        removed.Count > 0 && removed.Any(member => member.List == list && KeyText.Of(member.Key) == key);

    public bool IsChanged(MemberKind list, MemberKey key) => fields.ContainsKey((list, key));

    public bool IsChanged(MemberKind list, MemberKey key, Utf8Key field) => fields.TryGetValue((list, key), out var known) && known.Contains(field);
}
