using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Limn.Server.Files;

/// <summary>What a file is for; the wire's <c>type</c> of an upload address.</summary>
public enum FilePurpose
{
    Assets,
    Brushes,
    MedicalBrushes,
    Exports,
    Instructions,
}

/// <summary>
/// A file that the server keeps. Its key is random and lasts; the name that people gave is only shown. Each upload's bytes are a blob of their
/// own, so what a row names never changes under it.
/// </summary>
public sealed class StoredFile
{
    /// <summary>See <see cref="FileKey"/>: the path behind <c>/files/</c>.</summary>
    public required string Key { get; init; }

    public required OrganizationId OrganizationId { get; init; }

    /// <summary>Null for a file that was uploaded before its project was known.</summary>
    public ProjectId? ProjectId { get; set; }

    public required FilePurpose Purpose { get; init; }

    /// <summary>As the uploader gave it, for <c>Content-Disposition</c>.</summary>
    public required string Name { get; init; }

    public required string CreatedBy { get; init; }

    /// <summary>The run that asked for the upload address.</summary>
    public PluginSessionId? SessionId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null until the bytes have arrived.</summary>
    public DateTimeOffset? StoredAt { get; set; }

    /// <summary>Where the store keeps the bytes; null until they have arrived.</summary>
    public string? BlobKey { get; set; }

    public long Size { get; set; }

    /// <summary>SHA-256 of the bytes.</summary>
    public byte[]? Hash { get; set; }

    /// <summary>Pixels, upright, of a picture whose format the server reads; else null.</summary>
    public int? Width { get; set; }

    /// <inheritdoc cref="Width"/>
    public int? Height { get; set; }

    /// <summary>When it may be removed; null = kept as long as its project.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }
}

internal sealed class StoredFileConfiguration : IEntityTypeConfiguration<StoredFile>
{
    public void Configure(EntityTypeBuilder<StoredFile> builder)
    {
        builder.ToTable("files");
        builder.HasKey(file => file.Key);
        builder.HasIndex(file => file.ProjectId);
        builder.HasIndex(file => file.ExpiresAt).HasFilter("expires_at IS NOT NULL");
        builder.HasIndex(file => file.SessionId);
        builder.HasIndex(file => file.BlobKey).IsUnique();
    }
}
