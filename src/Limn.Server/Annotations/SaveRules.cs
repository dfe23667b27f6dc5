using Limn.Server.Hosting;
using Limn.Server.Projects;
using Limn.Server.Tasks;
using Limn.Server.Workflow;

namespace Limn.Server.Annotations;

/// <summary>Whether somebody may do to a task what he wants, beyond what his role allows in the project at all.</summary>
internal static class SaveRules
{
    /// <summary>Why a save is refused, looking at the task alone; null when it may go on.</summary>
    public static Refusal? Check(LoadedTask loaded, AnswerSave save, DateTimeOffset now)
    {
        if (save.Duration < 0)
        {
            return Refusal.BadRequest("A duration is a number of milliseconds from 0 to 2,147,483,647.");
        }

        return CheckRight(loaded, save.Worker, save.End) ?? CheckEnd(loaded, save.End) ?? CheckLock(loaded.Task, save, now) ?? CheckRevision(loaded.Answer, save);
    }

    /// <summary>Why this worker does not decide this review; null when he may.</summary>
    public static Refusal? CheckReviewer(LoadedTask loaded, Worker worker, bool hasLabelled)
    {
        if (loaded.Stage is not { Type: StageType.Review } stage)
        {
            return null;
        }

        if (worker.Role < ProjectRole.Reviewer)
        {
            return Refusal.Forbidden($"Your role, {worker.Role}, does not review tasks.");
        }

        return stage.PreventSelfReview && hasLabelled
            ? Refusal.Forbidden($"You labelled this task, so somebody else reviews it. The option preventSelfReview of \"{stage.Name}\" changes that.")
            : null;
    }

    /// <summary>Why the answer may not change in the stage where the task stands; null when it may.</summary>
    public static Refusal? CheckReadOnly(LoadedTask loaded, Worker worker) =>
        loaded.Stage is { Type: StageType.Review, ReadOnly: true } stage && worker is { IsRun: false, Role: < ProjectRole.Lead }
            ? Refusal.Forbidden($"Reviewers in \"{stage.Name}\" accept or reject; they do not change the answer.")
            : null;

    /// <summary>Why this worker has no business with this very task; null when he has.</summary>
    public static Refusal? CheckRight(LoadedTask loaded, Worker worker, SaveEnd end)
    {
        if (worker.Role >= ProjectRole.Lead)
        {
            return null;
        }

        if (loaded.Stage?.IsTerminal == true)
        {
            return Refusal.Forbidden("The task is complete; leads and managers may still change it.");
        }

        if (worker.Role == ProjectRole.Reviewer)
        {
            return null;
        }

        if (loaded.Stage?.Type == StageType.Review)
        {
            return Refusal.Forbidden("The task is being reviewed.");
        }

        if (loaded.Stage?.Type == StageType.Start && end == SaveEnd.Next)
        {
            return Refusal.Forbidden("A lead or manager sends tasks on from Start.");
        }

        return loaded.Task.AssigneeId is { } assignee && assignee != worker.UserId
            ? Refusal.Forbidden("The task is assigned to somebody else.")
            : null;
    }

    private static Refusal? CheckEnd(LoadedTask loaded, SaveEnd end) => end == SaveEnd.Submit && loaded.Stage is { Type: not StageType.Label } stage
        ? Refusal.Conflict($"The task stands in \"{stage.Name}\", a stage of type {stage.Type}; only tasks in label stages are submitted.")
        : null;

    private static Refusal? CheckLock(AnnotationTask task, AnswerSave save, DateTimeOffset now)
    {
        if (save.Session is null || task.LeaseSession == save.Session)
        {
            return null;
        }

        var isHeld = task.LeaseSession is not null && task.LeaseExpiresAt > now;
        return isHeld
            ? LockLost("leaseHeld", "Somebody else, or another window of yours, edits this task now.")
            : LockLost("leaseLost", "Your hold on this task has ended. Open it again: your changes are kept in your editor until then.");
    }

    private static Refusal LockLost(string code, string message) =>
        new(StatusCodes.Status409Conflict, message, [new Problem("session", message, code)]);

    private static Refusal? CheckRevision(StoredAnswer? answer, AnswerSave save)
    {
        var inForce = answer?.Revision ?? 0;
        return save.Revision is not { } basis || basis == inForce
            ? null
            : Refusal.Conflict($"The answer was changed meanwhile: yours was made from revision {basis}, {inForce} is in force.") with { Revision = inForce };
    }
}
