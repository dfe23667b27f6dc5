using Limn.Server.Permissions;

namespace Limn.Server.Files;

internal static class FileQueries
{
    /// <summary>The files that a project may use: its own, and those of its organization that belong to no project yet.</summary>
    public static IQueryable<StoredFile> VisibleIn(this IQueryable<StoredFile> files, ProjectAccess project) =>
        files.Where(file => file.ProjectId == project.ProjectId || (file.ProjectId == null && file.OrganizationId == project.OrganizationId));
}
