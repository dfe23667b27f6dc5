using Limn.Annotations.Changes;
using Limn.Annotations.Operations;
using Limn.Server.Brushes;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Annotations;

/// <summary>
/// The history of answers: every change is a row that is only ever added and that carries the hash of the one before. The present answer is
/// what replaying them gives.
/// </summary>
internal static class RevisionLog
{
    /// <summary>The row for a change of an answer; null when nothing changed.</summary>
    /// <param name="before">The answer so far.</param>
    /// <param name="after">The answer from now on, still with the number and hash of the revision before.</param>
    /// <param name="author">Who changed it.</param>
    /// <param name="painted">Tiles of the mask that it paints.</param>
    public static Revision? Next(StoredAnswer before, StoredAnswer after, RevisionAuthor author, IReadOnlyList<BrushTile> painted)
    {
        var changes = RevisionChanges.Between(before, after, painted);
        if (changes.IsEmpty)
        {
            return null;
        }

        var revision = new Revision
        {
            TaskId = before.TaskId, Number = before.Revision + 1, ProjectId = before.ProjectId, At = author.At, By = author.By,
            Origin = author.Origin, OriginId = author.OriginId, StageId = author.StageId, SchemaVersion = after.SchemaVersion,
            Changes = changes.Json, Added = changes.Added, Changed = changes.Changed, Removed = changes.Removed,
            PreviousHash = before.RevisionHash, Hash = [],
        };
        revision.Hash = HashOf(revision);
        return revision;
    }

    /// <summary>The answer as a revision left it, replayed from the first.</summary>
    /// <param name="db">Where the log is.</param>
    /// <param name="task">Whose answer.</param>
    /// <param name="number">Number of the revision; 0 gives the untouched answer.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public static async Task<ReplayedAnswer> ReplayAsync(LimnDb db, TaskId task, int number, CancellationToken cancellationToken)
    {
        var (members, masks) = (new AnswerReplay(), ReplayedAnswer.Untouched);
        await foreach (var revision in Read(db, task).Where(revision => revision.Number <= number).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            members.Apply(revision.Changes.Utf8);
            masks = RevisionChanges.ApplyMasks(masks, revision.Changes);
        }

        return masks with { Document = new RawJson(members.ToUtf8()) };
    }

    /// <summary>What the revisions behind <paramref name="basis"/> changed, without those that <paramref name="own"/> names.</summary>
    /// <param name="db">Where the log is.</param>
    /// <param name="task">Whose answer.</param>
    /// <param name="basis">Number of the last revision that is known.</param>
    /// <param name="last">Number of the last revision that is wanted.</param>
    /// <param name="own">Numbers of revisions that are no others' work.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public static async Task<OthersWork> FollowAsync(
        LimnDb db, TaskId task, int basis, int last, IReadOnlySet<int> own, CancellationToken cancellationToken)
    {
        var (replay, batches, masks) = (new AnswerReplay(), new List<SinceBatch>(), ReplayedAnswer.Untouched);
        var isMaskReplaced = false;
        await foreach (var revision in Read(db, task).Where(revision => revision.Number <= last).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var maskBefore = masks.BrushDataUrl;
            masks = RevisionChanges.ApplyMasks(masks, revision.Changes);
            if (revision.Number <= basis || own.Contains(revision.Number))
            {
                replay.Apply(revision.Changes.Utf8);
                continue;
            }

            isMaskReplaced |= masks.BrushDataUrl != maskBefore && !RevisionChanges.Paints(revision.Changes);
            batches.Add(new SinceBatch(
                $"revision:{revision.Number}", revision.Number, revision.At.ToUnixTimeMilliseconds(), $"Changed by {revision.By}",
                EditorOriginOf(revision.Origin), revision.By, new RawJson(replay.Follow(revision.Changes.Utf8))));
        }

        return new OthersWork(replay, batches) { IsMaskReplaced = isMaskReplaced };
    }

    /// <summary>
    /// Checks a task's log: that no revision is missing or altered, and that they lead to the present answer. Returns the first breach as a
    /// sentence; null when all is well.
    /// </summary>
    /// <param name="db">Where the log is.</param>
    /// <param name="task">Whose answer.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public static async Task<string?> VerifyAsync(LimnDb db, TaskId task, CancellationToken cancellationToken)
    {
        var chain = new RevisionChain();
        await foreach (var revision in Read(db, task).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (chain.Add(revision) is { } breach)
            {
                return breach;
            }
        }

        return chain.End.Compare(await db.Answers.AsNoTracking().FirstOrDefaultAsync(row => row.TaskId == task, cancellationToken));
    }

    private static IQueryable<Revision> Read(LimnDb db, TaskId task) =>
        db.Revisions.AsNoTracking().Where(revision => revision.TaskId == task).OrderBy(revision => revision.Number);

    /// <summary>The hash that a revision must carry.</summary>
    internal static byte[] HashOf(Revision revision) => RevisionHash.Compute(
        revision.PreviousHash,
        new RevisionHeader
        {
            TaskId = revision.TaskId.ToString(), Number = revision.Number, At = revision.At, By = revision.By,
            Origin = OriginOf(revision), Stage = revision.StageId, SchemaVersion = revision.SchemaVersion,
        },
        revision.Changes.Utf8.Span);

    private static string EditorOriginOf(RevisionOrigin origin) => origin switch
    {
        RevisionOrigin.Human => "human",
        RevisionOrigin.Restore => "restore",
        _ => "plugin",
    };

    private static string OriginOf(Revision revision)
    {
        var origin = revision.Origin switch
        {
            RevisionOrigin.Human => "human",
            RevisionOrigin.Import => "import",
            RevisionOrigin.Restore => "restore",
            _ => "plugin",
        };
        return revision.OriginId is null ? origin : $"{origin}:{revision.OriginId}";
    }
}

/// <summary>Who changes an answer, when, where and by what.</summary>
internal sealed record RevisionAuthor
{
    /// <summary>E-mail of the user on whose rights it happens.</summary>
    public required string By { get; init; }

    public required RevisionOrigin Origin { get; init; }

    /// <summary>The plugin session or import.</summary>
    public string? OriginId { get; init; }

    /// <summary>The stage that the task stands in.</summary>
    public required string StageId { get; init; }

    public required DateTimeOffset At { get; init; }
}
