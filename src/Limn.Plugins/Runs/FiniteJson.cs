using System.Text.Json.Nodes;

namespace Limn.Plugins.Runs;

/// <summary>Replaces the numbers that JSON cannot carry, NaN and the infinities, by null.</summary>
internal static class FiniteJson
{
    /// <summary>Cleans a value in place.</summary>
    /// <returns>The value, or null when it was itself such a number.</returns>
    internal static JsonNode? Clean(JsonNode? node, out int replaced)
    {
        replaced = 0;
        return Walk(node, ref replaced);
    }

    private static JsonNode? Walk(JsonNode? node, ref int replaced)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var name in members.Select(m => m.Key).ToList())
                    CleanMember(members, name, ref replaced);
                return members;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    if (Walk(items[i], ref replaced) is null)
                        items[i] = null;
                }

                return items;
            case JsonValue value when IsNotFinite(value):
                replaced++;
                return null;
            default:
                return node;
        }
    }

    private static void CleanMember(JsonObject members, string name, ref int replaced)
    {
        if (Walk(members[name], ref replaced) is null)
            members[name] = null;
    }

    private static bool IsNotFinite(JsonValue value) =>
        (value.TryGetValue<double>(out var number) && !double.IsFinite(number))
        || (value.TryGetValue<float>(out var single) && !float.IsFinite(single));
}
