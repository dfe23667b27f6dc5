using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Statistics;

/// <summary>The one place of the cluster where a project's counts change, so that writers do not queue at the same rows. Keyed by project.</summary>
public interface IProjectStatisticsGrain : IGrainWithStringKey
{
    /// <summary>Applies the changes that these outbox messages hold, and removes the messages: each counts once, however often it is given.</summary>
    Task ApplyAsync(IReadOnlyList<long> messageIds);
}

internal sealed class ProjectStatisticsGrain(IDbContextFactory<LimnDb> databases, Writes writes) : Grain, IProjectStatisticsGrain
{
    public async Task ApplyAsync(IReadOnlyList<long> messageIds)
    {
        var project = ProjectId.Parse(this.GetPrimaryKeyString(), null);
        await using var db = await databases.CreateDbContextAsync();
        await using var write = await writes.BeginAsync(db, CancellationToken.None);
        var messages = await db.Outbox.AsNoTracking().Where(message => messageIds.Contains(message.Id)).ToListAsync();
        var removed = await db.Outbox.Where(message => messageIds.Contains(message.Id)).ExecuteDeleteAsync();
        if (removed != messages.Count)
        {
            throw new InvalidOperationException("Another activation applied some of these changes; the rest is tried again.");
        }

        await AddAsync(db, project, Sum(messages));
        await write.CommitAsync(CancellationToken.None);
    }

    private static Dictionary<string, long> Sum(List<OutboxMessage> messages)
    {
        var sums = new Dictionary<string, long>();
        foreach (var (stage, change) in messages.SelectMany(message => message.Payload.To<Dictionary<string, int>>() ?? []))
        {
            sums[stage] = sums.GetValueOrDefault(stage) + change;
        }

        return sums;
    }

    private static async Task AddAsync(LimnDb db, ProjectId project, Dictionary<string, long> changes)
    {
        var counts = await db.StageCounts.Where(count => count.ProjectId == project).ToDictionaryAsync(count => count.StageId);
        foreach (var (stage, change) in changes)
        {
            if (counts.TryGetValue(stage, out var count))
            {
                count.Tasks += change;
            }
            else
            {
                db.StageCounts.Add(new StageCount { ProjectId = project, StageId = stage, Tasks = change });
            }
        }
    }
}

/// <summary>Hands the changes of one project to its grain.</summary>
internal sealed class StatisticsHandler(IGrainFactory grains) : IOutboxHandler
{
    public string Kind => StageCounts.Kind;

    public Task HandleAsync(string key, IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken) =>
        grains.GetGrain<IProjectStatisticsGrain>(key).ApplyAsync([.. messages.Select(message => message.Id)]);
}
