using Limn.Annotations.Schemas;
using Limn.Server.Annotations;
using Limn.Server.Batches;
using Limn.Server.Files;
using Limn.Server.Hosting;
using Limn.Server.Imports;
using Limn.Server.Tasks;
using Limn.Server.Workflow;

namespace Limn.Server.Assets;

/// <summary>What of a project new assets depend on; read under its lock.</summary>
internal sealed record TargetProject
{
    public required StageGraph Graph { get; init; }

    public required CategorySchema Schema { get; init; }

    public required int SchemaVersion { get; init; }

    /// <summary>Those that are still there.</summary>
    public required IReadOnlySet<BatchId> Batches { get; init; }
}

/// <summary>The rows of a chunk of new assets.</summary>
internal sealed class AssetRows(AssetImportCall call, AssetImportSettings settings, TargetProject project, PreLabels preLabels, TimeProvider clock)
{
    private readonly DateTimeOffset now = clock.GetUtcNow();
    private readonly List<Asset> assets = [];
    private readonly List<AssetBatch> links = [];
    private readonly List<AnnotationTask> tasks = [];
    private readonly Dictionary<TaskId, StoredAnswer> answers = [];
    private readonly List<Revision> revisions = [];

    /// <summary>Adds an asset with its batches, its task and the task's answer.</summary>
    /// <param name="entry">What the caller wants.</param>
    /// <param name="file">The file of ours that it points to.</param>
    /// <param name="copyJob">The job that copies its file from elsewhere.</param>
    public void Add(AssetEntry entry, StoredFile? file, JobId? copyJob)
    {
        var asset = NewAsset(entry, file, copyJob);
        var batches = (entry.Batches ?? call.Batches).Where(batch => project.Batches.Contains(batch.Id)).ToList();
        var task = NewTask(asset, batches.Count == 0 ? AnnotationTask.NoBatchRank : batches.Min(batch => batch.Rank));
        assets.Add(asset);
        links.AddRange(batches.Select(batch => new AssetBatch { AssetId = asset.Id, BatchId = batch.Id }));
        tasks.Add(task);
        answers.Add(task.Id, new StoredAnswer
        {
            TaskId = task.Id, ProjectId = asset.ProjectId, SchemaVersion = project.SchemaVersion, Document = StoredAnswer.Untouched,
        });
        if (entry.Labels is not null)
        {
            Label(entry, asset, task);
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

    /// <summary>Labels that are wrong are reported and left out; the asset is there all the same.</summary>
    private void Label(AssetEntry entry, Asset asset, AnnotationTask task)
    {
        var labels = entry.Labels!;
        var target = new LabelTarget
        {
            Task = task, Answer = answers[task.Id], AssetMetadata = asset.Metadata, Schema = project.Schema, SchemaVersion = project.SchemaVersion,
        };
        var (change, problems) = (default(AnswerChange), labels.Line.Errors);
        if (problems.Count == 0)
        {
            (change, var answer) = preLabels.Read(labels.Line, target, settings.Author);
            problems = answer.Errors;
        }

        call.Report.Add(labels.Count, isValid: change is not null, problems.Select(problem => new Problem($"{entry.Path}.{problem.Path}", problem.Message, problem.Code)));
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

    private Asset NewAsset(AssetEntry entry, StoredFile? file, JobId? copyJob)
    {
        var id = Id.New<Asset>(clock);
        return new Asset
        {
            Id = id, OrganizationId = call.Project.OrganizationId, ProjectId = call.Project.ProjectId,
            ExternalId = entry.ExternalId ?? id.ToString(), Data = file is null ? entry.Data : FileAddress.WithoutQuery(entry.Data),
            FileKey = file?.Key, CopyJobId = copyJob, Metadata = file is null ? entry.Metadata : AssetMetadata.Complete(entry.Metadata, file),
            ContextData = entry.ContextData, Attachments = entry.Attachments, Dataset = entry.Dataset, Overlay = entry.Overlay,
            Priority = entry.Priority ?? settings.Priority,
            CreatedAt = now, CreatedBy = call.Caller.Email,
        };
    }

    private AnnotationTask NewTask(Asset asset, int batchRank) => new()
    {
        Id = Id.New<AnnotationTask>(clock), OrganizationId = asset.OrganizationId, ProjectId = asset.ProjectId, AssetId = asset.Id,
        ExternalId = asset.ExternalId, StageId = StageGraph.StartId, StageEnteredAt = now, BatchRank = batchRank, Priority = asset.Priority,
        CreatedAt = now, CreatedBy = asset.CreatedBy, UpdatedAt = now, UpdatedBy = asset.CreatedBy,
    };
}
