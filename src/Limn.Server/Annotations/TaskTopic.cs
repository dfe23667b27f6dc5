using Limn.Server.Live;
using Limn.Server.Permissions;
using Limn.Server.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Annotations;

/// <summary>The live topic <c>task/{id}</c>: new revisions, moves, issues, and who else has the task open.</summary>
internal static class TaskTopic
{
    public static string Of(TaskId id) => $"task/{id}";

    /// <summary>Whoever may read tasks of the project may listen.</summary>
    public static readonly TopicRule Rule = new("task", async request =>
        TaskId.TryParse(request.Id, null, out var id)
        && await request.MayAsync(Permission.TaskRead, await request.Db.Tasks.Where(task => task.Id == id && task.DeletedAt == null)
            .Select(task => (ProjectId?)task.ProjectId).FirstOrDefaultAsync(request.CancellationToken)));

    /// <summary>The answer has a new revision.</summary>
    public static Task TellRevisionAsync(this LiveTopics live, AnnotationTask task, Revision revision) =>
        live.PublishAsync(Of(task.Id), "revision", new { task = task.Id, number = revision.Number, by = revision.By, origin = revision.Origin });

    /// <summary>The task has moved, or somebody else holds it now.</summary>
    public static Task TellTaskAsync(this LiveTopics live, AnnotationTask task) =>
        live.PublishAsync(Of(task.Id), "task", new { task = task.Id, stage = task.StageId, by = task.UpdatedBy });
}
