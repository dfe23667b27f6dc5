using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Limn.Server.Auth;

/// <summary>A person who signs in. Belongs to any number of organizations and works in one at a time.</summary>
public sealed class User
{
    public required UserId Id { get; init; }

    /// <summary>Unique, lower case; how people are named on the wire.</summary>
    public required string Email { get; set; }

    public required string Name { get; set; }

    /// <summary>Null until the user has set a password: then nobody can sign in with one.</summary>
    public string? PasswordHash { get; set; }

    /// <summary>Changes with the password; a session that carries an older one is over.</summary>
    public required string SecurityStamp { get; set; }

    /// <summary>The organization that a request without a project acts in.</summary>
    public required OrganizationId OrganizationId { get; set; }

    public int FailedLogins { get; set; }

    public DateTimeOffset? LockedUntil { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class UserConfiguration : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.ToTable("users");
        builder.HasIndex(user => user.Email).IsUnique();
    }
}
