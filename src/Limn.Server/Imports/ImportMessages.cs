namespace Limn.Server.Imports;

/// <param name="Project">A sentence: how many tasks of those that the lines mean have their labels. A line that means none counts as one.</param>
/// <param name="Errors">Lines that were refused, at most 1,000.</param>
/// <param name="Warnings">What was changed or passed over, at most 1,000.</param>
internal sealed record ImportLabelsReply(string Project, IReadOnlyList<LineProblem> Errors, IReadOnlyList<LineProblem> Warnings);

/// <summary>Something about one line of an import.</summary>
/// <param name="Line">Its place in the list, from 1.</param>
/// <param name="Path">Where in the line; empty for all of it.</param>
/// <param name="Code">A code of the format, for example <c>C1</c>.</param>
/// <param name="Message">A sentence for people.</param>
internal sealed record LineProblem(int Line, string Path, string Code, string Message);

/// <summary>The codes of the server's own line problems; the others are those of the annotation format.</summary>
internal static class LineCodes
{
    public const string UnknownAsset = "A1";
    public const string WorkHasStarted = "W3";

    /// <summary>The task cannot go on as the line's status demands.</summary>
    public const string CannotGoOn = "S2";
}

/// <summary>What an import tells when it has ended.</summary>
internal sealed class ImportReport
{
    private const int MostEntries = 1000;
    private readonly List<LineProblem> errors = [];
    private readonly List<LineProblem> warnings = [];

    /// <summary>Tasks that have their labels.</summary>
    public int Labeled { get; set; }

    /// <summary>Tasks that the lines mean, and lines that mean none.</summary>
    public int Meant { get; set; }

    public void AddError(LineProblem problem) => Add(errors, problem);

    public void AddWarning(LineProblem problem) => Add(warnings, problem);

    public ImportLabelsReply ToReply() => new($"{Labeled} / {Meant} tasks are labeled.", errors, warnings);

    private static void Add(List<LineProblem> list, LineProblem problem)
    {
        if (list.Count < MostEntries)
        {
            list.Add(problem);
        }
    }
}
