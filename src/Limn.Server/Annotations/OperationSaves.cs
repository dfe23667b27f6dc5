using Limn.Annotations.Operations;
using Limn.Server.Hosting;
using Limn.Server.Live;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Annotations;

/// <summary>
/// Stores what editors send while people work: batches of operations, one revision for each request. It never moves the task and demands nothing
/// of the answer but its form, so that no work is lost for being unfinished.
/// </summary>
internal sealed class OperationSaves(LimnDb db, Writes writes, AnswerSaves saves, LiveTopics live, TimeProvider clock)
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

            var others = await OthersSinceAsync(save, known, inForce, cancellationToken);
            var ids = known.Select(batch => batch.BatchId).ToHashSet();
            var fresh = save.Batches.Where(batch => !ids.Contains(batch.Id)).DistinctBy(batch => batch.Id).ToList();
            if (fresh.Count == 0)
            {
                return ToReply(save, known, inForce, others.Batches);
            }

            var draft = await DraftAsync(loaded, save, fresh, others, cancellationToken);
            if (draft.Refusal is { } refusal)
            {
                return refusal;
            }

            if (await TryWriteAsync(loaded, save, draft.Value!, cancellationToken))
            {
                await TellAsync(loaded, draft.Value!.Change);
                return ToReply(save, [.. known, .. draft.Value.Applied], draft.Value.Change.After.Revision, [.. others.Batches, .. draft.Value.Effects]);
            }
        }

        return Refusal.Conflict("Many others change this task right now. Try again.");
    }

    private async Task<Reply<Draft>> DraftAsync(
        LoadedTask loaded, OperationSave save, IReadOnlyList<OperationBatch> fresh, OthersWork others, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if ((SaveRules.Check(loaded, save.ToAnswerSave(), now) ?? SaveRules.CheckReadOnly(loaded, save.Worker)) is { } refusal)
        {
            return refusal;
        }

        var context = await saves.ContextOfAsync(loaded, save.Worker, cancellationToken);
        var outcome = AnswerOperations.Apply(fresh, context, others.Replay);
        if (outcome.Problems.Count > 0)
        {
            return new Refusal(
                StatusCodes.Status422UnprocessableEntity, $"Nothing was stored: {outcome.Problems[0].Message}", [.. outcome.Problems.Select(AnswerProblems.ToWire)]);
        }

        var before = loaded.Answer ?? loaded.Untouched();
        var after = new StoredAnswer
        {
            TaskId = before.TaskId, ProjectId = before.ProjectId, Document = new RawJson(outcome.Utf8), Form = before.Form | outcome.Form,
            SchemaVersion = outcome.IsMigrated ? loaded.SchemaVersion : before.SchemaVersion,
            BrushDataUrl = before.BrushDataUrl, MedicalBrushDataUrl = before.MedicalBrushDataUrl,
        };
        var author = new RevisionAuthor { By = save.Worker.Email, Origin = RevisionOrigin.Human, StageId = loaded.Task.StageId, At = now };
        var change = AnswerChange.Log(before, after, author);
        return new Draft(change, [.. fresh.Select(batch => ToRow(save, batch, change, outcome, now))], EffectsOf(change, outcome, author));
    }

    private async Task<bool> TryWriteAsync(LoadedTask loaded, OperationSave save, Draft draft, CancellationToken cancellationToken)
    {
        var (task, change) = (loaded.Task, draft.Change);
        var version = task.Version;
        await using var write = await writes.BeginAsync(db, cancellationToken);
        var rows = new RowBatch(db);
        task.StageDuration += save.Duration;
        task.TotalDuration += save.Duration;
        task.IsDraft |= change.Revision is not null;
        task.Touch(save.Worker.Email, clock.GetUtcNow());
        if (change.Revision is not null)
        {
            rows.Insert(change.Revision);
            rows.Upsert(change.After);
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

    /// <summary>Batches of this request that are stored already, and what else the same session has stored after its revision.</summary>
    private Task<List<AppliedBatch>> ReadKnownAsync(OperationSave save, CancellationToken cancellationToken)
    {
        var ids = save.Batches.Select(batch => batch.Id).Distinct().ToList();
        return db.AppliedBatches.AsNoTracking().Where(batch => batch.TaskId == save.TaskId && ids.Contains(batch.BatchId)).ToListAsync(cancellationToken);
    }

    private async Task<OthersWork> OthersSinceAsync(
        OperationSave save, List<AppliedBatch> known, int inForce, CancellationToken cancellationToken)
    {
        if (save.Revision is not { } basis || basis == inForce)
        {
            return OthersWork.None;
        }

        // What this session did itself, and perhaps did not hear of, is no change of others.
        var own = await db.AppliedBatches.Where(batch => batch.TaskId == save.TaskId && batch.Session == save.Session && batch.Revision > basis)
            .Select(batch => batch.Revision).ToListAsync(cancellationToken);
        own.AddRange(known.Select(batch => batch.Revision));
        return await RevisionLog.FollowAsync(db, save.TaskId, basis, inForce, own.ToHashSet(), cancellationToken);
    }

    private static AppliedBatch ToRow(OperationSave save, OperationBatch batch, AnswerChange change, OperationOutcome outcome, DateTimeOffset now) => new()
    {
        TaskId = save.TaskId, BatchId = batch.Id, Session = save.Session, Revision = change.After.Revision, At = now,
        Conflicts = RawJson.From(outcome.Conflicts.Where(conflict => conflict.Batch == batch.Id)
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
        return new OperationsReply(revision, ids, [.. ids.SelectMany(id => conflicts[id])], since);
    }

    /// <param name="Effects">What followed beside the operations.</param>
    private sealed record Draft(AnswerChange Change, IReadOnlyList<AppliedBatch> Applied, IReadOnlyList<SinceBatch> Effects);
}
