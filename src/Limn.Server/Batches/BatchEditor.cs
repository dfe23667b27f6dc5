using Limn.Server.Hosting;
using Limn.Server.Projects;
using Limn.Server.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Batches;

/// <summary>Changes a project's batches, and keeps each task's <see cref="AnnotationTask.BatchRank"/> equal to its lowest batch.</summary>
internal sealed class BatchEditor(LimnDb db, Writes writes, TimeProvider clock)
{
    private const int LongestName = 200;
    private const int MostBatches = 10_000;
    private const int ChunkSize = 1000;

    /// <summary>Makes <paramref name="entries"/> the whole list: renames by id, creates what is new, removes what is left out.</summary>
    public async Task<Refusal?> ReplaceAsync(ProjectId project, IReadOnlyList<EditBatchRequest> entries, CancellationToken cancellationToken)
    {
        if (Check(entries) is { } wrong)
        {
            return wrong;
        }

        await using var write = await writes.BeginAsync(db, cancellationToken);
        if (!await write.LockProjectAsync(project, cancellationToken))
        {
            return Refusal.NotFound($"Invalid project: {project}.");
        }

        var existing = await db.Batches.Where(batch => batch.ProjectId == project).OrderBy(batch => batch.Rank).ToListAsync(cancellationToken);
        var kept = Match(project, existing, entries);
        if (kept.Refusal is { } refusal)
        {
            return refusal;
        }

        var removed = existing.Except(kept.Value!).Select(batch => batch.Id).ToList();
        await FreeNamesAsync(kept.Value!, removed, cancellationToken);
        var moved = db.ChangeTracker.Entries<Batch>()
            .Where(entry => entry.State == EntityState.Modified && entry.Property(batch => batch.Rank).IsModified)
            .Select(entry => entry.Entity.Id).ToList();
        await db.SaveChangesAsync(cancellationToken);
        await UpdateRanksAsync(project, [.. moved, .. removed], cancellationToken);
        await db.Batches.Where(batch => removed.Contains(batch.Id)).ExecuteDeleteAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return null;
    }

    /// <summary>Adds one batch at the end of the list; the one of that name if there is one already.</summary>
    public async Task<Reply<BatchReply>> AddAsync(ProjectId project, EditBatchRequest entry, CancellationToken cancellationToken)
    {
        if (Check([entry]) is { } wrong)
        {
            return wrong;
        }

        await using var write = await writes.BeginAsync(db, cancellationToken);
        if (!await write.LockProjectAsync(project, cancellationToken))
        {
            return Refusal.NotFound($"Invalid project: {project}.");
        }

        var batch = await db.Batches.FirstOrDefaultAsync(batch => batch.ProjectId == project && batch.Name == entry.Name, cancellationToken);
        if (batch is null)
        {
            var last = await db.Batches.Where(other => other.ProjectId == project).MaxAsync(other => (int?)other.Rank, cancellationToken);
            batch = NewBatch(project, entry);
            batch.Rank = last + 1 ?? 0;
            db.Batches.Add(batch);
            await write.CommitAsync(cancellationToken);
        }

        return BatchReply.From(batch);
    }

    /// <summary>Puts assets of a project into exactly these batches. Returns how many assets there were.</summary>
    public async Task<int> AssignAsync(
        ProjectId project, IReadOnlyList<AssetId> assets, IReadOnlyList<BatchPlace> batches, CancellationToken cancellationToken)
    {
        var rank = batches.Count == 0 ? AnnotationTask.NoBatchRank : batches.Min(batch => batch.Rank);
        var changed = 0;
        await using var write = await writes.BeginAsync(db, cancellationToken);
        await write.LockProjectAsync(project, cancellationToken);
        foreach (var chunk in assets.Distinct().Chunk(ChunkSize))
        {
            var ids = await db.Assets.Where(asset => asset.ProjectId == project && asset.DeletedAt == null && chunk.Contains(asset.Id))
                .Select(asset => asset.Id).ToListAsync(cancellationToken);
            await db.AssetBatches.Where(link => ids.Contains(link.AssetId)).ExecuteDeleteAsync(cancellationToken);
            await write.InsertAsync(
                [.. ids.SelectMany(_ => batches, (id, batch) => new AssetBatch { AssetId = id, BatchId = batch.Id })], cancellationToken);
            await db.Tasks.Where(task => ids.Contains(task.AssetId))
                .ExecuteUpdateAsync(update => update.SetProperty(task => task.BatchRank, rank), cancellationToken);
            changed += ids.Count;
        }

        await write.CommitAsync(cancellationToken);
        return changed;
    }

    private static Refusal? Check(IReadOnlyList<EditBatchRequest> entries)
    {
        if (entries.Count > MostBatches)
        {
            return Refusal.BadRequest($"A project has at most {MostBatches} batches.");
        }

        return entries.Any(entry => string.IsNullOrWhiteSpace(entry?.Name) || entry.Name.Length > LongestName)
            ? Refusal.BadRequest($"A batch has a name of 1 to {LongestName} characters.")
            : null;
    }

    /// <summary>The batch of each entry, old or new, with the entry's name, keys and place.</summary>
    private Reply<List<Batch>> Match(ProjectId project, List<Batch> existing, IReadOnlyList<EditBatchRequest> entries)
    {
        var kept = new List<Batch>();
        foreach (var entry in entries)
        {
            var known = entry.Id is { } id
                ? existing.Find(batch => batch.Id == id)
                : kept.Find(batch => batch.Name == entry.Name) ?? existing.Find(batch => batch.Name == entry.Name);
            if (known is null && entry.Id is not null)
            {
                return Refusal.BadRequest($"Invalid batch: {entry.Id}.");
            }

            if (known is not null && kept.Contains(known))
            {
                continue;
            }

            var batch = known ?? NewBatch(project, entry);
            batch.Name = entry.Name!;
            batch.Extra = entry.Id is null && known is not null ? batch.Extra : RawJson.From(entry.Extra);
            batch.Rank = kept.Count;
            kept.Add(batch);
        }

        if (kept.GroupBy(batch => batch.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            return Refusal.BadRequest($"Two batches have the name \"{twice.Key}\".");
        }

        db.Batches.AddRange(kept.Except(existing));
        return kept;
    }

    // Names are unique at every moment, so one that changes hands is given up first. Removed batches sort last, as if they were not there.
    private async Task FreeNamesAsync(List<Batch> kept, List<BatchId> removed, CancellationToken cancellationToken)
    {
        var names = kept.Where(batch => db.Entry(batch).State == EntityState.Modified).Select(batch => db.Entry(batch).Property(one => one.Name))
            .Where(name => name.IsModified).ToDictionary(name => name.EntityEntry.Entity);
        foreach (var batch in db.Batches.Local.Where(batch => removed.Contains(batch.Id) || names.ContainsKey(batch)).ToList())
        {
            var free = batch.Id.ToString();
            await db.Batches.Where(row => row.Id == batch.Id)
                .ExecuteUpdateAsync(update => update.SetProperty(row => row.Name, free), cancellationToken);
            if (names.TryGetValue(batch, out var name))
            {
                name.OriginalValue = free;
            }
        }

        await db.Batches.Where(batch => removed.Contains(batch.Id))
            .ExecuteUpdateAsync(update => update.SetProperty(batch => batch.Rank, AnnotationTask.NoBatchRank), cancellationToken);
    }

    private async Task UpdateRanksAsync(ProjectId project, List<BatchId> changed, CancellationToken cancellationToken)
    {
        if (changed.Count == 0)
        {
            return;
        }

        var touched = db.AssetBatches.Where(link => changed.Contains(link.BatchId)).Select(link => link.AssetId);
        await db.Tasks.Where(task => task.ProjectId == project && touched.Contains(task.AssetId)).ExecuteUpdateAsync(
            update => update.SetProperty(
                task => task.BatchRank,
                task => (from link in db.AssetBatches
                         join batch in db.Batches on link.BatchId equals batch.Id
                         where link.AssetId == task.AssetId
                         select (int?)batch.Rank).Min() ?? AnnotationTask.NoBatchRank),
            cancellationToken);
    }

    private Batch NewBatch(ProjectId project, EditBatchRequest entry) =>
        new() { Id = Id.New<Batch>(clock), ProjectId = project, Name = entry.Name!, Rank = 0, Extra = RawJson.From(entry.Extra) };
}
