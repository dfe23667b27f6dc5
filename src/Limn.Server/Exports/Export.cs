using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Limn.Server.Exports;

/// <summary>A finished export: a zip among the project's files.</summary>
public sealed class Export
{
    public required ExportId Id { get; init; }

    public required OrganizationId OrganizationId { get; init; }

    public required ProjectId ProjectId { get; init; }

    public required JobId JobId { get; init; }

    /// <summary>What was asked for.</summary>
    public required RawJson Options { get; init; }

    public required string FileKey { get; init; }

    /// <summary>Number of records in the file, counted while writing and compared with the database.</summary>
    public required int TaskCount { get; init; }

    public required long Size { get; init; }

    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class ExportConfiguration : IEntityTypeConfiguration<Export>
{
    public void Configure(EntityTypeBuilder<Export> builder)
    {
        builder.ToTable("exports");
        builder.HasIndex(export => new { export.ProjectId, export.Id });
        builder.HasIndex(export => export.JobId).IsUnique();
    }
}
