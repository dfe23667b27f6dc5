using System.Diagnostics;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Doctor;

/// <summary>Runs all checks. When the first, that of the database itself, finds something, the others have nothing to stand on and are left out.</summary>
internal sealed class DoctorVisit(IDbContextFactory<LimnDb> databases, IEnumerable<IDoctorCheck> checks)
{
    public async Task<DoctorReport> RunAsync(DoctorRequest request, CancellationToken cancellationToken)
    {
        var reports = new List<CheckReport>();
        var digests = new Dictionary<string, string>();
        foreach (var check in checks)
        {
            var examination = new Examination(request);
            var started = Stopwatch.GetTimestamp();
            await check.RunAsync(examination, cancellationToken);
            reports.Add(examination.ToReport(check.Name, Stopwatch.GetElapsedTime(started)));
            foreach (var (name, digest) in examination.Digests)
            {
                digests[name] = digest;
            }

            if (check is DatabaseCheck && reports[0].Findings > 0)
            {
                return new DoctorReport(false, reports, new Dictionary<string, long>(), digests);
            }
        }

        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return new DoctorReport(reports.TrueForAll(report => report.Findings == 0), reports, await TableCounts.ReadAsync(db, cancellationToken), digests);
    }
}
