using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Limn.Server.Files;
using Limn.Server.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Limn.Server.Assets;

/// <summary>A thing to annotate: a file of ours, a file elsewhere, or a text.</summary>
public sealed class Asset
{
    public required AssetId Id { get; init; }

    public required OrganizationId OrganizationId { get; init; }

    public required ProjectId ProjectId { get; init; }

    /// <summary>The caller's own name of the asset; not unique.</summary>
    public required string ExternalId { get; init; }

    /// <summary>The address of the file without a signature, or the embedded text.</summary>
    public required string Data
    {
        get;
        set
        {
            field = value;
            DataHash = HashOf(value);
        }
    }

    /// <summary>By which assets are found by their data: texts are too long for an index.</summary>
    public long DataHash { get; private set; }

    /// <summary>The file of ours that <see cref="Data"/> points to; null for files elsewhere and texts.</summary>
    public string? FileKey { get; set; }

    /// <summary>The storage that <see cref="Data"/> lies in, as the caller named it.</summary>
    public string? Storage { get; init; }

    /// <summary>The job that shall copy the file from elsewhere; null when there is nothing to copy.</summary>
    public JobId? CopyJobId { get; set; }

    public RawJson Metadata { get; set; } = RawJson.EmptyObject;

    /// <summary>Empty when none was given: then the export leaves the key out.</summary>
    public RawJson ContextData { get; set; }

    /// <summary>An array of <c>{type, value}</c>; empty when there are none.</summary>
    public RawJson Attachments { get; set; }

    /// <summary>The addresses of the pages, an array of texts; empty for an asset of one file.</summary>
    public RawJson Dataset { get; init; }

    /// <summary>Reference pictures to lie over the asset, as they were given; empty when there are none.</summary>
    public RawJson Overlay { get; init; }

    public bool IsPreLabeled { get; set; }

    public int Priority { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    public DateTimeOffset? DeletedAt { get; set; }

    /// <summary>The hash of an address or text. All addresses of one file of ours have the same, whatever their host and signature.</summary>
    public static long HashOf(string data) =>
        BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(FileAddress.KeyIn(data) ?? data)));

    /// <summary>What the wire calls <c>data</c>: a file of ours under the address by which the caller reaches the server, anything else as given.</summary>
    public string UrlOrText(string origin) => FileKey is { } key ? FileLinks.PlainUrl(origin, key) : Data;
}

internal sealed class AssetConfiguration : IEntityTypeConfiguration<Asset>
{
    public void Configure(EntityTypeBuilder<Asset> builder)
    {
        builder.ToTable("assets");
        builder.HasIndex(asset => new { asset.ProjectId, asset.Id }).HasFilter("deleted_at IS NULL");
        builder.HasIndex(asset => new { asset.ProjectId, asset.ExternalId, asset.Id }).HasFilter("deleted_at IS NULL");
        builder.HasIndex(asset => new { asset.ProjectId, asset.DataHash }).HasFilter("deleted_at IS NULL");
        builder.HasIndex(asset => new { asset.CopyJobId, asset.Id }).HasFilter("copy_job_id IS NOT NULL");
        builder.HasOne<Project>().WithMany().HasForeignKey(asset => asset.ProjectId).OnDelete(DeleteBehavior.Restrict);
    }
}
