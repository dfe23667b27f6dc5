using Limn.Annotations.Validation;
using Limn.Server.Hosting;
using Limn.Server.Issues;
using Limn.Server.Live;
using Limn.Server.Projects;
using Limn.Server.Tasks;
using Limn.Server.Workflow;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Annotations;

/// <summary>
/// Saves answers, and sends their tasks on where asked to. Everything is read, checked and computed before the transaction, which only writes;
/// when somebody else wrote meanwhile, it starts over.
/// </summary>
internal sealed class AnswerSaves(
    LimnDb db, Writes writes, ProjectDefinitions definitions, TaskMoves moves, Limits limits, LiveTopics live, TimeProvider clock)
{
    // Each round somebody else has written, so this is the number of writers at one task that all get through.
    private const int MostRounds = 50;

    private readonly AnswerLimits answerLimits = limits.ToAnswerLimits();

    /// <summary>Saves, and returns the task as it is then.</summary>
    public async Task<Reply<LoadedTask>> SaveAsync(AnswerSave save, CancellationToken cancellationToken)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            db.ChangeTracker.Clear();
            if (await LoadAsync(save.TaskId, cancellationToken) is not { } loaded)
            {
                return Refusal.NotFound($"Invalid task: {save.TaskId}.");
            }

            if (await IsRepeatAsync(save, cancellationToken))
            {
                // Read again: the request that it repeats may have ended between the two reads.
                return await LoadAsync(save.TaskId, cancellationToken) ?? loaded;
            }

            var draft = await DraftAsync(loaded, save, cancellationToken);
            if (draft.Refusal is { } refusal)
            {
                return refusal;
            }

            if (await TryWriteAsync(loaded, save, draft.Value!, cancellationToken))
            {
                await TellAsync(loaded, draft.Value!);
                return loaded;
            }
        }

        return Refusal.Conflict("Many others change this task right now. Try again.");
    }

    /// <summary>Reads a task with what a change of it depends on; null when it is deleted, unless those are wanted too.</summary>
    public async Task<LoadedTask?> LoadAsync(TaskId id, CancellationToken cancellationToken, bool includeDeleted = false)
    {
        var found = await (
            from task in db.Tasks.AsNoTracking()
            join project in db.Projects on task.ProjectId equals project.Id
            join asset in db.Assets on task.AssetId equals asset.Id
            join stored in db.Answers on task.Id equals stored.TaskId into answers
            from answer in answers.DefaultIfEmpty()
            where task.Id == id && (includeDeleted || task.DeletedAt == null)
            select new { task, answer, project.SchemaVersion, project.StagesVersion, asset.Data, asset.FileKey, asset.Metadata })
            .FirstOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return null;
        }

        return new LoadedTask
        {
            Task = found.task, Answer = found.answer, SchemaVersion = found.SchemaVersion, AssetMetadata = found.Metadata,
            AssetData = found.Data, AssetFileKey = found.FileKey,
            Graph = await definitions.StagesAsync(db, found.task.ProjectId, found.StagesVersion, cancellationToken),
            Schema = await definitions.SchemaAsync(db, found.task.ProjectId, found.SchemaVersion, cancellationToken)
                ?? throw new InvalidOperationException($"Project {found.task.ProjectId} has no schema {found.SchemaVersion}."),
        };
    }

    /// <summary>What a change of the answer by a worker is checked against.</summary>
    public async Task<AnnotateContext> ContextOfAsync(LoadedTask loaded, Worker worker, CancellationToken cancellationToken)
    {
        var before = loaded.Answer;
        var isSameSchema = before is null || before.SchemaVersion == loaded.SchemaVersion;
        return new AnnotateContext
        {
            Schema = loaded.Schema, By = worker.Author, Stage = loaded.Task.StageId, Limits = answerLimits, Time = clock,
            Previous = before?.Document.Utf8 ?? default, PageCount = AssetPages.CountOf(loaded.AssetMetadata),
            PreviousSchema = isSameSchema
                ? null
                : await definitions.SchemaAsync(db, loaded.Task.ProjectId, before!.SchemaVersion, cancellationToken),
        };
    }

    private async Task<Reply<SaveDraft>> DraftAsync(LoadedTask loaded, AnswerSave save, CancellationToken cancellationToken)
    {
        if (SaveRules.Check(loaded, save, clock.GetUtcNow()) is { } refusal)
        {
            return refusal;
        }

        NormalizedAnswer? answer = null;
        if (!save.Answer.IsEmpty)
        {
            answer = await NormalizeAsync(loaded, save, cancellationToken);
            if (!answer.IsValid)
            {
                return AnswerProblems.ToRefusal(answer);
            }
        }

        var change = AnswerChange.Between(loaded, answer, save, clock.GetUtcNow());
        if (change.Revision is not null && SaveRules.CheckReadOnly(loaded, save.Worker) is { } readOnly)
        {
            return readOnly;
        }

        // What a reviewer has changed is his to finish; what he only accepts, somebody has submitted.
        var isChanged = loaded.Task.IsDraft || change.Revision is not null;
        var isFinished = save.End == SaveEnd.Submit || (save is { End: SaveEnd.Accept, Session: not null } && isChanged);
        if (isFinished && await SubmitRules.CheckAsync(db, loaded, change.After, cancellationToken) is { } unfinished)
        {
            return unfinished;
        }

        return await PlanAsync(loaded, save, change, cancellationToken);
    }

    private async Task<NormalizedAnswer> NormalizeAsync(LoadedTask loaded, AnswerSave save, CancellationToken cancellationToken)
    {
        return AnswerNormalizer.Annotate(save.Answer.Utf8, await ContextOfAsync(loaded, save.Worker, cancellationToken));
    }

    private async Task<Reply<SaveDraft>> PlanAsync(LoadedTask loaded, AnswerSave save, AnswerChange change, CancellationToken cancellationToken)
    {
        if (save.End == SaveEnd.None)
        {
            return new SaveDraft(change, null, null);
        }

        var isReview = loaded.Stage?.Type == StageType.Review;
        if (isReview && !save.Worker.IsRun)
        {
            var hasLabelled = await HasLabelledAsync(loaded.Task.Id, save.Worker.Email, cancellationToken);
            if ((SaveRules.CheckReviewer(loaded, save.Worker, hasLabelled) ?? await ReviewIssues.CheckAsync(db, loaded, save.End, cancellationToken)) is { } refusal)
            {
                return refusal;
            }
        }

        StageEvent stageEvent = isReview || save.End is SaveEnd.Accept or SaveEnd.Reject
            ? new StageEvent.Reviewed(save.End != SaveEnd.Reject)
            : new StageEvent.Done();
        var plan = await moves.PlanAsync(db, loaded.Task, loaded.Graph, stageEvent, cancellationToken);
        if (plan.Refusal is { } impossible)
        {
            return impossible;
        }

        return new SaveDraft(change, plan.Value, isReview ? DecisionOf(loaded.Task, save, change) : null);
    }

    private async Task<bool> TryWriteAsync(LoadedTask loaded, AnswerSave save, SaveDraft draft, CancellationToken cancellationToken)
    {
        var (task, change) = (loaded.Task, draft.Change);
        if (change.Revision is null && draft.Plan is null && save.Duration == 0)
        {
            return true;
        }

        var version = task.Version;
        await using var write = await writes.BeginAsync(db, cancellationToken);
        var rows = new RowBatch(db);
        Work(task, save, change);
        if (change.Revision is not null)
        {
            rows.Insert(change.Revision);
            rows.Upsert(change.After);
            loaded.Answer = change.After;
        }

        if (draft.Plan is { } plan)
        {
            await moves.ApplyAsync(write, rows, task, plan, ExitOf(loaded, save, draft), cancellationToken);
        }

        rows.Update(task, version);
        if (!await rows.ExecuteAsync(cancellationToken))
        {
            return false;
        }

        await write.CommitAsync(cancellationToken);
        return true;
    }

    private async Task TellAsync(LoadedTask loaded, SaveDraft draft)
    {
        if (draft.Change.Revision is { } revision)
        {
            await live.TellRevisionAsync(loaded.Task, revision);
        }

        if (draft.Plan is not null)
        {
            await live.TellTaskAsync(loaded.Task);
        }
    }

    private void Work(AnnotationTask task, AnswerSave save, AnswerChange change)
    {
        // A program's time is not a person's.
        var duration = save.Worker.Plugin is null ? save.Duration : 0;
        task.StageDuration += duration;
        task.TotalDuration += duration;
        task.IsDraft |= change.Revision is not null && save.Worker.Plugin is null;
        task.Touch(save.Worker.Email, clock.GetUtcNow());
    }

    private Task<bool> HasLabelledAsync(TaskId task, string email, CancellationToken cancellationToken) => db.StageHistory.AnyAsync(
        record => record.TaskId == task && record.StageType == StageType.Label && record.CompletedBy == email, cancellationToken);

    private async Task<bool> IsRepeatAsync(AnswerSave save, CancellationToken cancellationToken) =>
        save.Token is { } token
        && await db.StageHistory.AnyAsync(record => record.TaskId == save.TaskId && record.Token == token, cancellationToken);

    private static ReviewStatus DecisionOf(AnnotationTask task, AnswerSave save, AnswerChange change) =>
        save.End == SaveEnd.Reject ? ReviewStatus.Rejected
        : task.IsDraft || change.Revision is not null ? ReviewStatus.Fixed
        : ReviewStatus.Accepted;

    private static StageExit ExitOf(LoadedTask loaded, AnswerSave save, SaveDraft draft) => new()
    {
        By = save.Worker.Email, CompletedBy = loaded.Stage?.Type == StageType.Start ? null : save.Worker.Author,
        UserId = save.Worker.Plugin is null ? save.Worker.UserId : null, ReviewStatus = draft.Decision, Answer = loaded.Answer, Token = save.Token,
    };

    /// <param name="Plan">Null when the task stays.</param>
    /// <param name="Decision">Set when the task leaves a review stage.</param>
    private sealed record SaveDraft(AnswerChange Change, MovePlan? Plan, ReviewStatus? Decision);
}
