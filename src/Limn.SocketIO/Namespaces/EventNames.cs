using System.Collections.Frozen;

namespace Limn.SocketIO.Namespaces;

/// <summary>Names that clients use for events of their own and that must not come over the wire.</summary>
internal static class EventNames
{
    private static readonly FrozenSet<string> Reserved = FrozenSet.ToFrozenSet(
        ["connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"]);

    public static void ThrowIfReserved(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (Reserved.Contains(name))
            throw new ArgumentException($"The name '{name}' is reserved.", nameof(name));
    }
}
