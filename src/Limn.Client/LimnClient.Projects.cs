using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Limn.Client.Http;

namespace Limn.Client;

public sealed partial class LimnClient
{
    /// <summary>Lists the projects that the caller can see, oldest first, page by page.</summary>
    /// <param name="cancellationToken">Stops the listing.</param>
    /// <returns>The projects.</returns>
    public IAsyncEnumerable<ProjectSummary> ListProjectsAsync(CancellationToken cancellationToken = default) =>
        PagesAsync<ProjectSummary>("/v2/listProjects", () => new Query().Add("sort", "createdAt"), "projects", cancellationToken);

    /// <summary>Reads a project.</summary>
    /// <param name="projectId">Its id.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The project with schema, workflow, batches and members.</returns>
    public Task<Project> GetProjectAsync(string projectId, CancellationToken cancellationToken = default) =>
        FetchAsync<Project>(new ApiCall(HttpMethod.Get, ProjectPath(projectId)), "project", cancellationToken);

    /// <summary>Makes a project; the caller becomes its manager.</summary>
    /// <param name="project">What to make it from.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The new project.</returns>
    public Task<Project> CreateProjectAsync(NewProject project, CancellationToken cancellationToken = default) =>
        FetchAsync<Project>(Post("/v2/project", Node(project)), "project", cancellationToken);

    /// <summary>Changes the given members of a project and leaves the others alone.</summary>
    /// <param name="projectId">Its id.</param>
    /// <param name="changes">New values by the names that the API uses.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The project after the change.</returns>
    public Task<Project> UpdateProjectAsync(string projectId, JsonObject changes, CancellationToken cancellationToken = default) =>
        FetchAsync<Project>(Post(ProjectPath(projectId), changes), "project", cancellationToken);

    /// <summary>Replaces the category schema of a project.</summary>
    /// <param name="projectId">Its id.</param>
    /// <param name="schema">The whole new schema: <c>{"tools":[],"classifications":[],"relations":[]}</c>.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The project after the change.</returns>
    public Task<Project> UpdateCategorySchemaAsync(string projectId, JsonElement schema, CancellationToken cancellationToken = default) =>
        UpdateProjectAsync(projectId, new JsonObject { ["categorySchema"] = JsonObject.Create(schema) }, cancellationToken);

    /// <summary>Replaces the workflow of a project.</summary>
    /// <param name="projectId">Its id.</param>
    /// <param name="stages">The whole new workflow.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The project after the change.</returns>
    public Task<Project> UpdateStagesAsync(
        string projectId, IReadOnlyList<Stage> stages, CancellationToken cancellationToken = default) =>
        UpdateProjectAsync(
            projectId, new JsonObject { ["stages"] = Node(stages) }, cancellationToken);

    /// <summary>Deletes a project with its assets and tasks.</summary>
    /// <param name="projectId">Its id.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>When it is done.</returns>
    public Task DeleteProjectAsync(string projectId, CancellationToken cancellationToken = default) =>
        CallAsync(HttpMethod.Delete, ProjectPath(projectId), null, cancellationToken);

    /// <summary>Gives members of the organization a role in a project, or another role than they have.</summary>
    /// <param name="projectId">The project's id.</param>
    /// <param name="emails">Who.</param>
    /// <param name="role">What they may do.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>When it is done.</returns>
    public Task AddMembersAsync(
        string projectId, IReadOnlyList<string> emails, ProjectRole role, CancellationToken cancellationToken = default)
    {
        var body = new JsonObject
        {
            ["assignees"] = Node(emails),
            ["role"] = role.ToString(),
        };
        return PostAsync($"{ProjectPath(projectId)}/assigned", body, cancellationToken);
    }

    private static string ProjectPath(string projectId) => $"/v2/project/{Segment(projectId)}";

    private static ApiCall Post(string path, JsonNode body) => new(HttpMethod.Post, path) { Body = () => JsonBody(body) };

    /// <summary>
    /// Reads a list to its end: until as many entries have come as the hub counts, or a page comes back empty. Lists are asked
    /// for oldest first, so that what is added meanwhile does not shift the pages.
    /// </summary>
    private async IAsyncEnumerable<T> PagesAsync<T>(
        string path, Func<Query> query, string name, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long seen = 0;
        for (var page = 1; ; page++)
        {
            var call = new ApiCall(HttpMethod.Get, path) { Query = query().Add("page", page).Add("limit", options.PageSize) };
            var data = await transport.SendAsync(call, cancellationToken);
            var entries = Member(call, data, name);
            foreach (var entry in entries.EnumerateArray())
                yield return Read<T>(call, entry);
            seen += entries.GetArrayLength();
            if (entries.GetArrayLength() == 0 || (Total(data) is { } total && seen >= total))
                yield break;
        }
    }

    private static JsonElement Member(ApiCall call, JsonElement data, string name) =>
        data.ValueKind == JsonValueKind.Object && data.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? list
            : throw new LimnApiException(200, call.ToString(), $"the reply has no list {name}");

    private static long? Total(JsonElement data) =>
        data.TryGetProperty("total", out var total) && total.ValueKind == JsonValueKind.Number && total.TryGetInt64(out var count)
            ? count
            : null;
}
