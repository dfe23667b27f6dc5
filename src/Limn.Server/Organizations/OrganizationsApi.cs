using System.Text.Json.Serialization;
using Limn.Server.Hosting;
using Limn.Server.Permissions;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Organizations;

/// <summary>The people of an organization.</summary>
internal static class OrganizationsApi
{
    public static void MapOrganizations(this RouteGroupBuilder api) =>
        api.MapGet("/organization/{organizationId}/users", ListUsers).Needs(Permission.OrganizationRead, Scopes.RouteOrganization)
            .WithTags("Organizations").WithSummary("The members of an organization; all of them unless a page is asked for");

    private static async Task<Reply<UsersReply>> ListUsers(
        int? page, int? limit, string? search, OrganizationAccess organization, LimnDb db, Limits limits, CancellationToken cancellationToken)
    {
        var text = search?.Trim().ToLowerInvariant() ?? "";
        var users =
            from member in db.OrganizationMembers
            join user in db.Users on member.UserId equals user.Id
            join found in db.Organizations on member.OrganizationId equals found.Id
            where member.OrganizationId == organization.OrganizationId
#pragma warning disable CA1304, CA1311, CA1862 // Translated to SQL, which knows no culture.
            where text == "" || user.Email.Contains(text) || user.Name.ToLower().Contains(text)
#pragma warning restore CA1304, CA1311, CA1862
            orderby user.Id
            select new UserReply(
                user.Id, user.Email, user.Name, member.Role == OrganizationRole.Admin || found.OwnerId == user.Id ? "admin" : "member",
                found.OwnerId == user.Id, member.CreatedAt);
        var total = await users.CountAsync(cancellationToken);
        var paging = new PageQuery(page, limit, null);
        var rows = page is null && limit is null ? users : users.Skip(paging.Skip(limits)).Take(paging.Take(limits));
        return new UsersReply(await rows.ToListAsync(cancellationToken), total);
    }
}

internal sealed record UsersReply(IReadOnlyList<UserReply> Users, int Total);

/// <param name="OrganizationRole"><c>admin</c> or <c>member</c>.</param>
internal sealed record UserReply(
    [property: JsonPropertyName("_id")] UserId Id, string Email, string Name, string OrganizationRole, bool IsOwner, DateTimeOffset CreatedAt);
