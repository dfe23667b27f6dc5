using System.Text.RegularExpressions;
using Limn.Server.Auth;
using Limn.Server.Hosting;
using Limn.Server.Permissions;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Projects;

/// <summary>Projects: create, list, read, change, delete.</summary>
internal static partial class ProjectsApi
{
    private static readonly Sorting<Project> Sorting = new Sorting<Project>("-createdAt")
        .By("_id", project => project.Id)
        .By("createdAt", project => project.CreatedAt)
        .By("updatedAt", project => project.UpdatedAt)
        .By("name", project => project.Name);

    public static void AddProjects(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<ProjectEditor>();
        builder.Services.AddSingleton(ProjectTopic.Rule);
    }

    public static void MapProjects(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("").WithTags("Projects");
        group.MapGet("/listProjects", List).Needs(Permission.UseOwnAccount, Scopes.CurrentOrganization)
            .WithSummary("The projects that the caller may see; search = a part of the name, an extension");
        group.MapPost("/project", Create).Needs(Permission.ProjectCreate, Scopes.CurrentOrganization).Creates().WithSummary("Create a project");
        group.MapGet("/project/{projectId}", Get).Needs(Permission.ProjectRead, Scopes.RouteProject).WithSummary("A project with all its settings");
        group.MapPost("/project/{projectId}", Update).Needs(Permission.ProjectConfigure, Scopes.RouteProject)
            .WithSummary("Change a project: only the keys that are sent change, the category schema and the workflow as a whole");
        group.MapDelete("/project/{projectId}", Delete).Needs(Permission.ProjectDelete, Scopes.RouteProject)
            .WithSummary("Delete a project with its assets, tasks and history; its files stay");
    }

    private static async Task<Reply<ProjectListReply>> List(
        [AsParameters] PageQuery page, string? search, Caller caller, OrganizationAccess organization, LimnDb db, Limits limits,
        CancellationToken cancellationToken)
    {
        var sort = Sorting.Parse(page.Sort);
        if (sort.Refusal is { } refusal)
        {
            return refusal;
        }

        var visible = db.Projects.AsNoTracking().Where(project => project.OrganizationId == organization.OrganizationId && project.DeletedAt == null);
        if (caller.Run is { } run)
        {
            visible = visible.Where(project => project.Id == run.ProjectId);
        }

        if (organization.Role == Role.Member)
        {
            visible = visible.Where(project => db.ProjectMembers.Any(member => member.ProjectId == project.Id && member.UserId == caller.UserId));
        }

        if (search is { Length: > 0 })
        {
            var pattern = $"%{LikeWildcard().Replace(search.ToLowerInvariant(), @"\$0")}%";
            visible = visible.Where(project => EF.Functions.Like(project.Name.ToLower(), pattern, @"\"));
        }

        var projects = await sort.Value!.Apply(visible).Skip(page.Skip(limits)).Take(page.Take(limits))
            .Select(project => new ProjectSummary(project.Id, project.Name, project.Description, project.OrganizationId, project.CreatedAt))
            .ToListAsync(cancellationToken);
        return new ProjectListReply(projects, await visible.CountAsync(cancellationToken));
    }

    private static async Task<Reply<ProjectEnvelope>> Create(
        EditProjectRequest fields, Caller caller, OrganizationAccess organization, ProjectEditor editor, LimnDb db, CancellationToken cancellationToken)
    {
        var created = await editor.CreateAsync(fields, caller, organization, cancellationToken);
        return created.Refusal is { } refusal ? refusal : await db.ReadProjectAsync(created.Value!, cancellationToken);
    }

    private static async Task<Reply<ProjectEnvelope>> Get(ProjectAccess access, LimnDb db, CancellationToken cancellationToken) =>
        await db.ReadProjectAsync(access, cancellationToken);

    private static async Task<Reply<ProjectEnvelope>> Update(
        EditProjectRequest fields, ProjectAccess access, Caller caller, ProjectEditor editor, LimnDb db, CancellationToken cancellationToken) =>
        await editor.UpdateAsync(access, fields, caller, cancellationToken) is { } refusal
            ? refusal
            : await db.ReadProjectAsync(access, cancellationToken);

    private static async Task<Reply<MessageReply>> Delete(
        ProjectAccess access, Caller caller, LimnDb db, Writes writes, TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var write = await writes.BeginAsync(db, cancellationToken);

        // Everything of a project is reached through its row.
        await db.Projects.Where(project => project.Id == access.ProjectId && project.DeletedAt == null)
            .ExecuteUpdateAsync(update => update.SetProperty(project => project.DeletedAt, now), cancellationToken);
        await db.Jobs.Where(job => job.ProjectId == access.ProjectId && job.EndedAt == null)
            .ExecuteUpdateAsync(update => update.SetProperty(job => job.CancelRequested, true), cancellationToken);
        db.Audit.Add(new AuditEntry
        {
            At = now, OrganizationId = access.OrganizationId, ProjectId = access.ProjectId, By = caller.Email, SessionId = caller.Run?.SessionId,
            Action = "project.delete", Target = access.ProjectId.ToString(),
        });
        await write.CommitAsync(cancellationToken);
        return new MessageReply("Project deleted.");
    }

    [GeneratedRegex(@"[%_\\]")]
    private static partial Regex LikeWildcard();
}
