using Limn.Client.Http;

namespace Limn.Client;

public sealed partial class LimnClient
{
    /// <summary>Reads a task with its answer.</summary>
    /// <param name="taskId">Its id.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The task.</returns>
    public Task<LabelTask> GetTaskAsync(string taskId, CancellationToken cancellationToken = default) =>
        FetchAsync<LabelTask>(
            new ApiCall(HttpMethod.Get, $"/v2/task/{Segment(taskId)}") { Query = new Query().Add("includeAnswer", true) },
            "task",
            cancellationToken);

    /// <summary>Lists the tasks of a project, oldest first, page by page.</summary>
    /// <param name="projectId">The project's id.</param>
    /// <param name="query">Which ones; null for all, without answers.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    /// <returns>The tasks.</returns>
    public IAsyncEnumerable<LabelTask> ListTasksAsync(
        string projectId, TaskQuery? query = null, CancellationToken cancellationToken = default) =>
        PagesAsync<LabelTask>($"{ProjectPath(projectId)}/tasks", (query ?? new TaskQuery()).ToQuery, "tasks", cancellationToken);
}
