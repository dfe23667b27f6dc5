using Limn.Server.Auth;
using Limn.Server.Organizations;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Limn.Server.Hosting;

/// <summary>
/// Before the server listens: brings the schema up to date and, in an empty database, makes the organization and its administrator. There is
/// no default password: without one in the configuration the console shows a link to set it.
/// </summary>
internal sealed class FirstStart(
    LimnDb db, Writes writes, Passwords passwords, IPasswordHasher<User> hasher, IOptions<LimnOptions> options, TimeProvider clock)
{
    /// <summary>Returns the organization that was made, or null when the database already had users.</summary>
    public async Task<Organization?> RunAsync(CancellationToken cancellationToken)
    {
        if (await db.Users.AnyAsync(cancellationToken))
        {
            return null;
        }

        var admin = options.Value.Admin;
        var now = clock.GetUtcNow();
        var userId = Id.New<User>(clock);
        var organization = new Organization { Id = Id.New<Organization>(clock), Name = "My organization", OwnerId = userId, CreatedAt = now };
        var user = new User
        {
            Id = userId, Email = Passwords.Normalize(admin.Email), Name = "Administrator", SecurityStamp = Passwords.NewStamp(),
            OrganizationId = organization.Id, CreatedAt = now,
        };
        user.PasswordHash = string.IsNullOrEmpty(admin.Password) ? null : hasher.HashPassword(user, admin.Password);

        await using var write = await writes.BeginAsync(db, cancellationToken);
        db.Organizations.Add(organization);
        db.Users.Add(user);
        db.OrganizationMembers.Add(new OrganizationMember
        {
            OrganizationId = organization.Id, UserId = userId, Role = OrganizationRole.Admin, CreatedAt = now,
        });
        if (!string.IsNullOrEmpty(admin.ApiKey))
        {
            db.ApiKeys.Add(new ApiKey { Id = Id.New<ApiKey>(clock), UserId = userId, Hash = Credentials.Hash(admin.ApiKey), CreatedAt = now });
        }

        await write.CommitAsync(cancellationToken);
        return organization;
    }

    /// <summary>The path of the link with which the owner sets his first password; null when he has one.</summary>
    public async Task<(string Email, string Path)?> PasswordLinkAsync(CancellationToken cancellationToken)
    {
        var owner = await db.Users.Where(user => user.PasswordHash == null && db.Organizations.Any(o => o.OwnerId == user.Id))
            .OrderBy(user => user.Id).FirstOrDefaultAsync(cancellationToken);
        return owner is null ? null : (owner.Email, $"/set-password?token={passwords.NewLinkToken(owner)}");
    }
}
