using Limn.Server.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Workflow;

/// <summary>One ended visit of a task to a stage, without the answer it ended with.</summary>
/// <param name="Stage">The stage's name at the time.</param>
/// <param name="CompletedBy">E-mail; null for a stage that no person ends.</param>
/// <param name="Duration">Milliseconds.</param>
internal sealed record StageVisitReply(
    string Stage, string StageId, StageType StageType, string? CompletedBy, DateTimeOffset CompletedAt, long Duration, ReviewStatus? ReviewStatus);

internal static class StageVisits
{
    /// <summary>The ended visits of tasks, the oldest first, in one statement.</summary>
    public static async Task<ILookup<TaskId, StageVisitReply>> ReadVisitsAsync(
        this LimnDb db, IReadOnlyCollection<TaskId> tasks, CancellationToken cancellationToken)
    {
        var visits = await db.StageHistory.Where(record => tasks.Contains(record.TaskId)).OrderBy(record => record.TaskId).ThenBy(record => record.Id)
            .Select(record => new
            {
                record.TaskId,
                Visit = new StageVisitReply(
                    record.StageName, record.StageId, record.StageType, record.CompletedBy, record.CompletedAt, record.Duration, record.ReviewStatus),
            }).ToListAsync(cancellationToken);
        return visits.ToLookup(visit => visit.TaskId, visit => visit.Visit);
    }
}
