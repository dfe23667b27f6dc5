using System.Globalization;

namespace Limn.Bench.Results;

/// <summary>
/// The table of <c>bench/RESULTS.md</c>. A benchmark that is run again replaces its own rows and leaves the others, each of which says when
/// and on which commit it was measured.
/// </summary>
internal sealed class ResultsTable
{
    private const string Header = "| benchmark | what | measured | floor or peer | ratio | goal | met | date | commit |";
    private readonly string path;
    private readonly string commit;
    private readonly List<string> rows;

    private ResultsTable(string path, string commit, List<string> rows) => (this.path, this.commit, this.rows) = (path, commit, rows);

    public static async Task<ResultsTable> ReadAsync()
    {
        var path = Path.Combine(Repository.Root, "bench", "RESULTS.md");
        var rows = File.Exists(path) ? (await File.ReadAllLinesAsync(path)).Where(IsRow).ToList() : [];
        return new ResultsTable(path, await Repository.CommitAsync(), rows);
    }

    /// <summary>Adds a row, in place of the one with the same benchmark and the same text.</summary>
    public void Add(Result result)
    {
        var date = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var start = $"| {result.Benchmark} | {result.What} |";
        var met = result.IsMet ? "yes" : "**no**";
        var row = $"{start} {result.Measured} | {result.Floor} | {result.Ratio} | {result.Goal} | {met} | {date} | {commit} |";
        Console.WriteLine(row);
        if (rows.FindIndex(row => row.StartsWith(start, StringComparison.Ordinal)) is var index and >= 0)
        {
            rows[index] = row;
        }
        else
        {
            rows.Add(row);
        }
    }

    public Task WriteAsync() => File.WriteAllTextAsync(
        path,
        $"""
         # Measured

         `bench/run` writes this table. Each side was measured in the same run, in turn, five times; the medians are shown. Peak memory is the
         kernel's figure (`VmHWM`). What each row means: [README.md](README.md).

         Machine: {Repository.Machine()}

         {Header}
         {string.Concat(Enumerable.Repeat("| --- ", 9))}|
         {string.Join('\n', rows.Order(StringComparer.Ordinal))}

         """);

    private static bool IsRow(string line) =>
        line.StartsWith("| ", StringComparison.Ordinal) && line != Header && !line.StartsWith("| ---", StringComparison.Ordinal);
}

/// <summary>One figure, beside what it is compared with.</summary>
internal sealed record Result(string Benchmark, string What)
{
    public required string Measured { get; init; }

    public string Floor { get; init; } = "";

    public string Ratio { get; init; } = "";

    public required string Goal { get; init; }

    public required bool IsMet { get; init; }
}
