using Limn.Server.Auth;
using Limn.Server.Permissions;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Tasks;

/// <summary>Which tasks of a project a caller sees: a labeler those that are or were his, everybody else all.</summary>
internal static class TaskVisibility
{
    /// <summary>The tasks that are there and that the caller sees in lists.</summary>
    public static IQueryable<AnnotationTask> VisibleTasks(this LimnDb db, ProjectAccess access, Caller caller)
    {
        var tasks = db.Tasks.AsNoTracking().Where(task => task.ProjectId == access.ProjectId && task.DeletedAt == null);
        if (access.Role != Role.Labeler)
        {
            return tasks;
        }

        var user = (UserId?)caller.UserId;
        var own = db.Tasks.Where(task => task.ProjectId == access.ProjectId && task.AssigneeId == user && task.DeletedAt == null).Select(task => task.Id)
            .Union(db.StageAssignees.Where(done => done.UserId == caller.UserId).Select(done => done.TaskId));
        return tasks.Where(task => own.Contains(task.Id));
    }

    /// <summary>A single task may also be read by a labeler who could take it.</summary>
    public static async Task<bool> MayReadAsync(
        this LimnDb db, AnnotationTask task, ProjectAccess access, Caller caller, CancellationToken cancellationToken) =>
        access.Role != Role.Labeler || task.AssigneeId is null || task.AssigneeId == caller.UserId
        || await db.StageAssignees.AnyAsync(done => done.TaskId == task.Id && done.UserId == caller.UserId, cancellationToken);
}
