using System.Text.Json;
using Limn.Server.Tests.Hosting;

namespace Limn.Server.Tests.Assets;

/// <summary>Puts assets into projects as scripts do.</summary>
internal static class ProjectAssets
{
    /// <summary>Imports assets at addresses elsewhere, one for each external id.</summary>
    public static async Task<JsonElement> ImportAsync(this TestUser user, ProjectId project, params string[] externalIds) =>
        (await user.Api.PostAsync(
            $"/v2/project/{project}/cloud", new { assets = externalIds.Select(id => new { data = $"https://pictures.example.org/{id}", externalId = id }) })).Data;

    /// <summary>All assets of a project by external id.</summary>
    public static async Task<Dictionary<string, JsonElement>> AssetsAsync(this TestUser user, ProjectId project, string query = "limit=1000") =>
        (await user.Api.GetAsync($"/v2/project/{project}/assets?{query}")).Data.GetProperty("assets").EnumerateArray()
            .ToDictionary(asset => asset.GetProperty("externalId").GetString()!);

    /// <summary>All tasks of a project by external id.</summary>
    public static async Task<Dictionary<string, JsonElement>> TasksAsync(this TestUser user, ProjectId project, string query = "limit=1000") =>
        (await user.Api.GetAsync($"/v2/project/{project}/tasks?{query}")).Data.GetProperty("tasks").EnumerateArray()
            .ToDictionary(task => task.GetProperty("externalId").GetString()!);

    /// <summary>The external ids of a project's tasks, in the list's order.</summary>
    public static async Task<List<string>> TaskNamesAsync(this TestUser user, ProjectId project, string query) =>
        [.. (await user.Api.GetAsync($"/v2/project/{project}/tasks?{query}")).Data.GetProperty("tasks").EnumerateArray()
            .Select(task => task.GetProperty("externalId").GetString()!)];

    /// <summary>Puts assets into batches, given by id or name.</summary>
    public static Task<ApiAnswer> AssignBatchesAsync(this TestUser user, IEnumerable<string> assets, params string[] batches) =>
        user.Api.PostAsync("/v2/assignBatches", new { assets, batches });

    /// <summary>The value of <c>_id</c>.</summary>
    public static string IdOf(this JsonElement element) => element.GetProperty("_id").GetString()!;
}
