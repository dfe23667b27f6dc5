using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Limn.Annotations.Validation;

namespace Limn.Annotations.Answers;

/// <summary>An ordered list of members with keys, in which finding, inserting and taking out cost the same however long it is.</summary>
internal sealed class MemberChain<TMember>
    where TMember : class
{
    private readonly Dictionary<MemberKey, LinkedListNode<TMember>> nodes = [];
    private readonly LinkedList<TMember> order = [];

    public int Count => order.Count;

    public IEnumerable<TMember> Members => order;

    public TMember? Find(MemberKey key) => nodes.TryGetValue(key, out var node) ? node.Value : null;

    /// <summary>Adds a member at the end, or before another one.</summary>
    public void Add(MemberKey key, TMember member, MemberKey? before = null) =>
        nodes.Add(key, before is { } next && nodes.TryGetValue(next, out var node) ? order.AddBefore(node, member) : order.AddLast(member));

    public bool Remove(MemberKey key)
    {
        if (!nodes.Remove(key, out var node))
            return false;
        order.Remove(node);
        return true;
    }

    public void Replace(MemberKey key, TMember member) => nodes[key].Value = member;

    public void Move(MemberKey key, MemberKey? before)
    {
        var node = nodes[key];
        var next = before is { } wanted ? nodes.GetValueOrDefault(wanted) : null;
        if (next == node)
            return;
        order.Remove(node);
        if (next is null)
            order.AddLast(node);
        else
            order.AddBefore(next, node);
    }

    /// <summary>
    /// The key that a text means: an object id, or <c>id@page</c>. A member whose page is not kept is found by either.
    /// </summary>
    public bool TryFind(string text, out MemberKey key, [NotNullWhen(true)] out TMember? member)
    {
        key = new MemberKey(new(text), MemberKey.NoPage);
        member = Find(key);
        var at = text.LastIndexOf('@');
        if (member is not null || at <= 0
            || !int.TryParse(text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var page))
            return member is not null;
        key = new MemberKey(new(text[..at]), page);
        member = Find(key);
        if (member is not null)
            return true;
        key = key with { Page = MemberKey.NoPage };
        member = Find(key);
        return member is not null;
    }
}
