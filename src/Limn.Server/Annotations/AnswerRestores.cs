using Limn.Annotations.Operations;
using Limn.Annotations.Validation;
using Limn.Server.Hosting;
using Limn.Server.Live;
using Limn.Server.Projects;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Annotations;

/// <summary>
/// Brings an earlier state back as a new revision; nothing is taken out of the log. Members of classes that were deleted since come back as
/// members of unknown classes.
/// </summary>
internal sealed class AnswerRestores(
    LimnDb db, Writes writes, AnswerSaves saves, ProjectDefinitions definitions, LiveTopics live, TimeProvider clock)
{
    private const int MostRounds = 50;

    public async Task<Reply<RestoreReply>> RestoreAsync(TaskId id, RestoreRequest request, Worker worker, CancellationToken cancellationToken)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            db.ChangeTracker.Clear();
            if (await saves.LoadAsync(id, cancellationToken) is not { } loaded)
            {
                return Refusal.NotFound($"Invalid task: {id}.");
            }

            var save = new AnswerSave { TaskId = id, Worker = worker, Session = request.Session };
            if ((SaveRules.Check(loaded, save, clock.GetUtcNow()) ?? SaveRules.CheckReadOnly(loaded, worker)) is { } refusal)
            {
                return refusal;
            }

            var restored = await FindAsync(loaded, request, worker, cancellationToken);
            if (restored.Refusal is { } impossible)
            {
                return impossible;
            }

            var change = ToChange(loaded, restored.Value!, request, worker);
            if (await TryWriteAsync(loaded, change, worker, cancellationToken))
            {
                return new RestoreReply(change.After.Revision, restored.Value!.Kept);
            }
        }

        return Refusal.Conflict("Many others change this task right now. Try again.");
    }

    private async Task<Reply<Restored>> FindAsync(LoadedTask loaded, RestoreRequest request, Worker worker, CancellationToken cancellationToken)
    {
        var before = loaded.Answer ?? loaded.Untouched();
        if (request.OriginId is { } origin)
        {
            return await WithoutAsync(loaded, before, origin, worker, cancellationToken);
        }

        if (request.Revision < 0 || request.Revision > before.Revision)
        {
            return Refusal.NotFound($"The task has no revision {request.Revision}.");
        }

        var number = request.Revision!.Value;
        var version = await db.Revisions.Where(revision => revision.TaskId == loaded.Task.Id && revision.Number == number)
            .Select(revision => (int?)revision.SchemaVersion).FirstOrDefaultAsync(cancellationToken);
        var then = await RevisionLog.ReplayAsync(db, loaded.Task.Id, number, cancellationToken);
        var earlier = await ToPresentAsync(loaded, then.Document, version ?? before.SchemaVersion, worker, cancellationToken);
        if (earlier.Refusal is not null || request.ObjectIds is not { } ids)
        {
            return earlier.Refusal is { } refusal ? refusal : new Restored(earlier.Value!, then.BrushDataUrl, then.MedicalBrushDataUrl, []);
        }

        var present = await ToPresentAsync(loaded, before.Document, before.SchemaVersion, worker, cancellationToken);
        if (present.Refusal is { } unfit)
        {
            return unfit;
        }

        var merged = new RawJson(AnswerRestore.Merge(present.Value!.Utf8, earlier.Value!.Utf8, ids.ToHashSet()));
        var tidy = await ToPresentAsync(loaded, merged, loaded.SchemaVersion, worker, cancellationToken);
        return tidy.Refusal is { } untidy ? untidy : new Restored(tidy.Value!, before.BrushDataUrl, before.MedicalBrushDataUrl, []);
    }

    private async Task<Reply<Restored>> WithoutAsync(
        LoadedTask loaded, StoredAnswer before, string origin, Worker worker, CancellationToken cancellationToken)
    {
        var (undo, masks, hasAny) = (new OriginUndo(), new MaskUndo(), false);
        var log = db.Revisions.AsNoTracking().Where(revision => revision.TaskId == loaded.Task.Id && revision.Number <= before.Revision).OrderBy(revision => revision.Number);
        await foreach (var revision in log.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var isUndone = revision.OriginId == origin && revision.Origin != RevisionOrigin.Restore;
            hasAny |= isUndone;
            undo.Add(revision.Changes.Utf8, isUndone);
            masks.Add(revision.Changes, isUndone);
        }

        if (!hasAny)
        {
            return Refusal.NotFound($"No revision of the task comes from {origin}.");
        }

        var kept = new List<string>();
        var document = await ToPresentAsync(loaded, new RawJson(undo.Finish(kept)), before.SchemaVersion, worker, cancellationToken);
        return document.Refusal is { } refusal ? refusal : new Restored(document.Value!, masks.Result.BrushDataUrl, masks.Result.MedicalBrushDataUrl, kept);
    }

    /// <summary>A document as it is written today: option texts and titles of the present schema, no relation that points at nothing.</summary>
    private async Task<Reply<NormalizedAnswer>> ToPresentAsync(
        LoadedTask loaded, RawJson document, int version, Worker worker, CancellationToken cancellationToken)
    {
        var schema = version == loaded.SchemaVersion
            ? null
            : await definitions.SchemaAsync(db, loaded.Task.ProjectId, version, cancellationToken);
        var context = await saves.ContextOfAsync(loaded, worker, cancellationToken);
        var answer = AnswerNormalizer.Annotate(document.Utf8, context with { Previous = document.Utf8, PreviousSchema = schema });
        return answer.IsValid
            ? answer
            : Refusal.Conflict($"That state does not fit the present schema: {answer.Errors[0].Message}") with { Problems = [.. answer.Errors.Select(AnswerProblems.ToWire)] };
    }

    private AnswerChange ToChange(LoadedTask loaded, Restored restored, RestoreRequest request, Worker worker)
    {
        var before = loaded.Answer ?? loaded.Untouched();
        var after = new StoredAnswer
        {
            TaskId = before.TaskId, ProjectId = before.ProjectId, SchemaVersion = loaded.SchemaVersion, Form = restored.Answer.Form,
            Document = new RawJson(restored.Answer.Utf8), BrushDataUrl = restored.BrushDataUrl, MedicalBrushDataUrl = restored.MedicalBrushDataUrl,
        };
        return AnswerChange.Log(before, after, new RevisionAuthor
        {
            By = worker.Email, Origin = RevisionOrigin.Restore, StageId = loaded.Task.StageId, At = clock.GetUtcNow(),
            OriginId = request.OriginId ?? request.Revision!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
        });
    }

    private async Task<bool> TryWriteAsync(LoadedTask loaded, AnswerChange change, Worker worker, CancellationToken cancellationToken)
    {
        if (change.Revision is not { } revision)
        {
            return true;
        }

        var (task, version) = (loaded.Task, loaded.Task.Version);
        await using var write = await writes.BeginAsync(db, cancellationToken);
        var rows = new RowBatch(db);
        task.IsDraft = true;
        task.Touch(worker.Email, clock.GetUtcNow());
        rows.Insert(revision);
        rows.Upsert(change.After);
        rows.Update(task, version);
        if (!await rows.ExecuteAsync(cancellationToken))
        {
            return false;
        }

        await write.CommitAsync(cancellationToken);
        await live.TellRevisionAsync(task, revision);
        return true;
    }

    private sealed record Restored(NormalizedAnswer Answer, string? BrushDataUrl, string? MedicalBrushDataUrl, IReadOnlyList<string> Kept);

    /// <summary>The masks without what some revisions did to them: the ones before, unless others have changed them since.</summary>
    private sealed class MaskUndo
    {
        private ReplayedAnswer present = ReplayedAnswer.Untouched;
        private ReplayedAnswer? before;
        private ReplayedAnswer after = ReplayedAnswer.Untouched;

        public ReplayedAnswer Result => before is null ? present : present with
        {
            BrushDataUrl = present.BrushDataUrl == after.BrushDataUrl ? before.BrushDataUrl : present.BrushDataUrl,
            MedicalBrushDataUrl = present.MedicalBrushDataUrl == after.MedicalBrushDataUrl ? before.MedicalBrushDataUrl : present.MedicalBrushDataUrl,
        };

        public void Add(RawJson changes, bool isUndone)
        {
            var next = RevisionChanges.ApplyMasks(present, changes);
            if (isUndone)
            {
                before ??= present;
                after = next;
            }

            present = next;
        }
    }
}
