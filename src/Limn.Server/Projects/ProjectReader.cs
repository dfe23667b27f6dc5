using Limn.Server.Batches;
using Limn.Server.Permissions;
using Limn.Server.Workflow;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Projects;

/// <summary>Reads a project as the wire shows it, in four statements whatever its size.</summary>
internal static class ProjectReader
{
    public static async Task<ProjectEnvelope> ReadProjectAsync(this LimnDb db, ProjectAccess access, CancellationToken cancellationToken)
    {
        var id = access.ProjectId;
        var found = await (
            from project in db.Projects.AsNoTracking()
            join owner in db.Users on project.OwnerId equals owner.Id
            where project.Id == id
            select new { Project = project, owner.Email }).FirstAsync(cancellationToken);
        var members = await (
            from member in db.ProjectMembers
            join user in db.Users on member.UserId equals user.Id
            where member.ProjectId == id
            orderby user.Id
            select new AssigneeReply(user.Email, member.Role)).ToListAsync(cancellationToken);
        var batches = await db.Batches.AsNoTracking().Where(batch => batch.ProjectId == id).OrderBy(batch => batch.Rank).ToListAsync(cancellationToken);

        // Each asset has one task of its own.
        var assets = await db.StageCounts.Where(count => count.ProjectId == id).SumAsync(count => count.Tasks, cancellationToken);
        return new ProjectEnvelope(new ProjectReply(ProjectSettings.From(found.Project.Settings))
        {
            Id = id, Name = found.Project.Name, Description = found.Project.Description, Type = found.Project.Type, Owner = found.Email,
            Organization = found.Project.OrganizationId, CategorySchema = found.Project.CategorySchema,
            SchemaVersion = found.Project.SchemaVersion, Stages = StageSecrets.Hide(found.Project.Stages),
            StagesVersion = found.Project.StagesVersion, AssignedTo = members, Batches = batches.ConvertAll(BatchReply.From), AssetCount = assets,
            Role = access.ProjectRole, CreatedAt = found.Project.CreatedAt, UpdatedAt = found.Project.UpdatedAt,
        });
    }
}
