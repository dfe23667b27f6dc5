using Limn.Server.Tasks;

namespace Limn.Server.Annotations;

internal sealed record AnnotateRequest
{
    /// <summary>The whole new answer: <c>objects</c> (or <c>tools</c>), <c>classifications</c>, <c>relations</c>.</summary>
    public RawJson Answer { get; init; }

    /// <summary>Address of the painted mask; null keeps the one that is stored.</summary>
    public string? BrushDataUrl { get; init; }

    /// <inheritdoc cref="BrushDataUrl"/>
    public string? MedicalBrushDataUrl { get; init; }

    /// <summary>Milliseconds of work, added to the task's.</summary>
    public double? Duration { get; init; }

    /// <summary>The revision that the answer was made from; when another one is in force, 409 tells it. Absent: the answer is stored anyway.</summary>
    public int? Revision { get; init; }
}

/// <summary>A reviewer's decision, with his changes.</summary>
internal sealed record ReviewRequest
{
    /// <summary><c>Accepted</c> or <c>Rejected</c>.</summary>
    public string? ReviewStatus { get; init; }

    /// <inheritdoc cref="AnnotateRequest.Answer"/>
    public RawJson Answer { get; init; }

    /// <inheritdoc cref="AnnotateRequest.BrushDataUrl"/>
    public string? BrushDataUrl { get; init; }

    /// <inheritdoc cref="AnnotateRequest.BrushDataUrl"/>
    public string? MedicalBrushDataUrl { get; init; }

    /// <inheritdoc cref="AnnotateRequest.Duration"/>
    public double? Duration { get; init; }

    /// <inheritdoc cref="AnnotateRequest.Revision"/>
    public int? Revision { get; init; }

    /// <summary>The editor's session that holds the task.</summary>
    public string? Session { get; init; }

    /// <summary>A name for this request; sent again under the same name, it changes nothing and answers the same.</summary>
    public string? Token { get; init; }
}

internal sealed record LabelEnvelope(TaskReply Label);

internal sealed record RevisionsReply(IReadOnlyList<RevisionReply> Revisions);

internal sealed record RevisionEnvelope(RevisionDetail Revision);

/// <summary>One change of an answer.</summary>
/// <param name="By">E-mail of the user on whose rights it was made.</param>
/// <param name="OriginId">The plugin session or import.</param>
/// <param name="StageId">The stage in which the task stood.</param>
/// <param name="Added">Members added.</param>
/// <param name="Changed">Members changed.</param>
/// <param name="Removed">Members removed.</param>
/// <param name="Hash">Hex digits; it covers the hash of the revision before.</param>
internal sealed record RevisionReply(
    int Number, DateTimeOffset At, string By, RevisionOrigin Origin, string? OriginId, string StageId, int SchemaVersion,
    int Added, int Changed, int Removed, string Hash)
{
    public static RevisionReply From(Revision row) => new(
        row.Number, row.At, row.By, row.Origin, row.OriginId, row.StageId, row.SchemaVersion,
        row.Added, row.Changed, row.Removed, Convert.ToHexStringLower(row.Hash));
}

/// <summary>A revision with what it changed and the answer that it led to.</summary>
/// <param name="Revision">Who, when, how.</param>
/// <param name="Changes">Added, changed and removed members by list.</param>
/// <param name="Answer">The whole answer as of this revision.</param>
/// <param name="BrushDataUrl">The painted mask as of this revision.</param>
/// <param name="MedicalBrushDataUrl">The painted volume as of this revision.</param>
internal sealed record RevisionDetail(
    RevisionReply Revision, RawJson Changes, RawJson Answer, string? BrushDataUrl, string? MedicalBrushDataUrl);
