using Limn.Annotations.Answers;
using Limn.Annotations.Validation;
using Limn.Server.Tasks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Limn.Server.Annotations;

/// <summary>The present answer of a task: the last state of its revision log, materialised.</summary>
public sealed class StoredAnswer
{
    public required TaskId TaskId { get; init; }

    public required ProjectId ProjectId { get; init; }

    /// <summary>Number of the revision that led here; 0 = never touched.</summary>
    public int Revision { get; set; }

    /// <summary>Hash of that revision; empty at 0.</summary>
    public byte[] RevisionHash { get; set; } = [];

    /// <summary>The category schema that the document was written against.</summary>
    public required int SchemaVersion { get; set; }

    /// <summary>What an export may have to rewrite; else the document is copied as it stands.</summary>
    public AnswerForm Form { get; set; }

    /// <summary>Canonical UTF-8 JSON: <c>{"tools":[],"classifications":[],"relations":[]}</c>.</summary>
    public required RawJson Document { get; set; }

    public string? BrushDataUrl { get; set; }

    public string? MedicalBrushDataUrl { get; set; }

    /// <summary>The document of a task that nobody has touched.</summary>
    public static readonly RawJson Untouched = new(AnswerNormalizer.Empty);

    /// <summary>The same task's answer without members and masks, still with the number and hash of its revision.</summary>
    public StoredAnswer Emptied() => new()
    {
        TaskId = TaskId, ProjectId = ProjectId, Revision = Revision, RevisionHash = RevisionHash, SchemaVersion = SchemaVersion, Document = Untouched,
    };
}

/// <summary>What made a change.</summary>
public enum RevisionOrigin
{
    Human,
    Import,
    Plugin,

    /// <summary>Somebody brought back an earlier state.</summary>
    Restore,
}

/// <summary>
/// One change of an answer. Rows are only ever added; each carries the hash of the one before, so that a changed or missing row shows.
/// </summary>
public sealed class Revision
{
    public required TaskId TaskId { get; init; }

    /// <summary>From 1, without gaps.</summary>
    public required int Number { get; init; }

    public required ProjectId ProjectId { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>E-mail of the user on whose rights the change was made.</summary>
    public required string By { get; init; }

    public required RevisionOrigin Origin { get; init; }

    /// <summary>The plugin session or import that made it.</summary>
    public string? OriginId { get; init; }

    public required string StageId { get; init; }

    public required int SchemaVersion { get; init; }

    /// <summary>Objects, classifications and relations that were added, changed and removed, and the masks that were set.</summary>
    public required RawJson Changes { get; init; }

    /// <summary>Members added.</summary>
    public int Added { get; init; }

    /// <summary>Members changed.</summary>
    public int Changed { get; init; }

    /// <summary>Members removed.</summary>
    public int Removed { get; init; }

    public required byte[] PreviousHash { get; init; }

    public required byte[] Hash { get; set; }
}

internal sealed class StoredAnswerConfiguration : IEntityTypeConfiguration<StoredAnswer>, IEntityTypeConfiguration<Revision>
{
    public void Configure(EntityTypeBuilder<StoredAnswer> builder)
    {
        builder.ToTable("answers");
        builder.HasKey(answer => answer.TaskId);
        builder.HasOne<AnnotationTask>().WithOne().HasForeignKey<StoredAnswer>(answer => answer.TaskId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<Revision> builder)
    {
        builder.ToTable("revisions");
        builder.HasKey(revision => new { revision.TaskId, revision.Number });
        builder.HasIndex(revision => new { revision.ProjectId, revision.At });
    }
}
