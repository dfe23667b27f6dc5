using Limn.Annotations.Validation;
using Limn.Server.Annotations;
using Limn.Server.Workflow;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Imports;

/// <summary>Writes the changes of a chunk of lines in one transaction.</summary>
internal sealed class LabelWriter(LimnDb db, Writes writes, TaskMoves moves, TimeProvider clock)
{
    /// <summary>Writes what is still true of the tasks as they were read, and returns how many that were.</summary>
    public async Task<int> WriteAsync(
        IReadOnlyCollection<LabelChange> changes, LabelImportContext context, ImportReport report, CancellationToken cancellationToken)
    {
        if (changes.Count == 0)
        {
            return 0;
        }

        await using var write = await writes.BeginAsync(db, cancellationToken);
        var unchanged = await LockAsync(changes, report, cancellationToken);
        await StoreAsync(write, unchanged, cancellationToken);
        await MarkAsync(unchanged, context, cancellationToken);
        var goingOn = unchanged.Where(change => change.GoesOn).Select(change => (change.Task, (StoredAnswer?)change.Change.After)).ToList();
        var exit = new StageExit { By = context.Author.By, CompletedBy = ImportContext.Author };
        await moves.ForwardAsync(write, context.Graph, goingOn, exit, cancellationToken);
        await write.CommitAsync(cancellationToken);
        return unchanged.Count;
    }

    /// <summary>Takes the rows' locks; leaves out the tasks that somebody changed since they were read.</summary>
    private async Task<List<LabelChange>> LockAsync(
        IReadOnlyCollection<LabelChange> changes, ImportReport report, CancellationToken cancellationToken)
    {
        var ids = changes.Select(change => change.Task.Id).ToList();
        await db.Tasks.Where(task => ids.Contains(task.Id))
            .ExecuteUpdateAsync(update => update.SetProperty(task => task.Version, task => task.Version + 1), cancellationToken);
        var versions = await db.Tasks.Where(task => ids.Contains(task.Id) && task.DeletedAt == null)
            .ToDictionaryAsync(task => task.Id, task => task.Version, cancellationToken);
        var unchanged = new List<LabelChange>();
        foreach (var change in changes)
        {
            if (versions.GetValueOrDefault(change.Task.Id) == change.Task.Version + 1)
            {
                unchanged.Add(change);
            }
            else
            {
                report.AddWarning(new LineProblem(
                    change.Line, "", LineCodes.WorkHasStarted, $"The task {change.Task.Id} was passed over: somebody changed it just now."));
            }
        }

        return unchanged;
    }

    private async Task StoreAsync(Write write, List<LabelChange> changes, CancellationToken cancellationToken)
    {
        var revised = changes.Where(change => change.Change.Revision is not null).Select(change => change.Change).ToList();
        var ids = revised.ConvertAll(change => change.After.TaskId);
        await db.Answers.Where(answer => ids.Contains(answer.TaskId)).ExecuteDeleteAsync(cancellationToken);
        await write.InsertAsync(revised.ConvertAll(change => change.After), cancellationToken);
        await write.InsertAsync(revised.ConvertAll(change => change.Revision!), cancellationToken);
    }

    private async Task MarkAsync(List<LabelChange> changes, LabelImportContext context, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var tasks = changes.ConvertAll(change => change.Task.Id);
        await db.Tasks.Where(task => tasks.Contains(task.Id)).ExecuteUpdateAsync(
            update => update.SetProperty(task => task.IsPreLabeled, true).SetProperty(task => task.UpdatedAt, now)
                .SetProperty(task => task.UpdatedBy, context.Author.By),
            cancellationToken);
        var assets = changes.Select(change => change.Task.AssetId).Distinct().ToList();
        await db.Assets.Where(asset => assets.Contains(asset.Id) && !asset.IsPreLabeled)
            .ExecuteUpdateAsync(update => update.SetProperty(asset => asset.IsPreLabeled, true), cancellationToken);
    }
}
