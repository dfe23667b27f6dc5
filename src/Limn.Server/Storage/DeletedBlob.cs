using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Limn.Server.Storage;

/// <summary>
/// A blob that no file names any more. It stays for <see cref="StorageOptions.KeepDeletedFor"/>, so that a backup that began before finds it, and
/// a download under way ends well.
/// </summary>
public sealed class DeletedBlob
{
    public required string Key { get; init; }

    public required DateTimeOffset DeletedAt { get; init; }
}

internal sealed class DeletedBlobConfiguration : IEntityTypeConfiguration<DeletedBlob>
{
    public void Configure(EntityTypeBuilder<DeletedBlob> builder)
    {
        builder.ToTable("deleted_blobs");
        builder.HasKey(blob => blob.Key);
        builder.HasIndex(blob => blob.DeletedAt);
    }
}
