namespace Limn.Server.Statistics;

/// <summary>Counts the tasks of each stage, as a consequence of the change that creates, moves or deletes them.</summary>
internal static class StageCounts
{
    internal const string Kind = "statistics";

    /// <summary>
    /// Adds to <paramref name="write"/> that <paramref name="count"/> tasks went from one stage to another. Null as
    /// <paramref name="from"/> means that they are new, null as <paramref name="to"/> that they are gone.
    /// </summary>
    public static void Move(Write write, ProjectId project, string? from, string? to, int count)
    {
        if (from == to || count == 0)
        {
            return;
        }

        var changes = new Dictionary<string, int>();
        if (from is not null)
        {
            changes.Add(from, -count);
        }

        if (to is not null)
        {
            changes.Add(to, count);
        }

        write.Then(Kind, project.ToString(), changes);
    }
}
