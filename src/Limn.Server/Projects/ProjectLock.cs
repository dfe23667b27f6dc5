using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Projects;

internal static class ProjectLock
{
    /// <summary>
    /// Locks the project's row until the transaction ends, so that changes of one project's schema, workflow, people and batches happen one
    /// after the other. False when the project is gone.
    /// </summary>
    public static async Task<bool> LockProjectAsync(this Write write, ProjectId id, CancellationToken cancellationToken) =>
        await write.Db.Projects.Where(project => project.Id == id && project.DeletedAt == null)
            .ExecuteUpdateAsync(update => update.SetProperty(project => project.Name, project => project.Name), cancellationToken) == 1;
}
