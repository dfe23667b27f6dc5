using Limn.Annotations.Schemas;
using Limn.Annotations.Validation;
using Limn.Server.Annotations;
using Limn.Server.Hosting;
using Limn.Server.Tasks;

namespace Limn.Server.Imports;

/// <summary>A task that labels are imported into, with what they are checked against.</summary>
internal sealed record LabelTarget
{
    public required AnnotationTask Task { get; init; }

    /// <summary>As it is stored; null when nobody has touched it.</summary>
    public StoredAnswer? Answer { get; init; }

    public required RawJson AssetMetadata { get; init; }

    /// <summary>The schema in force.</summary>
    public required CategorySchema Schema { get; init; }

    public required int SchemaVersion { get; init; }
}

/// <summary>Who imports, and how.</summary>
/// <param name="By">E-mail.</param>
/// <param name="Id">Names the import in the revisions that it makes.</param>
/// <param name="KeepsUnknownClasses">Labels of classes that are not in the schema are kept instead of refused.</param>
internal sealed record LabelAuthor(string By, string Id, bool KeepsUnknownClasses);

/// <summary>Puts imported labels in place of a task's answer. The one entry point for label imports and for assets that come with labels.</summary>
internal sealed class PreLabels(Limits limits, TimeProvider clock)
{
    private readonly AnswerLimits answerLimits = limits.ToAnswerLimits();

    /// <summary>
    /// The change of a task's answer by one line, and what is to be said about it. Null as the change when the line is refused. Nothing is
    /// written: the caller stores <see cref="AnswerChange.After"/> and, unless it is null, <see cref="AnswerChange.Revision"/>.
    /// </summary>
    public (AnswerChange? Change, NormalizedAnswer Answer) Read(LabelLine line, LabelTarget target, LabelAuthor author)
    {
        var answer = AnswerNormalizer.Import(line, new ImportContext
        {
            Schema = target.Schema, PageCount = AssetPages.CountOf(target.AssetMetadata), Limits = answerLimits, Time = clock,
            KeepsUnknownClasses = author.KeepsUnknownClasses,
        });
        return (answer.IsValid ? ChangeOf(line, answer, target, author) : null, answer);
    }

    private AnswerChange ChangeOf(LabelLine line, NormalizedAnswer answer, LabelTarget target, LabelAuthor author)
    {
        var before = target.Answer ?? new StoredAnswer
        {
            TaskId = target.Task.Id, ProjectId = target.Task.ProjectId, SchemaVersion = target.SchemaVersion, Document = StoredAnswer.Untouched,
        };
        var after = new StoredAnswer
        {
            TaskId = before.TaskId, ProjectId = before.ProjectId, SchemaVersion = target.SchemaVersion, Form = answer.Form,
            Document = new RawJson(answer.Utf8), BrushDataUrl = line.BrushDataUrl, MedicalBrushDataUrl = line.MedicalBrushDataUrl,
        };
        return AnswerChange.Log(before, after, new RevisionAuthor
        {
            By = author.By, Origin = RevisionOrigin.Import, OriginId = author.Id, StageId = target.Task.StageId, At = clock.GetUtcNow(),
        });
    }
}
