using Limn.Server.Statistics;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Doctor;

/// <summary>The kept counts of each stage, with the changes that still wait in the outbox, are those of its tasks.</summary>
internal sealed class StatisticsCheck(IDbContextFactory<LimnDb> databases) : IDoctorCheck
{
    public string Name => "statistics";

    public async Task RunAsync(Examination examination, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var snapshot = await db.BeginSnapshotAsync(cancellationToken);
        var kept = await db.StageCounts.AsNoTracking()
            .ToDictionaryAsync(count => (count.ProjectId.ToString(), count.StageId), count => count.Tasks, cancellationToken);
        await foreach (var message in db.Outbox.AsNoTracking().Where(message => message.Kind == StageCounts.Kind).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            foreach (var (stage, change) in message.Payload.To<Dictionary<string, int>>() ?? [])
            {
                kept[(message.Key, stage)] = kept.GetValueOrDefault((message.Key, stage)) + change;
            }
        }

        var counted = await db.Tasks.Where(task => task.DeletedAt == null).GroupBy(task => new { task.ProjectId, task.StageId })
            .Select(stage => new { stage.Key.ProjectId, stage.Key.StageId, Tasks = stage.LongCount() })
            .ToDictionaryAsync(stage => (stage.ProjectId.ToString(), stage.StageId), stage => stage.Tasks, cancellationToken);
        var deleted = (await db.Projects.Where(project => project.DeletedAt != null).Select(project => project.Id).ToListAsync(cancellationToken))
            .ConvertAll(id => id.ToString()).ToHashSet();
        foreach (var stage in kept.Keys.Union(counted.Keys).Where(stage => !deleted.Contains(stage.Item1)))
        {
            examination.Look();
            var (told, real) = (kept.GetValueOrDefault(stage), counted.GetValueOrDefault(stage));
            if (told != real)
            {
                examination.Find($"Stage {stage.Item2} of project {stage.Item1} has {real} tasks and its statistics say {told}.");
            }
        }
    }
}
