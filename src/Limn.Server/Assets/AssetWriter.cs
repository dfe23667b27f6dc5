using Limn.Server.Annotations;
using Limn.Server.Batches;
using Limn.Server.Files;
using Limn.Server.Hosting;
using Limn.Server.Jobs;
using Limn.Server.Permissions;
using Limn.Server.Projects;
using Limn.Server.Tasks;
using Limn.Server.Workflow;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Assets;

/// <summary>Writes a chunk of new assets, each with its task and the task's empty answer, in one transaction.</summary>
internal sealed class AssetWriter(LimnDb db, Writes writes, JobQueue jobs, TaskMoves moves, TimeProvider clock)
{
    public const int KeysPerQuery = 1000;

    public async Task<Refusal?> WriteAsync(
        AssetImportCall call, AssetImportSettings settings, IReadOnlyList<AssetEntry> entries, CancellationToken cancellationToken)
    {
        var files = await FindFilesAsync(call.Project, entries, cancellationToken);
        await using var write = await writes.BeginAsync(db, cancellationToken);
        if (!await write.LockProjectAsync(call.Project.ProjectId, cancellationToken))
        {
            return Refusal.NotFound($"Invalid project: {call.Project.ProjectId}.");
        }

        var copyJob = await AddCopyJobAsync(write, call, settings, entries.Any(entry => entry.IsAddress && !IsOwn(entry, files)), cancellationToken);
        if (copyJob.Refusal is { } refusal)
        {
            return refusal;
        }

        var rows = new Rows(call, settings, await LoadProjectAsync(call.Project.ProjectId, cancellationToken), moves, clock);
        foreach (var entry in entries)
        {
            var file = entry.FileKey is { } key ? files.GetValueOrDefault(key) : null;
            rows.Add(entry, file, file is null && entry.IsAddress ? copyJob.Value.Id : null);
        }

        await rows.InsertAsync(write, cancellationToken);
        await AdoptAsync(call.Project, files.Values, cancellationToken);
        await write.CommitAsync(cancellationToken);
        return null;
    }

    private static bool IsOwn(AssetEntry entry, Dictionary<string, StoredFile> files) => entry.FileKey is { } key && files.ContainsKey(key);

    /// <summary>The files of ours that the entries point to. An address of somebody else's file stays a mere address.</summary>
    private async Task<Dictionary<string, StoredFile>> FindFilesAsync(
        ProjectAccess project, IReadOnlyList<AssetEntry> entries, CancellationToken cancellationToken)
    {
        var files = new Dictionary<string, StoredFile>();
        foreach (var keys in entries.Select(entry => entry.FileKey).OfType<string>().Distinct().Chunk(KeysPerQuery))
        {
            foreach (var file in await db.Files.AsNoTracking().VisibleIn(project).Where(file => keys.Contains(file.Key)).ToListAsync(cancellationToken))
            {
                files.Add(file.Key, file);
            }
        }

        return files;
    }

    private async Task<Reply<CopyJob>> AddCopyJobAsync(
        Write write, AssetImportCall call, AssetImportSettings settings, bool isNeeded, CancellationToken cancellationToken)
    {
        if (!settings.CopiesFiles || !isNeeded)
        {
            return default(CopyJob);
        }

        var job = await jobs.AddAsync(
            write,
            new JobRequest<AssetCopyInput>(call.Caller, call.Project.OrganizationId, call.Project.ProjectId, AssetCopyJob.Kind, new AssetCopyInput(call.Origin)),
            cancellationToken);
        return job.Refusal is { } refusal ? refusal : new CopyJob(job.Value!.Id);
    }

    private async Task<TargetProject> LoadProjectAsync(ProjectId id, CancellationToken cancellationToken)
    {
        var project = await db.Projects.Where(project => project.Id == id)
            .Select(project => new { project.Stages, project.SchemaVersion }).FirstAsync(cancellationToken);
        var batches = await db.Batches.Where(batch => batch.ProjectId == id).Select(batch => batch.Id).ToHashSetAsync(cancellationToken);
        return new TargetProject(StageGraph.Read(project.Stages), project.SchemaVersion, batches);
    }

    // Old clients upload before they name a project.
    private async Task AdoptAsync(ProjectAccess project, IEnumerable<StoredFile> files, CancellationToken cancellationToken)
    {
        foreach (var keys in files.Where(file => file.ProjectId is null).Select(file => file.Key).Chunk(KeysPerQuery))
        {
            await db.Files.Where(file => keys.Contains(file.Key) && file.ProjectId == null)
                .ExecuteUpdateAsync(update => update.SetProperty(file => file.ProjectId, project.ProjectId), cancellationToken);
        }
    }

    private readonly record struct CopyJob(JobId? Id);

    /// <param name="Batches">Those that are still there.</param>
    private sealed record TargetProject(StageGraph Graph, int SchemaVersion, HashSet<BatchId> Batches);

    /// <summary>The rows of a chunk.</summary>
    private sealed class Rows(AssetImportCall call, AssetImportSettings settings, TargetProject project, TaskMoves moves, TimeProvider clock)
    {
        private readonly DateTimeOffset now = clock.GetUtcNow();
        private readonly List<Asset> assets = [];
        private readonly List<AssetBatch> links = [];
        private readonly List<AnnotationTask> tasks = [];
        private readonly Dictionary<TaskId, StoredAnswer> answers = [];

        public void Add(AssetEntry entry, StoredFile? file, JobId? copyJob)
        {
            var asset = AddAsset(entry, file, copyJob);
            var batches = (entry.Batches ?? call.Batches).Where(batch => project.Batches.Contains(batch.Id)).ToList();
            links.AddRange(batches.Select(batch => new AssetBatch { AssetId = asset.Id, BatchId = batch.Id }));
            var task = NewTask(asset, batches.Count == 0 ? AnnotationTask.NoBatchRank : batches.Min(batch => batch.Rank));
            tasks.Add(task);
            answers.Add(task.Id, new StoredAnswer
            {
                TaskId = task.Id, ProjectId = asset.ProjectId, SchemaVersion = project.SchemaVersion, Document = StoredAnswer.Untouched,
            });
        }

        public async Task InsertAsync(Write write, CancellationToken cancellationToken)
        {
            var records = moves.ForwardNew(write, call.Project.ProjectId, project.Graph, tasks, answers);
            await write.InsertAsync(assets, cancellationToken);
            await write.InsertAsync(links, cancellationToken);
            await write.InsertAsync(tasks, cancellationToken);
            await write.InsertAsync(answers.Values, cancellationToken);
            await write.InsertAsync(records, cancellationToken);
        }

        private Asset AddAsset(AssetEntry entry, StoredFile? file, JobId? copyJob)
        {
            var id = Id.New<Asset>(clock);
            var asset = new Asset
            {
                Id = id, OrganizationId = call.Project.OrganizationId, ProjectId = call.Project.ProjectId,
                ExternalId = entry.ExternalId ?? id.ToString(), Data = file is null ? entry.Data : FileAddress.WithoutQuery(entry.Data),
                FileKey = file?.Key, CopyJobId = copyJob, Metadata = file is null ? entry.Metadata : AssetMetadata.Complete(entry.Metadata, file),
                ContextData = entry.ContextData, Attachments = entry.Attachments, Priority = entry.Priority ?? settings.Priority,
                CreatedAt = now, CreatedBy = call.Caller.Email,
            };
            assets.Add(asset);
            return asset;
        }

        private AnnotationTask NewTask(Asset asset, int batchRank) => new()
        {
            Id = Id.New<AnnotationTask>(clock), OrganizationId = asset.OrganizationId, ProjectId = asset.ProjectId, AssetId = asset.Id,
            ExternalId = asset.ExternalId, StageId = StageGraph.StartId, StageEnteredAt = now, BatchRank = batchRank, Priority = asset.Priority,
            CreatedAt = now, CreatedBy = asset.CreatedBy, UpdatedAt = now, UpdatedBy = asset.CreatedBy,
        };
    }
}
