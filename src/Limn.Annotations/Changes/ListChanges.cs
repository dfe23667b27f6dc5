using System.Globalization;
using System.Text.Json;
using Limn.Annotations.Answers;
using Limn.Annotations.Json;
using Limn.Annotations.Validation;

namespace Limn.Annotations.Changes;

/// <summary>
/// The changes of one list. Replaying takes out the removed members, replaces the changed ones in their place and appends the added ones;
/// only if that is not yet the new order, a permutation follows.
/// </summary>
internal sealed class ListChanges
{
    private readonly string name;

    private ListChanges(string name) => this.name = name;

    public List<StoredMember> Added { get; private init; } = [];

    public List<StoredMember> Changed { get; private init; } = [];

    public List<MemberKey> Removed { get; private init; } = [];

    /// <summary>For each place of the new list, the index of its member in the replayed one; null if they agree.</summary>
    private int[]? Order { get; init; }

    public static ListChanges Between(string name, List<StoredMember> before, List<StoredMember> after)
    {
        var (old, present) = (Index(before), Index(after));
        var replayed = before.Where(member => present.ContainsKey(member.Key)).Concat(after.Where(member => !old.ContainsKey(member.Key)))
            .Select((member, index) => (member.Key, index)).ToDictionary(pair => pair.Key, pair => pair.index);
        var order = after.ConvertAll(member => replayed[member.Key]).ToArray();
        return new ListChanges(name)
        {
            Added = after.FindAll(member => !old.ContainsKey(member.Key)),
            Changed = after.FindAll(member => old.TryGetValue(member.Key, out var last) && !last.Json.Span.SequenceEqual(member.Json.Span)),
            Removed = before.FindAll(member => !present.ContainsKey(member.Key)).ConvertAll(member => member.Key),
            Order = order.Where((from, to) => from != to).Any() ? order : null,
        };
    }

    public static List<StoredMember> Apply(List<StoredMember> before, ReadOnlyMemory<byte> changes)
    {
        var parts = JsonSlices.Properties(changes).ToDictionary(property => property.Name.ToString(), property => property.Value);
        var added = StoredMember.ReadList(parts.GetValueOrDefault("added"));
        var changed = Index(StoredMember.ReadList(parts.GetValueOrDefault("changed")));
        var removed = StoredMember.ReadList(parts.GetValueOrDefault("removed")).Select(member => member.Key).ToHashSet();
        var known = Index(before);
        if (!removed.Concat(changed.Keys).All(known.ContainsKey))
            throw new InvalidDataException("The changes mention members that the answer does not have.");
        var result = before.Where(member => !removed.Contains(member.Key))
            .Select(member => changed.GetValueOrDefault(member.Key, member)).Concat(added).ToList();
        var order = JsonSlices.Elements(parts.GetValueOrDefault("order"));
        return order.Count == 0 ? result : Reorder(result, order);
    }

    public void Write(Utf8JsonWriter writer)
    {
        if (Added.Count + Changed.Count + Removed.Count == 0 && Order is null)
            return;
        writer.WriteStartObject(name);
        if (Added.Count > 0)
            StoredMember.WriteList(writer, JsonEncodedText.Encode("added"), Added);
        if (Changed.Count > 0)
            StoredMember.WriteList(writer, JsonEncodedText.Encode("changed"), Changed);
        if (Removed.Count > 0)
            WriteRemoved(writer);
        if (Order is not null)
            WriteOrder(writer, Order);
        writer.WriteEndObject();
    }

    private void WriteRemoved(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("removed"u8);
        foreach (var key in Removed)
        {
            writer.WriteStartObject();
            writer.WriteString(MemberNames.ObjectId, key.ObjectId.Utf8.Span);
            if (key.Page != MemberKey.NoPage)
                writer.WriteNumber(MemberNames.Page, key.Page);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static void WriteOrder(Utf8JsonWriter writer, int[] order)
    {
        writer.WriteStartArray("order"u8);
        foreach (var index in order)
            writer.WriteNumberValue(index);
        writer.WriteEndArray();
    }

    private static List<StoredMember> Reorder(List<StoredMember> members, List<ReadOnlyMemory<byte>> order)
    {
        var indexes = order.ConvertAll(json => (int?)JsonSlices.NumberOf(json) ?? -1);
        if (indexes.Count != members.Count || indexes.Exists(index => index < 0 || index >= members.Count))
            throw new InvalidDataException(string.Create(
                CultureInfo.InvariantCulture, $"The changes order {indexes.Count} members, the answer has {members.Count}."));
        return indexes.ConvertAll(index => members[index]);
    }

    /// <summary>The normaliser gives each member of a list a key of its own.</summary>
    private static Dictionary<MemberKey, StoredMember> Index(List<StoredMember> members) => members.ToDictionary(member => member.Key);
}
