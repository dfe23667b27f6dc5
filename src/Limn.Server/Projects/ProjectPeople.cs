using Limn.Server.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Projects;

/// <summary>Who may work in a project: its members, and the owner and admins of its organization as managers.</summary>
internal static class ProjectPeople
{
    /// <summary>The roles by e-mail. Null as <paramref name="project"/>: those who may work in any project.</summary>
    public static async Task<Dictionary<string, ProjectRole>> ReadPeopleAsync(
        this LimnDb db, OrganizationId organization, ProjectId? project, CancellationToken cancellationToken)
    {
        var people = await (
            from place in db.OrganizationMembers
            join user in db.Users on place.UserId equals user.Id
            join found in db.Organizations on place.OrganizationId equals found.Id
            where place.OrganizationId == organization
            let isManager = place.Role == OrganizationRole.Admin || found.OwnerId == user.Id
            let role = db.ProjectMembers.Where(member => member.ProjectId == project && member.UserId == user.Id)
                .Select(member => (ProjectRole?)member.Role).FirstOrDefault()
            where isManager || role != null
            select new { user.Email, Role = isManager ? ProjectRole.Manager : role!.Value }).ToListAsync(cancellationToken);
        return people.ToDictionary(person => person.Email, person => person.Role);
    }
}
