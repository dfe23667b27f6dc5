using Limn.Annotations.Answers;

namespace Limn.Plugins;

/// <summary>Answers that can be sent: a coordinate that is no number has no JSON, and a shape without it no meaning.</summary>
internal static class FiniteAnswer
{
    /// <summary>Leaves out the members that hold such numbers, and warns of each.</summary>
    internal static Answer Clean(Answer answer, PluginLogger logger) => new()
    {
        Tools = Keep(answer.Tools, o => new Answer { Tools = [o] }, o => $"object of class \"{o.Title}{o.SchemaId}\"", logger),
        Classifications = Keep(
            answer.Classifications, c => new Answer { Classifications = [c] }, c => $"classification \"{c.Title}{c.SchemaId}\"", logger),
        Relations = answer.Relations,
    };

    private static List<T> Keep<T>(IReadOnlyList<T> members, Func<T, Answer> alone, Func<T, string> name, PluginLogger logger)
    {
        var kept = new List<T>(members.Count);
        foreach (var member in members)
        {
            if (IsWritable(alone(member)))
                kept.Add(member);
            else
                logger.Warning($"A number of the {name(member)} is not finite; it was left out.");
        }

        return kept;
    }

    private static bool IsWritable(Answer answer)
    {
        try
        {
            answer.ToUtf8();
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
