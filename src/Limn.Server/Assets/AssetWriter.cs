using Limn.Annotations.Schemas;
using Limn.Annotations.Validation;
using Limn.Server.Annotations;
using Limn.Server.Batches;
using Limn.Server.Files;
using Limn.Server.Hosting;
using Limn.Server.Imports;
using Limn.Server.Jobs;
using Limn.Server.Permissions;
using Limn.Server.Projects;
using Limn.Server.Tasks;
using Limn.Server.Workflow;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Assets;

/// <summary>Writes a chunk of new assets, each with its task and the task's empty answer, in one transaction.</summary>
internal sealed class AssetWriter(
    LimnDb db, Writes writes, JobQueue jobs, ProjectDefinitions definitions, PreLabels preLabels, TaskMoves moves, TimeProvider clock)
{
    public const int KeysPerQuery = 1000;

    public async Task<Reply<WrittenLabels>> WriteAsync(
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

        var hasLabels = entries.Any(entry => entry.Labels is not null);
        var rows = new Rows(call, settings, await LoadProjectAsync(call.Project.ProjectId, hasLabels, cancellationToken), preLabels, clock);
        foreach (var entry in entries)
        {
            var file = entry.FileKey is { } key ? files.GetValueOrDefault(key) : null;
            rows.Add(entry, file, file is null && entry.IsAddress ? copyJob.Value.Id : null);
        }

        await rows.InsertAsync(write, moves, cancellationToken);
        await AdoptAsync(call.Project, files.Values, cancellationToken);
        await write.CommitAsync(cancellationToken);
        return rows.Labels;
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

    private async Task<TargetProject> LoadProjectAsync(ProjectId id, bool hasLabels, CancellationToken cancellationToken)
    {
        var project = await db.Projects.Where(project => project.Id == id)
            .Select(project => new { project.Stages, project.SchemaVersion }).FirstAsync(cancellationToken);
        var batches = await db.Batches.Where(batch => batch.ProjectId == id).Select(batch => batch.Id).ToHashSetAsync(cancellationToken);
        var schema = hasLabels ? await definitions.SchemaAsync(db, id, project.SchemaVersion, cancellationToken) : null;
        return new TargetProject(StageGraph.Read(project.Stages), schema ?? CategorySchema.Empty, project.SchemaVersion, batches);
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

    /// <param name="Graph">The workflow in force.</param>
    /// <param name="Schema">The schema in force; empty when there are no labels to check.</param>
    /// <param name="SchemaVersion">Its version.</param>
    /// <param name="Batches">Those that are still there.</param>
    private sealed record TargetProject(StageGraph Graph, CategorySchema Schema, int SchemaVersion, HashSet<BatchId> Batches);

    /// <summary>The rows of a chunk.</summary>
    private sealed class Rows(AssetImportCall call, AssetImportSettings settings, TargetProject project, PreLabels preLabels, TimeProvider clock)
    {
        private readonly DateTimeOffset now = clock.GetUtcNow();
        private readonly List<Asset> assets = [];
        private readonly List<AssetBatch> links = [];
        private readonly List<AnnotationTask> tasks = [];
        private readonly Dictionary<TaskId, StoredAnswer> answers = [];
        private readonly List<Revision> revisions = [];
        private readonly LabelAuthor author = new(call.Caller.Email, Id.New<Asset>(clock).ToString(), KeepsUnknownClasses: false);

        public WrittenLabels Labels { get; private set; } = new(0, 0);

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
            if (entry.Labels is { } labels)
            {
                AddLabels(labels, asset, task);
            }
        }

        public async Task InsertAsync(Write write, TaskMoves moves, CancellationToken cancellationToken)
        {
            var records = moves.ForwardNew(write, call.Project.ProjectId, project.Graph, tasks, answers);
            await write.InsertAsync(assets, cancellationToken);
            await write.InsertAsync(links, cancellationToken);
            await write.InsertAsync(tasks, cancellationToken);
            await write.InsertAsync(answers.Values, cancellationToken);
            await write.InsertAsync(revisions, cancellationToken);
            await write.InsertAsync(records, cancellationToken);
        }

        // Labels that do not fit the schema are left out and counted; the asset is there anyway.
        private void AddLabels(LabelLine labels, Asset asset, AnnotationTask task)
        {
            var target = new LabelTarget
            {
                Task = task, Answer = answers[task.Id], AssetMetadata = asset.Metadata, Schema = project.Schema, SchemaVersion = project.SchemaVersion,
            };
            var change = labels.Errors.Count == 0 ? preLabels.Read(labels, target, author).Change : null;
            Labels += new WrittenLabels(1, change is null ? 0 : 1);
            if (change is null)
            {
                return;
            }

            answers[task.Id] = change.After;
            asset.IsPreLabeled = true;
            task.IsPreLabeled = true;
            if (change.Revision is { } revision)
            {
                revisions.Add(revision);
            }
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

/// <summary>Assets that came with labels.</summary>
/// <param name="Given">All of them.</param>
/// <param name="Valid">Those whose labels fit the schema and were stored.</param>
internal readonly record struct WrittenLabels(int Given, int Valid)
{
    public static WrittenLabels operator +(WrittenLabels left, WrittenLabels right) => new(left.Given + right.Given, left.Valid + right.Valid);
}
