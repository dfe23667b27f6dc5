using Limn.Annotations.Operations;
using Limn.Server.Brushes;
using Limn.Server.Files;
using Limn.Server.Hosting;
using Limn.Server.Live;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Annotations;

/// <summary>
/// Stores what editors send while people work: batches of operations, one revision for each request. It never moves the task and demands nothing
/// of the answer but its form, so that no work is lost for being unfinished.
/// </summary>
internal sealed class OperationSaves(LimnDb db, Writes writes, AnswerSaves saves, OthersChanges others, BrushPainting painting, LiveTopics live, TimeProvider clock)
{
    // Each round somebody else has written.
    private const int MostRounds = 50;

    /// <summary>Carries out the batches that are not stored yet.</summary>
    public async Task<Reply<OperationsReply>> SaveAsync(OperationSave save, CancellationToken cancellationToken)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            db.ChangeTracker.Clear();
            if (await saves.LoadAsync(save.TaskId, cancellationToken) is not { } loaded)
            {
                return Refusal.NotFound($"Invalid task: {save.TaskId}.");
            }

            var known = await ReadKnownAsync(save, cancellationToken);
            var inForce = loaded.Answer?.Revision ?? 0;
            if (known.Exists(batch => batch.Revision > inForce))
            {
                // A request that this one repeats ended between the two reads.
                continue;
            }

            if (save.Revision > inForce)
            {
                return Refusal.Conflict($"This server knows {inForce} revisions of the answer, you name {save.Revision}. Load the task again.") with
                {
                    Revision = inForce,
                };
            }

            var work = await others.SinceAsync(loaded, save, known, cancellationToken);
            if (work.Refusal is { } unreadable)
            {
                return unreadable;
            }

            var ids = known.Select(batch => batch.BatchId).ToHashSet();
            var fresh = save.Batches.Where(batch => !ids.Contains(batch.Id)).DistinctBy(batch => batch.Id).ToList();
            if (fresh.Count == 0)
            {
                return ToReply(save, known, inForce, work.Value!.Batches);
            }

            var draft = await DraftAsync(loaded, save, fresh, work.Value!, cancellationToken);
            if (draft.Refusal is { } refusal)
            {
                return refusal;
            }

            if (await TryWriteAsync(loaded, save, draft.Value!, cancellationToken))
            {
                await TellAsync(loaded, draft.Value!.Change);
                return ToReply(save, [.. known, .. draft.Value.Applied], draft.Value.Change.After.Revision, [.. work.Value!.Batches, .. draft.Value.Effects]);
            }
        }

        return Refusal.Conflict("Many others change this task right now. Try again.");
    }

    private async Task<Reply<Draft>> DraftAsync(
        LoadedTask loaded, OperationSave save, IReadOnlyList<OperationBatch> fresh, OthersWork work, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var isJudgement = fresh.All(batch => batch.IsVerdictOnly);
        if ((SaveRules.Check(loaded, save.ToAnswerSave(), now) ?? (isJudgement ? null : SaveRules.CheckReadOnly(loaded, save.Worker))) is { } refusal)
        {
            return refusal;
        }

        var context = await saves.ContextOfAsync(loaded, save.Worker, cancellationToken);
        var outcome = AnswerOperations.Apply(fresh, context, work.Replay);
        if (outcome.Problems.Count > 0)
        {
            return new Refusal(
                StatusCodes.Status422UnprocessableEntity, $"Nothing was stored: {outcome.Problems[0].Message}", [.. outcome.Problems.Select(AnswerProblems.ToWire)]);
        }

        var painted = await painting.PlanAsync(loaded, fresh, work, cancellationToken);
        if (painted.Refusal is { } unpainted)
        {
            return unpainted;
        }

        var before = loaded.Answer ?? loaded.Untouched();
        var after = new StoredAnswer
        {
            TaskId = before.TaskId, ProjectId = before.ProjectId, Document = new RawJson(outcome.Utf8), Form = before.Form | outcome.Form,
            SchemaVersion = outcome.IsMigrated ? loaded.SchemaVersion : before.SchemaVersion,
            BrushDataUrl = BrushUrlOf(loaded, save, painted.Value!), MedicalBrushDataUrl = before.MedicalBrushDataUrl,
        };
        var author = new RevisionAuthor { By = save.Worker.Email, Origin = RevisionOrigin.Human, StageId = loaded.Task.StageId, At = now };
        var change = AnswerChange.Log(before, after, author, painted.Value!.Tiles);
        List<OperationConflict> conflicts = [.. outcome.Conflicts, .. painted.Value.Conflicts];
        return new Draft(change, isJudgement, painted.Value.Tiles, [.. fresh.Select(batch => ToRow(save, batch, change, conflicts, now))], EffectsOf(change, outcome, author));
    }

    // The address changes with each stroke, so that what it leads to never does.
    private static string? BrushUrlOf(LoadedTask loaded, OperationSave save, BrushPlan plan)
    {
        var (task, revision) = (loaded.Task, (loaded.Answer?.Revision ?? 0) + 1);
        return plan.Tiles.Count == 0
            ? loaded.Answer?.BrushDataUrl
            : FileLinks.PlainUrl(save.Origin, new PaintedMask(task.OrganizationId, task.ProjectId, task.Id, revision).Key);
    }

    private async Task<bool> TryWriteAsync(LoadedTask loaded, OperationSave save, Draft draft, CancellationToken cancellationToken)
    {
        var (task, change) = (loaded.Task, draft.Change);
        var version = task.Version;
        await using var write = await writes.BeginAsync(db, cancellationToken);
        var rows = new RowBatch(db);
        task.StageDuration += save.Duration;
        task.TotalDuration += save.Duration;
        task.IsDraft |= change.Revision is not null && !draft.IsJudgement;
        task.Touch(save.Worker.Email, clock.GetUtcNow());
        if (change.Revision is not null)
        {
            rows.Insert(change.Revision);
            rows.Upsert(change.After);
            foreach (var tile in draft.Tiles)
            {
                rows.Insert(tile);
            }
        }

        foreach (var batch in draft.Applied)
        {
            rows.Insert(batch);
        }

        rows.Update(task, version);
        if (!await rows.ExecuteAsync(cancellationToken))
        {
            return false;
        }

        await write.CommitAsync(cancellationToken);
        return true;
    }

    private Task TellAsync(LoadedTask loaded, AnswerChange change) =>
        change.Revision is { } revision ? live.TellRevisionAsync(loaded.Task, revision) : Task.CompletedTask;

    /// <summary>Batches of this request that are stored already.</summary>
    private Task<List<AppliedBatch>> ReadKnownAsync(OperationSave save, CancellationToken cancellationToken)
    {
        var ids = save.Batches.Select(batch => batch.Id).Distinct().ToList();
        return db.AppliedBatches.AsNoTracking().Where(batch => batch.TaskId == save.TaskId && ids.Contains(batch.BatchId)).ToListAsync(cancellationToken);
    }

    private static AppliedBatch ToRow(OperationSave save, OperationBatch batch, AnswerChange change, List<OperationConflict> conflicts, DateTimeOffset now) => new()
    {
        TaskId = save.TaskId, BatchId = batch.Id, Session = save.Session, Revision = change.After.Revision, At = now,
        Conflicts = RawJson.From(conflicts.Where(conflict => conflict.Batch == batch.Id).OrderBy(conflict => conflict.Operation)
            .Select(conflict => new ConflictReply(conflict.Batch, conflict.Operation, conflict.Reason, new RawJson(conflict.Theirs)))),
    };

    private static IReadOnlyList<SinceBatch> EffectsOf(AnswerChange change, OperationOutcome outcome, RevisionAuthor author) =>
        outcome.Effects.IsEmpty
            ? []
            :
            [
                new SinceBatch(
                    $"revision:{change.After.Revision}:effects", change.After.Revision, author.At.ToUnixTimeMilliseconds(),
                    "What your changes brought with them", "human", author.By, new RawJson(outcome.Effects)),
            ];

    private static OperationsReply ToReply(OperationSave save, IReadOnlyList<AppliedBatch> applied, int revision, IReadOnlyList<SinceBatch> since)
    {
        var conflicts = applied.ToDictionary(batch => batch.BatchId, batch => batch.Conflicts.To<List<ConflictReply>>()!);
        var ids = save.Batches.Select(batch => batch.Id).Distinct().ToList();
        var earlier = applied.Where(batch => batch.Revision < revision).ToDictionary(batch => batch.BatchId, batch => batch.Revision);
        return new OperationsReply(revision, ids, earlier, [.. ids.SelectMany(id => conflicts[id])], since);
    }

    /// <param name="IsJudgement">Whether nothing but verdicts changes, which needs no right to edit and fixes nothing.</param>
    /// <param name="Effects">What followed beside the operations.</param>
    private sealed record Draft(
        AnswerChange Change, bool IsJudgement, IReadOnlyList<BrushTile> Tiles, IReadOnlyList<AppliedBatch> Applied, IReadOnlyList<SinceBatch> Effects);
}
