using Limn.Server.Auth;
using Limn.Server.Hosting;
using Limn.Server.Organizations;
using Limn.Server.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Limn.Server.Permissions;

/// <summary>A caller's place in the project of a request; endpoints take it as a parameter.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="OrganizationId">Its organization.</param>
/// <param name="Role">The caller's role, with the organization's admins and owner named as such.</param>
public sealed record ProjectAccess(ProjectId ProjectId, OrganizationId OrganizationId, Role Role)
{
    /// <summary>The role as the wire names it: those of the organization act as managers.</summary>
    public ProjectRole ProjectRole => Role switch
    {
        Role.Lead => ProjectRole.Lead,
        Role.Reviewer => ProjectRole.Reviewer,
        Role.Labeler => ProjectRole.Labeler,
        _ => ProjectRole.Manager,
    };

    public static ValueTask<ProjectAccess?> BindAsync(HttpContext http) =>
        ValueTask.FromResult(http.Features.Get<ProjectAccess>());
}

/// <summary>A caller's place in the organization of a request; endpoints take it as a parameter.</summary>
public sealed record OrganizationAccess(OrganizationId OrganizationId, Role Role)
{
    public static ValueTask<OrganizationAccess?> BindAsync(HttpContext http) =>
        ValueTask.FromResult(http.Features.Get<OrganizationAccess>());
}

/// <summary>Decides whether a caller may do something. What is not his answers like what is not there.</summary>
public sealed class Access(LimnDb db, IOptions<LimnOptions> options)
{
    /// <summary>The caller's place in a project, if he has <paramref name="permission"/> there.</summary>
    public async Task<Reply<ProjectAccess>> ToProjectAsync(
        Caller caller, Permission permission, ProjectId id, CancellationToken cancellationToken)
    {
        var place = await FindPlaceAsync(caller, db.Projects.Where(project => project.Id == id), cancellationToken);
        return Check(caller, permission, place) ?? Refusal.NotFound($"Invalid project: {id}.");
    }

    /// <summary>The caller's place in the project of a task, if he has <paramref name="permission"/> there.</summary>
    public async Task<Reply<ProjectAccess>> ToTaskAsync(
        Caller caller, Permission permission, TaskId id, bool includeDeleted, CancellationToken cancellationToken)
    {
        var projects =
            from task in db.Tasks
            join project in db.Projects on task.ProjectId equals project.Id
            where task.Id == id && (includeDeleted || task.DeletedAt == null)
            select project;
        return Check(caller, permission, await FindPlaceAsync(caller, projects, cancellationToken)) ?? Refusal.NotFound($"Invalid task: {id}.");
    }

    /// <summary>The caller's place in an organization, if he has <paramref name="permission"/> there.</summary>
    public async Task<Reply<OrganizationAccess>> ToOrganizationAsync(
        Caller caller, Permission permission, OrganizationId id, CancellationToken cancellationToken)
    {
        var place = await (
            from member in db.OrganizationMembers
            join organization in db.Organizations on member.OrganizationId equals organization.Id
            where member.OrganizationId == id && member.UserId == caller.UserId
            select new { member.Role, organization.OwnerId }).AsNoTracking().FirstOrDefaultAsync(cancellationToken);
        if (place is null)
        {
            return Refusal.NotFound($"Invalid organization: {id}.");
        }

        var role = place.OwnerId == caller.UserId ? Role.Owner : place.Role == OrganizationRole.Admin ? Role.Admin : Role.Member;
        return Refuse(caller, permission, role) is { } refusal ? refusal : new OrganizationAccess(id, role);
    }

    private Task<Place?> FindPlaceAsync(Caller caller, IQueryable<Project> projects, CancellationToken cancellationToken) => (
        from project in projects
        where project.DeletedAt == null
        select new Place(
            project.Id,
            project.OrganizationId,
            db.Organizations.Where(o => o.Id == project.OrganizationId).Select(o => o.OwnerId).First(),
            db.OrganizationMembers.Where(m => m.OrganizationId == project.OrganizationId && m.UserId == caller.UserId)
                .Select(m => (OrganizationRole?)m.Role).FirstOrDefault(),
            db.ProjectMembers.Where(m => m.ProjectId == project.Id && m.UserId == caller.UserId).Select(m => (ProjectRole?)m.Role).FirstOrDefault()))
        .FirstOrDefaultAsync(cancellationToken);

    // Null where the caller has no place, who is to learn nothing.
    private Reply<ProjectAccess>? Check(Caller caller, Permission permission, Place? place)
    {
        if (place is null || ToRole(place.InOrganization, place.OwnerId == caller.UserId, place.InProject) is not { } role)
        {
            return null;
        }

        if (caller.Run is { } run && run.ProjectId != place.ProjectId && !RunScopes.ReachesAllProjects(run))
        {
            return Refusal.Forbidden("This key belongs to a plugin run of another project.");
        }

        return Refuse(caller, permission, role) is { } refusal ? refusal : new ProjectAccess(place.ProjectId, place.OrganizationId, role);
    }

    private static Role? ToRole(OrganizationRole? organization, bool isOwner, ProjectRole? project) => (organization, isOwner, project) switch
    {
        (null, _, _) => null,
        (_, true, _) => Role.Owner,
        (OrganizationRole.Admin, _, _) => Role.Admin,
        (_, _, ProjectRole.Manager) => Role.Manager,
        (_, _, ProjectRole.Lead) => Role.Lead,
        (_, _, ProjectRole.Reviewer) => Role.Reviewer,
        (_, _, ProjectRole.Labeler) => Role.Labeler,
        _ => null,
    };

    private Refusal? Refuse(Caller caller, Permission permission, Role role)
    {
        if (caller.Run is { } run && !RunScopes.Allows(run, permission))
        {
            return Refusal.Forbidden($"The key of a plugin run of type {run.PluginType} does not give the right {permission}.");
        }

        var mayCreate = permission == Permission.ProjectCreate && role == Role.Member && options.Value.MembersMayCreateProjects;
        return mayCreate || PermissionTable.Allows(permission, role) ? null : Refusal.Forbidden($"Your role, {role}, does not give the right {permission}.");
    }

    private sealed record Place(ProjectId ProjectId, OrganizationId OrganizationId, UserId OwnerId, OrganizationRole? InOrganization, ProjectRole? InProject);
}
