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

    /// <summary>Everybody who may work in a project.</summary>
    public static async Task<List<ProjectPerson>> ListPeopleAsync(this LimnDb db, ProjectId project, CancellationToken cancellationToken) =>
        await PeopleOf(db, project).ToListAsync(cancellationToken);

    /// <summary>One of those who may work in a project; null when he no longer may.</summary>
    public static Task<ProjectPerson?> FindPersonAsync(this LimnDb db, ProjectId project, UserId user, CancellationToken cancellationToken) =>
        PeopleOf(db, project, user).FirstOrDefaultAsync(cancellationToken);

    private static IQueryable<ProjectPerson> PeopleOf(LimnDb db, ProjectId id, UserId? only = null) =>
        from project in db.Projects
        join organization in db.Organizations on project.OrganizationId equals organization.Id
        join place in db.OrganizationMembers on project.OrganizationId equals place.OrganizationId
        join user in db.Users on place.UserId equals user.Id
        where project.Id == id && (only == null || user.Id == only)
        let isManager = place.Role == OrganizationRole.Admin || organization.OwnerId == user.Id
        let role = db.ProjectMembers.Where(member => member.ProjectId == id && member.UserId == user.Id)
            .Select(member => (ProjectRole?)member.Role).FirstOrDefault()
        where isManager || role != null
        select new ProjectPerson(user.Id, user.Email, isManager ? ProjectRole.Manager : role!.Value);
}

/// <summary>Somebody who may work in a project.</summary>
internal sealed record ProjectPerson(UserId Id, string Email, ProjectRole Role);
