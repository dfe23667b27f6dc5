using System.Globalization;

namespace Limn.Bench;

/// <summary>What shall be measured.</summary>
/// <param name="Names">Of the benchmarks; none means all.</param>
/// <param name="Tasks">Tasks of the large project, where a benchmark has one.</param>
/// <param name="Runs">How often each side is measured; the median counts.</param>
/// <param name="Databases">SQLite, PostgreSQL, or both.</param>
internal sealed record BenchmarkOptions(IReadOnlyList<string> Names, int? Tasks, int Runs, IReadOnlyList<DatabaseKind> Databases)
{
    /// <summary>Null when the arguments make no sense.</summary>
    public static BenchmarkOptions? Parse(string[] arguments)
    {
        var names = new List<string>();
        var options = new BenchmarkOptions(names, null, 5, [DatabaseKind.Sqlite, DatabaseKind.Postgres]);
        for (var index = 0; index < arguments.Length; index++)
        {
            if (!arguments[index].StartsWith("--", StringComparison.Ordinal))
            {
                names.Add(arguments[index]);
                continue;
            }

            var value = index + 1 < arguments.Length ? arguments[++index] : "";
            var changed = arguments[index - 1] switch
            {
                "--tasks" when int.TryParse(value, CultureInfo.InvariantCulture, out var tasks) => options with { Tasks = tasks },
                "--runs" when int.TryParse(value, CultureInfo.InvariantCulture, out var runs) => options with { Runs = runs },
                "--database" when Enum.TryParse<DatabaseKind>(value, ignoreCase: true, out var database) => options with { Databases = [database] },
                _ => null,
            };
            if (changed is null)
            {
                return null;
            }

            options = changed;
        }

        return options;
    }
}

internal enum DatabaseKind
{
    Sqlite,
    Postgres,
}
