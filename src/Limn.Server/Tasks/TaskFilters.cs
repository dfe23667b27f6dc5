using System.Runtime.CompilerServices;
using Limn.Server.Assets;
using Limn.Server.Batches;
using Limn.Server.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Tasks;

/// <summary>Which tasks of a project a bulk action means: those that are in every list that is given. No list at all means all tasks.</summary>
internal sealed record TaskFilters
{
    public IReadOnlyList<string>? TaskIds { get; init; }

    /// <summary>External ids of the assets; each may stand for several tasks.</summary>
    public IReadOnlyList<string>? ExternalIds { get; init; }

    public IReadOnlyList<string>? AssetIds { get; init; }

    /// <summary>Ids of the stages in which they stand.</summary>
    public IReadOnlyList<string>? FromStageIds { get; init; }

    /// <summary>Ids or names; the asset is in any of them.</summary>
    public IReadOnlyList<string>? Batches { get; init; }

    // Scripts send empty lists for what they do not filter by.
    public bool IsEmpty => !IsSet(TaskIds) && !IsSet(ExternalIds) && !IsSet(AssetIds) && !IsSet(FromStageIds) && !IsSet(Batches);

    /// <summary>The tasks, not yet read; refused when an id is malformed or a batch unknown.</summary>
    public async Task<Reply<TaskSelection>> SelectAsync(LimnDb db, ProjectId project, CancellationToken cancellationToken)
    {
        var problems = new List<Problem>();
        var tasks = db.Tasks.Where(task => task.ProjectId == project && task.DeletedAt == null);
        if (IsSet(TaskIds))
        {
            var ids = Parse<AnnotationTask>(TaskIds!, "taskIds", problems);
            tasks = tasks.Where(task => ids.Contains(task.Id));
        }

        if (IsSet(AssetIds))
        {
            var ids = Parse<Asset>(AssetIds!, "assetIds", problems);
            tasks = tasks.Where(task => ids.Contains(task.AssetId));
        }

        if (IsSet(ExternalIds))
        {
            tasks = tasks.Where(task => ExternalIds!.Contains(task.ExternalId));
        }

        if (IsSet(FromStageIds))
        {
            tasks = tasks.Where(task => FromStageIds!.Contains(task.StageId));
        }

        if (IsSet(Batches))
        {
            var unknown = new List<string>();
            var batches = (await BatchNames.ReadAsync(db, project, cancellationToken)).Find(Batches!, unknown).ConvertAll(batch => batch.Id);
            problems.AddRange(unknown.Select(name => new Problem("filters.batches", $"There is no batch \"{name}\".")));
            tasks = tasks.Where(task => db.AssetBatches.Any(link => link.AssetId == task.AssetId && batches.Contains(link.BatchId)));
        }

        return problems.Count == 0 ? new TaskSelection(tasks) : Refusal.BadRequest(problems[0].Message, problems);
    }

    private static bool IsSet(IReadOnlyList<string>? list) => list is { Count: > 0 };

    private static List<Id<TEntity>> Parse<TEntity>(IReadOnlyList<string> texts, string key, List<Problem> problems)
    {
        var ids = new List<Id<TEntity>>();
        foreach (var text in texts)
        {
            if (Id<TEntity>.TryParse(text, null, out var id))
            {
                ids.Add(id);
            }
            else
            {
                problems.Add(new Problem($"filters.{key}", $"\"{text}\" is not an id."));
            }
        }

        return ids;
    }
}

/// <summary>Tasks that a bulk action means.</summary>
internal sealed record TaskSelection(IQueryable<AnnotationTask> Tasks)
{
    /// <summary>
    /// Their ids, in chunks of at most <paramref name="size"/>. Each chunk is read when it is asked for, so tasks that stop matching meanwhile
    /// are left out.
    /// </summary>
    public async IAsyncEnumerable<List<TaskId>> ChunksAsync(int size, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        TaskId last = default;
        while (true)
        {
            var from = last;
            var ids = await Tasks.Where(task => task.Id > from).OrderBy(task => task.Id).Select(task => task.Id).Take(size).ToListAsync(cancellationToken);
            if (ids.Count == 0)
            {
                yield break;
            }

            yield return ids;
            last = ids[^1];
        }
    }
}
