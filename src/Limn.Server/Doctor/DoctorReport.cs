using System.Globalization;

namespace Limn.Server.Doctor;

/// <summary>What the doctor says of an installation.</summary>
/// <param name="Healthy">No check found anything wrong.</param>
/// <param name="Counts">Rows of each table.</param>
/// <param name="Digests">SHA-256 over what must be the same after a restore: <c>files</c> (keys, sizes, hashes) and <c>answers</c> (tasks, revisions, documents).</param>
internal sealed record DoctorReport(
    bool Healthy, IReadOnlyList<CheckReport> Checks, IReadOnlyDictionary<string, long> Counts, IReadOnlyDictionary<string, string> Digests);

/// <summary>What one check found.</summary>
/// <param name="Checked">Things looked at.</param>
/// <param name="Findings">Things that are wrong.</param>
/// <param name="Waiting">Things that a running server will see to.</param>
/// <param name="Examples">The first findings as sentences.</param>
/// <param name="Notes">What is worth knowing and not wrong.</param>
internal sealed record CheckReport(
    string Name, long Checked, long Findings, long Waiting, IReadOnlyList<string> Examples, IReadOnlyList<string> Notes, double Seconds);

/// <summary>Writes a report as a table for people.</summary>
internal static class DoctorTable
{
    public static void Write(TextWriter output, DoctorReport report)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"check",-12} {"checked",10} {"wrong",7} {"waiting",8}  seconds"));
        foreach (var check in report.Checks)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{check.Name,-12} {check.Checked,10} {check.Findings,7} {check.Waiting,8} {check.Seconds,8:0.0}"));
            foreach (var line in check.Examples.Concat(check.Notes))
            {
                output.WriteLine($"    {line}");
            }
        }

        output.WriteLine();
        output.WriteLine(string.Join(", ", report.Counts.Where(count => count.Value > 0).Select(count => $"{count.Value} {count.Key}")));
        foreach (var (name, digest) in report.Digests)
        {
            output.WriteLine($"{name} {digest}");
        }

        output.WriteLine();
        output.WriteLine(report.Healthy ? "All is well." : "Something is wrong: see above.");
    }
}
