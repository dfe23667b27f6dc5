using Limn.Annotations.Validation;
using Limn.Server.Brushes;
using Limn.Server.Files;

namespace Limn.Server.Annotations;

/// <summary>An answer as it is going to be, and the revision that leads there.</summary>
/// <param name="After">The answer from now on.</param>
/// <param name="Revision">Null when nothing changed.</param>
internal sealed record AnswerChange(StoredAnswer After, Revision? Revision)
{
    /// <summary>The change from the stored answer to a new one; without a new one, only the masks may change.</summary>
    public static AnswerChange Between(LoadedTask loaded, NormalizedAnswer? answer, AnswerSave save, DateTimeOffset now)
    {
        var before = loaded.Answer ?? loaded.Untouched();
        var after = new StoredAnswer
        {
            TaskId = before.TaskId, ProjectId = before.ProjectId,
            SchemaVersion = answer is null ? before.SchemaVersion : loaded.SchemaVersion,
            Form = answer?.Form ?? before.Form,
            Document = answer is null ? before.Document : new RawJson(answer.Utf8),
            BrushDataUrl = NewMask(save.BrushDataUrl, before.BrushDataUrl),
            MedicalBrushDataUrl = save.MedicalBrushDataUrl ?? before.MedicalBrushDataUrl,
        };
        return Log(before, after, AuthorOf(loaded, save.Worker, now));
    }

    // A mask that comes back under a signed or another address of this server is the same mask.
    private static string? NewMask(string? given, string? before) =>
        given is null || (FileAddress.KeyIn(given) is { } key && key == FileAddress.KeyIn(before)) ? before : given;

    /// <summary>The change from one answer to another, which gets the number and hash of the revision between them.</summary>
    /// <param name="before">The answer so far.</param>
    /// <param name="after">The answer from now on.</param>
    /// <param name="author">Who changes it.</param>
    /// <param name="painted">Tiles of the mask that it paints.</param>
    public static AnswerChange Log(StoredAnswer before, StoredAnswer after, RevisionAuthor author, IReadOnlyList<BrushTile>? painted = null)
    {
        var revision = RevisionLog.Next(before, after, author, painted ?? []);
        after.Revision = revision?.Number ?? before.Revision;
        after.RevisionHash = revision?.Hash ?? before.RevisionHash;
        return new AnswerChange(after, revision);
    }

    private static RevisionAuthor AuthorOf(LoadedTask loaded, Worker worker, DateTimeOffset now) => new()
    {
        By = worker.Email, StageId = loaded.Task.StageId, At = now,
        Origin = worker.Plugin is null ? RevisionOrigin.Human : RevisionOrigin.Plugin, OriginId = worker.Plugin?.SessionId?.ToString(),
    };
}
