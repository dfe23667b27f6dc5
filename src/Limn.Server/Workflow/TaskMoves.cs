using Limn.Server.Annotations;
using Limn.Server.Hosting;
using Limn.Server.Projects;
using Limn.Server.Statistics;
using Limn.Server.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Workflow;

/// <summary>
/// The only code that moves a task. A move, the record of the visit that it ends, who gets the task again, and all that follows from it are
/// written in one transaction. This part moves one task, by what somebody did to it.
/// </summary>
internal sealed partial class TaskMoves(StageMachine machine, TimeProvider clock)
{
    /// <summary>Decides where an event sends a task, and reads what its arrival there depends on. Changes nothing.</summary>
    public async Task<Reply<MovePlan>> PlanAsync(
        LimnDb db, AnnotationTask task, StageGraph graph, StageEvent stageEvent, CancellationToken cancellationToken)
    {
        var outcome = machine.Decide(graph, task.StageId, stageEvent);
        if (outcome is StageOutcome.Refused refused)
        {
            return refused.Refusal;
        }

        if (outcome is not StageOutcome.Moves { To: var to })
        {
            return new MovePlan(outcome);
        }

        var known = await db.Tasks.Where(row => row.Id == task.Id).Select(row => new
        {
            WasThere = db.StageHistory.Any(record => record.TaskId == task.Id && record.StageId == to.Id),
            Last = db.StageAssignees.Where(last => last.TaskId == task.Id && last.StageId == to.Id).Select(last => (UserId?)last.UserId).FirstOrDefault(),
        }).FirstAsync(cancellationToken);
        var isOpen = known.Last is { } last && await db.FindPersonAsync(task.ProjectId, last, cancellationToken) is { } person && to.Admits(person);
        return new MovePlan(outcome) { NextAssignee = isOpen ? known.Last : null, IsRework = known.WasThere || to.Id == task.StageId };
    }

    /// <summary>Carries out a plan: changes <paramref name="task"/>, which the caller writes, and adds what else is to be written.</summary>
    public async Task ApplyAsync(Write write, RowBatch rows, AnnotationTask task, MovePlan plan, StageExit exit, CancellationToken cancellationToken)
    {
        task.ReviewStatus = exit.ReviewStatus ?? task.ReviewStatus;
        task.LeaseSession = null;
        if (plan.Outcome is StageOutcome.Stays stays)
        {
            task.Error = stays.Error;
            return;
        }

        var moves = (StageOutcome.Moves)plan.Outcome;
        if (moves is { From: { } from, IsVisitEnded: true })
        {
            rows.Insert(NewRecord(task, from, exit));
            if (from.HasQueue && (task.AssigneeId ?? exit.UserId) is { } worker)
            {
                rows.Upsert(new StageAssignee { TaskId = task.Id, StageId = from.Id, UserId = worker });
            }
        }

        if (task.IsSkipped)
        {
            await write.Db.TaskSkips.Where(skip => skip.TaskId == task.Id).ExecuteDeleteAsync(cancellationToken);
        }

        StageCounts.Move(write, task.ProjectId, task.StageId, moves.To.Id, 1);
        Enter(task, moves.To, plan, exit.By);
    }

    private void Enter(AnnotationTask task, Stage to, MovePlan plan, string by)
    {
        var now = clock.GetUtcNow();
        task.StageId = to.Id;
        task.StageEnteredAt = now;
        task.AssigneeId = plan.NextAssignee;
        task.LeaseUserId = null;
        task.LeaseExpiresAt = null;
        task.StageDuration = 0;
        task.IsRework = plan.IsRework;
        task.IsDraft = false;
        task.IsSkipped = false;
        task.Error = null;
        task.ReviewStatus = to.Type == StageType.Review ? ReviewStatus.Todo : task.ReviewStatus;
        task.CompletedAt = to.IsTerminal ? now : null;
        task.CompletedBy = to.IsTerminal ? by : null;
    }

    private StageRecord NewRecord(AnnotationTask task, Stage from, StageExit exit) => new()
    {
        Id = Id.New<StageRecord>(clock), OrganizationId = task.OrganizationId, ProjectId = task.ProjectId, TaskId = task.Id, AssetId = task.AssetId,
        StageId = from.Id, StageName = from.Name, StageType = from.Type, EnteredAt = task.StageEnteredAt, CompletedAt = clock.GetUtcNow(),
        CompletedBy = exit.CompletedBy, Duration = task.StageDuration, ReviewStatus = exit.ReviewStatus, IsRework = task.IsRework,
        SchemaVersion = exit.Answer?.SchemaVersion ?? 1, Form = exit.Answer?.Form ?? default, Document = exit.Answer?.Document ?? StoredAnswer.Untouched,
        BrushDataUrl = exit.Answer?.BrushDataUrl, MedicalBrushDataUrl = exit.Answer?.MedicalBrushDataUrl, Token = exit.Token,
    };
}

/// <summary>Where a task goes, and what it finds there.</summary>
internal sealed record MovePlan(StageOutcome Outcome)
{
    /// <summary>Who did it before in the stage that it comes to, if that is still open to him.</summary>
    public UserId? NextAssignee { get; init; }

    /// <summary>It has been in that stage before.</summary>
    public bool IsRework { get; init; }
}

/// <summary>How a visit to a stage ends.</summary>
internal sealed record StageExit
{
    /// <summary>E-mail of the user on whose rights the task moves.</summary>
    public required string By { get; init; }

    /// <summary>Who did the work, as the record names him; null where nobody did.</summary>
    public string? CompletedBy { get; init; }

    /// <summary>The person who did it, who gets the task again when it comes back; null for programs.</summary>
    public UserId? UserId { get; init; }

    /// <summary>Set when a reviewer decided.</summary>
    public ReviewStatus? ReviewStatus { get; init; }

    /// <summary>The answer as the stage leaves it; null when it was never touched.</summary>
    public StoredAnswer? Answer { get; init; }

    /// <summary>The caller's name of the request; see <see cref="StageRecord.Token"/>.</summary>
    public string? Token { get; init; }
}
