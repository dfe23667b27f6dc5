using Limn.Server.Auth;
using Limn.Server.Hosting;
using Limn.Server.Permissions;
using Limn.Server.Workflow;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Projects;

/// <summary>Who works in a project, and as what.</summary>
internal static class MembersApi
{
    public static void MapMembers(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/project/{projectId}").WithTags("Projects");
        group.MapGet("/members", List).Needs(Permission.ProjectRead, Scopes.RouteProject).WithSummary("The members of a project");
        group.MapPost("/assigned", Assign).Needs(Permission.ProjectManageMembers, Scopes.RouteProject)
            .WithSummary("Add members of the organization to a project, or change their role");
        group.MapDelete("/assigned", Unassign).Needs(Permission.ProjectManageMembers, Scopes.RouteProject)
            .WithSummary("Remove members from a project; their unfinished tasks are free again");
    }

    private static async Task<Reply<MembersReply>> List(ProjectAccess access, LimnDb db, CancellationToken cancellationToken) =>
        new MembersReply(await (
            from member in db.ProjectMembers
            join user in db.Users on member.UserId equals user.Id
            where member.ProjectId == access.ProjectId
            orderby user.Id
            select new MemberReply(user.Id, user.Email, user.Name, member.Role)).ToListAsync(cancellationToken));

    private static async Task<Reply<ProjectEnvelope>> Assign(
        AssignRequest request, ProjectAccess access, LimnDb db, Writes writes, CancellationToken cancellationToken)
    {
        if (request is not { Assignees: { Count: > 0 } emails, Role: { } role })
        {
            return Refusal.BadRequest("Give assignees, a list of e-mails, and role: Labeler, Reviewer, Lead or Manager.");
        }

        var users = await FindAsync(db, access.OrganizationId, emails, cancellationToken);
        if (users.Refusal is { } unknown)
        {
            return unknown;
        }

        await using var write = await writes.BeginAsync(db, cancellationToken);
        var change = await LoadAsync(write, access, users.Value!, cancellationToken);
        if (change.Refusal is { } refusal)
        {
            return refusal;
        }

        if (access.Role == Role.Lead && role == ProjectRole.Manager)
        {
            return LeadsDoNotMakeManagers;
        }

        foreach (var id in users.Value!)
        {
            if (change.Value!.Find(member => member.UserId == id) is { } member)
            {
                member.Role = role;
            }
            else
            {
                db.ProjectMembers.Add(new ProjectMember { ProjectId = access.ProjectId, UserId = id, Role = role });
            }
        }

        await write.CommitAsync(cancellationToken);
        return await db.ReadProjectAsync(access, cancellationToken);
    }

    private static async Task<Reply<ProjectEnvelope>> Unassign(
        [Microsoft.AspNetCore.Mvc.FromBody] UnassignRequest request, ProjectAccess access, LimnDb db, Writes writes, CancellationToken cancellationToken)
    {
        var users = await FindAsync(db, access.OrganizationId, request.Assignees ?? [], cancellationToken);
        if (users.Refusal is { } unknown)
        {
            return unknown;
        }

        await using var write = await writes.BeginAsync(db, cancellationToken);
        var change = await LoadAsync(write, access, users.Value!, cancellationToken);
        if (change.Refusal is { } refusal)
        {
            return refusal;
        }

        db.ProjectMembers.RemoveRange(change.Value!);
        await ReleaseTasksAsync(db, access.ProjectId, users.Value!, cancellationToken);
        await write.CommitAsync(cancellationToken);
        return await db.ReadProjectAsync(access, cancellationToken);
    }

    /// <summary>The users behind e-mails of the organization, or a refusal that names all others.</summary>
    private static async Task<Reply<List<UserId>>> FindAsync(
        LimnDb db, OrganizationId organization, IReadOnlyList<string> emails, CancellationToken cancellationToken)
    {
        var wanted = emails.Select(Passwords.Normalize).Distinct().ToList();
        var found = await (
            from place in db.OrganizationMembers
            join user in db.Users on place.UserId equals user.Id
            where place.OrganizationId == organization && wanted.Contains(user.Email)
            select new { user.Id, user.Email }).ToListAsync(cancellationToken);
        var unknown = wanted.Except(found.Select(user => user.Email)).ToList();
        return unknown.Count == 0
            ? found.ConvertAll(user => user.Id)
            : Refusal.BadRequest($"Not a member of the organization: {string.Join(", ", unknown)}. Invite them first.");
    }

    /// <summary>Locks the project and loads the members concerned, unless a lead would change a manager.</summary>
    private static async Task<Reply<List<ProjectMember>>> LoadAsync(
        Write write, ProjectAccess access, List<UserId> users, CancellationToken cancellationToken)
    {
        if (!await write.LockProjectAsync(access.ProjectId, cancellationToken))
        {
            return Refusal.NotFound($"Invalid project: {access.ProjectId}.");
        }

        var members = await write.Db.ProjectMembers.Where(member => member.ProjectId == access.ProjectId && users.Contains(member.UserId))
            .ToListAsync(cancellationToken);
        return access.Role == Role.Lead && members.Exists(member => member.Role == ProjectRole.Manager) ? LeadsDoNotMakeManagers : members;
    }

    private static Task<int> ReleaseTasksAsync(LimnDb db, ProjectId project, List<UserId> users, CancellationToken cancellationToken)
    {
        var ids = users.ConvertAll(id => (UserId?)id);
        return db.Tasks.Where(task => task.ProjectId == project && ids.Contains(task.AssigneeId) && task.StageId != StageGraph.CompleteId && task.DeletedAt == null)
            .ExecuteUpdateAsync(
                update => update.SetProperty(task => task.AssigneeId, (UserId?)null).SetProperty(task => task.LeaseSession, (string?)null)
                    .SetProperty(task => task.LeaseUserId, (UserId?)null).SetProperty(task => task.LeaseExpiresAt, (DateTimeOffset?)null)
                    .SetProperty(task => task.Version, task => task.Version + 1),
                cancellationToken);
    }

    private static readonly Refusal LeadsDoNotMakeManagers = Refusal.Forbidden("A lead neither makes nor changes managers.");
}
