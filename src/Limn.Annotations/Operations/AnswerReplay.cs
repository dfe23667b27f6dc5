using System.Text.Json;
using Limn.Annotations.Answers;
using Limn.Annotations.Json;
using Limn.Annotations.Validation;

namespace Limn.Annotations.Operations;

/// <summary>
/// Replays the changes of an answer one after the other; each costs what it changes, not what the answer holds. Not thread safe.
/// </summary>
public sealed class AnswerReplay
{
    private readonly MemberChain<ReplayedMember>[] lists = [new(), new(), new()];

    /// <summary>What was followed so far.</summary>
    internal OtherChanges Others { get; } = new();

    /// <summary>Replays one change.</summary>
    /// <param name="changes">The bytes of an <see cref="Changes.AnswerChangeSet"/>; its other keys are passed over.</param>
    /// <exception cref="InvalidDataException">The changes do not belong to the answer so far.</exception>
    /// <exception cref="JsonException">They are not JSON.</exception>
    public void Apply(ReadOnlyMemory<byte> changes) => Apply(changes, null);

    /// <summary>Replays one change that others made, notes what it touches, and tells it as operations.</summary>
    /// <param name="changes">As for <see cref="Apply(ReadOnlyMemory{byte})"/>.</param>
    /// <returns>A JSON list of operations.</returns>
    /// <exception cref="InvalidDataException">The changes do not belong to the answer so far.</exception>
    /// <exception cref="JsonException">They are not JSON.</exception>
    public ReadOnlyMemory<byte> Follow(ReadOnlyMemory<byte> changes)
    {
        using var writer = new OperationWriter();
        Apply(changes, writer);
        return writer.Finish();
    }

    /// <summary>The answer so far, in canonical form.</summary>
    public byte[] ToUtf8() => ToAnswer().Write();

    internal StoredMember? Find(MemberKind list, MemberKey key) => lists[(int)list].Find(key)?.Stored;

    /// <summary>Puts a member in its place or at the end; null takes it away.</summary>
    internal void Put(MemberKind list, MemberKey key, StoredMember? member)
    {
        if (member is not { } present)
            lists[(int)list].Remove(key);
        else if (lists[(int)list].Find(key) is null)
            lists[(int)list].Add(key, new ReplayedMember(present));
        else
            lists[(int)list].Replace(key, new ReplayedMember(present));
    }

    internal StoredAnswer ToAnswer() => StoredAnswer.Of(
        lists[0].Members.Select(member => member.Stored), lists[1].Members.Select(member => member.Stored), lists[2].Members.Select(member => member.Stored));

    private void Apply(ReadOnlyMemory<byte> changes, OperationWriter? writer)
    {
        foreach (var (name, value) in JsonSlices.Properties(changes))
        {
            MemberKind? list = name.ToString() switch
            {
                "objects" => MemberKind.Object,
                "classifications" => MemberKind.Classification,
                "relations" => MemberKind.Relation,
                _ => null,
            };
            if (list is { } found)
                Apply(found, value, writer);
        }
    }

    private void Apply(MemberKind list, ReadOnlyMemory<byte> changes, OperationWriter? writer)
    {
        var parts = JsonSlices.Properties(changes).ToDictionary(part => part.Name.ToString(), part => part.Value);
        foreach (var member in StoredMember.ReadList(parts.GetValueOrDefault("removed")))
            Remove(list, member.Key, writer);
        foreach (var member in StoredMember.ReadList(parts.GetValueOrDefault("changed")))
            Change(list, member, writer);
        foreach (var member in StoredMember.ReadList(parts.GetValueOrDefault("added")))
            Add(list, member, writer);
        if (JsonSlices.Elements(parts.GetValueOrDefault("order")) is { Count: > 0 } order)
            Reorder(list, order.ConvertAll(json => (int?)JsonSlices.NumberOf(json) ?? -1), writer);
    }

    private void Remove(MemberKind list, MemberKey key, OperationWriter? writer)
    {
        if (!lists[(int)list].Remove(key))
            throw Unfit();
        if (writer is null)
            return;
        Others.AddRemoved(list, Known(list, key));
        writer.Remove(list, key);
    }

    private void Change(MemberKind list, StoredMember member, OperationWriter? writer)
    {
        var before = lists[(int)list].Find(member.Key) ?? throw Unfit();
        lists[(int)list].Replace(member.Key, new ReplayedMember(member));
        if (writer is null)
            return;
        writer.Set(list, before.Stored, member);
        foreach (var (name, _) in MemberFields.Difference(before.Stored.Json, member.Json))
            Others.AddField(list, Known(list, member.Key), name);
    }

    private void Add(MemberKind list, StoredMember member, OperationWriter? writer)
    {
        if (lists[(int)list].Find(member.Key) is not null)
            throw Unfit();
        lists[(int)list].Add(member.Key, new ReplayedMember(member));
        if (writer is null)
            return;
        Others.AddAdded(list, Known(list, member.Key));
        writer.Add(list, member.Json);
    }

    /// <summary>Brings a list into an order, moving as few members as can be.</summary>
    private void Reorder(MemberKind list, List<int> order, OperationWriter? writer)
    {
        var chain = lists[(int)list];
        var keys = chain.Members.Select(member => member.Stored.Key).ToArray();
        if (order.Count != keys.Length || order.Exists(index => index < 0 || index >= keys.Length))
            throw Unfit();
        var stays = IncreasingSubsequence.Of(order);
        MemberKey? next = null;
        for (var place = order.Count - 1; place >= 0; place--)
        {
            var key = keys[order[place]];
            if (!stays.Contains(place))
            {
                chain.Move(key, next);
                writer?.Move(list, key, next);
            }
            next = key;
        }
    }

    private static MemberKey Known(MemberKind list, MemberKey key) => list == MemberKind.Relation ? key with { Page = MemberKey.NoPage } : key;

    private static InvalidDataException Unfit() => new("The changes do not belong to this answer.");

    private sealed record ReplayedMember(StoredMember Stored);
}
