using System.Data.Common;
using Limn.Server.Projects;
using Limn.Server.Tasks;
using Limn.Server.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Limn.Server.Queues;

/// <summary>
/// The statements on the queue's index. Each walks it in the queue's order and stops at the first task that fits, so it costs the same in a project
/// of a thousand tasks and of a million. They are written by hand because LINQ says neither <c>RETURNING</c> nor <c>SKIP LOCKED</c>.
/// </summary>
internal sealed class QueueScan(LimnDb db, ProjectId project, ProjectPerson person)
{
    // The nulls of assignee_id come in the order too: PostgreSQL then sees that the index is sorted as wanted.
    private const string Order = "ORDER BY t.assignee_id, t.batch_rank, t.priority DESC, t.is_rework DESC, t.id LIMIT 1";
    private readonly EntityTable tasks = EntityTable.Of<AnnotationTask>(db);

    /// <summary>The place of a stage's first free task in the order of all stages; null when it has none.</summary>
    public async Task<QueuePlace?> PeekAsync(Stage stage, CancellationToken cancellationToken)
    {
        await using var command = await CommandAsync(PeekText(stage), stage, cancellationToken);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new QueuePlace(reader.GetInt32(0), reader.GetInt32(1), reader.GetBoolean(2), reader.GetString(3))
            : null;
    }

    /// <summary>
    /// Assigns a stage's first free task to the person and gives him the edit lock, in one statement: two people never get the same task, and
    /// none waits for the other. Null when there is none.
    /// </summary>
    public async Task<TaskId?> ClaimAsync(Stage stage, Lease lease, CancellationToken cancellationToken)
    {
        var skipLocked = db.HasSingleWriter ? "" : "FOR UPDATE SKIP LOCKED";
        await using var command = await CommandAsync(
            $"""
             UPDATE tasks SET assignee_id = @user, lease_session = @session, lease_user_id = @user, lease_expires_at = @expires, version = version + 1
             WHERE id = (SELECT t.id FROM tasks t WHERE {Free(stage)} {Order} {skipLocked})
             RETURNING id
             """,
            stage, cancellationToken);
        tasks[nameof(AnnotationTask.LeaseSession)].AddParameter(command, "@session", lease.Session);
        tasks[nameof(AnnotationTask.LeaseExpiresAt)].AddParameter(command, "@expires", lease.ExpiresAt);
        return await command.ExecuteScalarAsync(cancellationToken) is string id ? TaskId.Parse(id, null) : null;
    }

    internal static string PeekText(Stage stage) => $"SELECT t.batch_rank, t.priority, t.is_rework, t.id FROM tasks t WHERE {Free(stage)} {Order}";

    private static string Free(Stage stage)
    {
        const string Free =
            """
            t.project_id = @project AND t.stage_id = @stage AND t.assignee_id IS NULL AND t.deleted_at IS NULL AND t.error IS NULL
            AND NOT EXISTS (SELECT 1 FROM task_skips k WHERE k.user_id = @user AND k.task_id = t.id)
            """;
        return BarsOwnWork(stage)
            ? Free + " AND NOT EXISTS (SELECT 1 FROM stage_history h WHERE h.task_id = t.id AND h.stage_type = @label AND h.completed_by = @email)"
            : Free;
    }

    private static bool BarsOwnWork(Stage stage) => stage is { Type: StageType.Review, PreventSelfReview: true };

    internal async Task<DbCommand> CommandAsync(string sql, Stage stage, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
#pragma warning disable CA2100 // The texts above; all values are parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        tasks[nameof(AnnotationTask.ProjectId)].AddParameter(command, "@project", project);
        tasks[nameof(AnnotationTask.StageId)].AddParameter(command, "@stage", stage.Id);
        tasks[nameof(AnnotationTask.AssigneeId)].AddParameter(command, "@user", person.Id);
        if (BarsOwnWork(stage))
        {
            var records = EntityTable.Of<StageRecord>(db);
            records[nameof(StageRecord.StageType)].AddParameter(command, "@label", StageType.Label);
            records[nameof(StageRecord.CompletedBy)].AddParameter(command, "@email", person.Email);
        }

        return command;
    }
}

internal static class QueueOrder
{
    /// <summary>Free tasks, or tasks of one person, in the order in which queues serve them: that of the queue's index.</summary>
    public static IQueryable<AnnotationTask> InQueueOrder(this IQueryable<AnnotationTask> tasks) => tasks
        .OrderBy(task => task.AssigneeId).ThenBy(task => task.BatchRank).ThenByDescending(task => task.Priority)
        .ThenByDescending(task => task.IsRework).ThenBy(task => task.Id);
}

/// <summary>A place in the order of queues: batches by rank, priorities, returned work before new, then the order of creation.</summary>
internal sealed record QueuePlace(int BatchRank, int Priority, bool IsRework, string Id) : IComparable<QueuePlace>
{
    public int CompareTo(QueuePlace? other) => other is null ? -1 : (BatchRank, -Priority, IsRework ? 0 : 1).CompareTo(
        (other.BatchRank, -other.Priority, other.IsRework ? 0 : 1)) is var order and not 0 ? order : string.CompareOrdinal(Id, other.Id);
}

/// <summary>An edit lock: who has it may save and submit, others read. It ends by itself unless renewed.</summary>
internal sealed record Lease(string Session, DateTimeOffset ExpiresAt)
{
    /// <summary>How long a lock lasts; editors renew it every 30 seconds.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(120);

    public const int LongestSession = 100;

    /// <summary>A lock from now on, for an editor's session or a new one.</summary>
    public static Lease From(string? session, DateTimeOffset now) => new(session ?? Guid.NewGuid().ToString("N"), now + Lifetime);

    public LeaseReply ToReply() => new(Session, ExpiresAt);
}
