using Limn.Server.Auth;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Limn.Server.Organizations;

/// <summary>People who share projects and plugins. Every project belongs to exactly one.</summary>
public sealed class Organization
{
    public required OrganizationId Id { get; init; }

    public required string Name { get; set; }

    public required UserId OwnerId { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>What a user may do in an organization as a whole; the owner is an admin whom nobody can demote.</summary>
public enum OrganizationRole
{
    Member,
    Admin,
}

/// <summary>A user's place in an organization.</summary>
public sealed class OrganizationMember
{
    public required OrganizationId OrganizationId { get; init; }

    public required UserId UserId { get; init; }

    public required OrganizationRole Role { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class OrganizationConfiguration : IEntityTypeConfiguration<Organization>, IEntityTypeConfiguration<OrganizationMember>
{
    public void Configure(EntityTypeBuilder<Organization> builder) => builder.ToTable("organizations");

    public void Configure(EntityTypeBuilder<OrganizationMember> builder)
    {
        builder.ToTable("organization_members");
        builder.HasKey(member => new { member.OrganizationId, member.UserId });
        builder.HasIndex(member => member.UserId);
        builder.HasOne<Organization>().WithMany().HasForeignKey(member => member.OrganizationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<User>().WithMany().HasForeignKey(member => member.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
