using System.Text.Json;
using Limn.Server.Annotations;
using Limn.Server.Assets;
using Limn.Server.Batches;
using Limn.Server.Files;
using Limn.Server.Workflow;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Tasks;

/// <summary>What is read of tasks beside their own rows.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="History">The stage history.</param>
/// <param name="WholeAsset">All of the asset.</param>
/// <param name="Fields">The wire's names of the keys that are written; null = all that is read.</param>
internal sealed record TaskParts(bool Answer, bool History, bool WholeAsset, IReadOnlySet<string>? Fields = null)
{
    public static readonly TaskParts All = new(Answer: true, History: true, WholeAsset: true);
}

/// <summary>Describes tasks as the wire shows them, in a constant number of statements however many there are.</summary>
internal static class TaskReader
{
    private static readonly HashSet<string> Names = [.. Hosting.Json.Options.GetTypeInfo(typeof(TaskReply)).Properties.Select(property => property.Name)];

    /// <summary>The keys that are read from the answer's row.</summary>
    public static readonly IReadOnlyList<string> AnswerKeys = ["answer", "revision", "brushDataUrl", "medicalBrushDataUrl"];

    private static readonly IReadOnlySet<string>? Changed = FieldsOf(new TaskParts(Answer: true, History: false, WholeAsset: false))?.Where(key => key != "issues").ToHashSet();

    /// <summary>The whole of a task that is there.</summary>
    public static async Task<TaskReply> ReadTaskAsync(this LimnDb db, TaskId id, string origin, CancellationToken cancellationToken)
    {
        var task = await db.Tasks.AsNoTracking().FirstAsync(task => task.Id == id, cancellationToken);
        return (await db.DescribeAsync([task], TaskParts.All, origin, cancellationToken))[0];
    }

    public static async Task<List<TaskReply>> DescribeAsync(
        this LimnDb db, IReadOnlyList<AnnotationTask> tasks, TaskParts parts, string origin, CancellationToken cancellationToken)
    {
        var ids = tasks.Select(task => task.Id).ToList();
        var assets = await ReadAssetsAsync(db, tasks, parts, origin, cancellationToken);
        var batches = await db.ReadBatchesAsync(assets.Keys, cancellationToken);
        var emails = await ReadEmailsAsync(db, tasks, cancellationToken);
        var answers = parts.Answer
            ? await db.Answers.AsNoTracking().Where(answer => ids.Contains(answer.TaskId)).ToDictionaryAsync(answer => answer.TaskId, cancellationToken)
            : [];
        var visits = parts.History ? await db.ReadVisitsAsync(ids, cancellationToken) : null;
        var issues = await db.Issues.Where(issue => ids.Contains(issue.TaskId)).OrderBy(issue => issue.Id).Select(issue => new { issue.TaskId, issue.Id })
            .ToListAsync(cancellationToken);
        var issuesOf = issues.ToLookup(issue => issue.TaskId, issue => issue.Id);
        var fields = FieldsOf(parts);
        return [.. tasks.Select(task => Describe(task, answers.GetValueOrDefault(task.Id)) with
        {
            Asset = assets[task.AssetId], Batches = [.. batches[task.AssetId]], Assignee = task.AssigneeId is { } user ? emails.GetValueOrDefault(user) : null,
            StageHistory = visits is null ? [] : [.. visits[task.Id]], Issues = [.. issuesOf[task.Id]], Fields = fields,
        })];
    }

    /// <summary>A task that a caller has just changed, without its stage history. Reads only what the task is known to have.</summary>
    public static async Task<TaskReply> DescribeAsync(this LimnDb db, LoadedTask loaded, string origin, CancellationToken cancellationToken)
    {
        var task = loaded.Task;
        var emails = task.AssigneeId is null ? [] : await ReadEmailsAsync(db, [task], cancellationToken);
        var batches = task.BatchRank == AnnotationTask.NoBatchRank ? null : await db.ReadBatchesAsync([task.AssetId], cancellationToken);
        var url = loaded.AssetFileKey is { } key ? FileLinks.PlainUrl(origin, key) : loaded.AssetData;
        return Describe(task, loaded.Answer ?? loaded.Untouched()) with
        {
            Asset = new TaskAssetReply(task.AssetId, task.ExternalId, url),
            Batches = batches is null ? [] : [.. batches[task.AssetId]],
            Assignee = task.AssigneeId is { } user ? emails.GetValueOrDefault(user) : null,
            Deleted = task.DeletedAt is not null,
            Fields = Changed,
        };
    }

    private static TaskReply Describe(AnnotationTask task, StoredAnswer? answer) => new()
    {
        Id = task.Id, Project = task.ProjectId, Organization = task.OrganizationId, Asset = null!, ExternalId = task.ExternalId,
        Stage = task.StageId, StageEnteredAt = task.StageEnteredAt, Status = WireStatus.Of(task.StageId),
        Type = JsonNamingPolicy.CamelCase.ConvertName(task.Kind.ToString()), Assignee = null, Batches = [], Priority = task.Priority,
        Answer = answer?.Document ?? StoredAnswer.Untouched, Revision = answer?.Revision ?? 0, BrushDataUrl = answer?.BrushDataUrl,
        MedicalBrushDataUrl = answer?.MedicalBrushDataUrl, Review = new ReviewReply(task.ReviewStatus), ReviewStatus = task.ReviewStatus,
        IsPreLabeled = task.IsPreLabeled, IsSkipped = task.IsSkipped, IsDraft = task.IsDraft, IsBenchmark = task.Kind == TaskKind.Benchmark,
        Rework = task.IsRework, Duration = task.StageDuration, TotalDuration = task.TotalDuration, Error = task.Error,
        CreatedAt = task.CreatedAt, CreatedBy = task.CreatedBy, UpdatedAt = task.UpdatedAt, UpdatedBy = task.UpdatedBy,
        CompletedAt = task.CompletedAt, CompletedBy = task.CompletedBy, OpenIssuesCount = task.OpenIssues,
    };

    private static IReadOnlySet<string>? FieldsOf(TaskParts parts)
    {
        if (parts.Fields is not null || parts is { Answer: true, History: true })
        {
            return parts.Fields;
        }

        var fields = new HashSet<string>(Names);
        if (!parts.Answer)
        {
            fields.ExceptWith(AnswerKeys);
        }

        if (!parts.History)
        {
            fields.Remove("stageHistory");
        }

        return fields;
    }

    private static async Task<Dictionary<AssetId, TaskAssetReply>> ReadAssetsAsync(
        LimnDb db, IReadOnlyList<AnnotationTask> tasks, TaskParts parts, string origin, CancellationToken cancellationToken)
    {
        var ids = tasks.Select(task => task.AssetId).Distinct().ToList();
        var assets = db.Assets.AsNoTracking().Where(asset => ids.Contains(asset.Id));
        if (parts.WholeAsset)
        {
            return await assets.ToDictionaryAsync(
                asset => asset.Id,
                asset => new TaskAssetReply(asset.Id, asset.ExternalId, asset.UrlOrText(origin))
                {
                    Metadata = asset.Metadata, ContextData = asset.ContextData, Attachments = asset.Attachments,
                    Dataset = asset.Dataset.IsEmpty ? null : PageList.Show(asset.Dataset, origin), Overlay = asset.Overlay,
                },
                cancellationToken);
        }

        var rows = await assets.Select(asset => new { asset.Id, asset.ExternalId, asset.Data, asset.FileKey }).ToListAsync(cancellationToken);
        return rows.ToDictionary(
            row => row.Id,
            row => new TaskAssetReply(row.Id, row.ExternalId, row.FileKey is { } key ? FileLinks.PlainUrl(origin, key) : row.Data));
    }

    private static Task<Dictionary<UserId, string>> ReadEmailsAsync(
        LimnDb db, IReadOnlyList<AnnotationTask> tasks, CancellationToken cancellationToken)
    {
        var users = tasks.Select(task => task.AssigneeId).OfType<UserId>().Distinct().ToList();
        return db.Users.Where(user => users.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => user.Email, cancellationToken);
    }
}
