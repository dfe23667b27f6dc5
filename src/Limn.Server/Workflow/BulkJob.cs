using Limn.Server.Hosting;
using Limn.Server.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Workflow;

/// <summary>A bulk action that is too large for a request. Started again, it leaves alone what it has done.</summary>
internal sealed class BulkJob(IDbContextFactory<LimnDb> databases, BulkWork work) : IJobKind
{
    public const string Kind = "tasks.bulk";

    public string Name => Kind;

    public async Task<RawJson> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var order = run.Input.To<BulkOrder>()!;
        var selection = await order.Filters.SelectAsync(db, run.ProjectId, cancellationToken);
        if (selection.Refusal is { } refusal)
        {
            throw new RefusedException(refusal);
        }

        // Priorities are set anew for all; moved tasks are not moved again.
        var before = order.Priority is null ? run.Done : 0;
        var total = before + await selection.Value!.Tasks.LongCountAsync(cancellationToken);
        var changed = await work.RunAsync(db, run.ProjectId, order, selection.Value, done => run.Report(before + done, total), cancellationToken);
        return RawJson.From(new BulkResult(before + changed));
    }
}
