using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Limn.Server.Auth;

/// <summary>The one API key of a user. Only its hash is kept: the key is shown when it is made and never again.</summary>
public sealed class ApiKey
{
    public required ApiKeyId Id { get; init; }

    public required UserId UserId { get; init; }

    /// <summary>SHA-256 of the key's text. The key holds 122 random bits, so no slow hash is needed.</summary>
    public required byte[] Hash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class ApiKeyConfiguration : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> builder)
    {
        builder.ToTable("api_keys");
        builder.HasIndex(key => key.Hash).IsUnique();
        builder.HasIndex(key => key.UserId).IsUnique();
        builder.HasOne<User>().WithMany().HasForeignKey(key => key.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
