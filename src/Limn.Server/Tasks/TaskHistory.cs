using Limn.Server.Auth;
using Limn.Server.Batches;
using Limn.Server.Hosting;
using Limn.Server.Permissions;
using Limn.Server.Workflow;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Tasks;

/// <summary>Reads the stages that a task went through, each with the answer at its end.</summary>
internal sealed class TaskHistory(LimnDb db, Limits limits)
{
    public async Task<Reply<TaskHistoryReply>> ListAsync(
        TaskId taskId, PageQuery? page, (ProjectAccess Project, Caller Caller) by, CancellationToken cancellationToken)
    {
        var task = await db.Tasks.AsNoTracking().FirstAsync(task => task.Id == taskId, cancellationToken);
        if (!await db.MayReadAsync(task, by.Project, by.Caller, cancellationToken))
        {
            return Refusal.NotFound($"Invalid task: {taskId}.");
        }

        IQueryable<StageRecord> records = db.StageHistory.AsNoTracking().Where(record => record.TaskId == taskId).OrderBy(record => record.Id);
        if (page is not null)
        {
            records = records.Skip(page.Skip(limits)).Take(page.Take(limits));
        }

        var batches = (await db.ReadBatchesAsync([task.AssetId], cancellationToken))[task.AssetId].ToList();
        return new TaskHistoryReply((await records.ToListAsync(cancellationToken)).ConvertAll(record => Describe(record, batches)));
    }

    public async Task<Reply<StageRecordEnvelope>> GetAsync(
        StageRecordId id, (ProjectAccess Project, Caller Caller) by, CancellationToken cancellationToken)
    {
        var record = await db.StageHistory.AsNoTracking().FirstAsync(record => record.Id == id, cancellationToken);
        var task = await db.Tasks.AsNoTracking().FirstAsync(task => task.Id == record.TaskId, cancellationToken);
        if (task.DeletedAt is not null || !await db.MayReadAsync(task, by.Project, by.Caller, cancellationToken))
        {
            return Refusal.NotFound($"Invalid history: {id}.");
        }

        var batches = await db.ReadBatchesAsync([task.AssetId], cancellationToken);
        return new StageRecordEnvelope(Describe(record, [.. batches[task.AssetId]]));
    }

    private static StageRecordReply Describe(StageRecord record, IReadOnlyList<BatchId> batches) => new()
    {
        MongoId = record.Id, Id = record.Id, LabelTaskId = record.TaskId, Project = record.ProjectId, Organization = record.OrganizationId,
        Asset = record.AssetId, Stage = record.StageName, StageId = record.StageId, StageType = record.StageType, Answer = record.Document,
        BrushDataUrl = record.BrushDataUrl, MedicalBrushDataUrl = record.MedicalBrushDataUrl, Batches = batches, CompletedBy = record.CompletedBy,
        CompletedAt = record.CompletedAt, Duration = record.Duration, ReviewStatus = record.ReviewStatus, Rework = record.IsRework,
        CreatedAt = record.EnteredAt,
    };
}
