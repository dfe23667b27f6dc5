using System.Text.Json.Nodes;

namespace Limn.Client;

public sealed partial class LimnClient
{
    /// <summary>Lists the batches of a project.</summary>
    /// <param name="projectId">The project's id.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>All its batches.</returns>
    public async Task<IReadOnlyList<Batch>> GetBatchesAsync(string projectId, CancellationToken cancellationToken = default) =>
        (await GetProjectAsync(projectId, cancellationToken)).Batches;

    /// <summary>
    /// Makes the named batches that a project does not have yet. The API replaces the whole list, so two callers at once can
    /// undo each other's work.
    /// </summary>
    /// <param name="projectId">The project's id.</param>
    /// <param name="names">Names, of new or existing batches.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The batches of these names, in the same order.</returns>
    public async Task<IReadOnlyList<Batch>> CreateBatchesAsync(
        string projectId, IReadOnlyList<string> names, CancellationToken cancellationToken = default)
    {
        var existing = await GetBatchesAsync(projectId, cancellationToken);
        var missing = names.Distinct(StringComparer.Ordinal).Where(name => existing.All(b => b.Name != name)).ToList();
        if (missing.Count > 0)
        {
            IReadOnlyList<Batch> wanted = [.. existing, .. missing.Select(name => new Batch { Name = name })];
            var body = new JsonObject { ["batches"] = Node(wanted) };
            await PostAsync($"/v2/batches/{Segment(projectId)}", body, cancellationToken);
            existing = await GetBatchesAsync(projectId, cancellationToken);
        }

        return [.. names.Select(name => Find(existing, name))];
    }

    /// <summary>Sets the batches of assets.</summary>
    /// <param name="projectId">The project's id.</param>
    /// <param name="assetIds">Which assets.</param>
    /// <param name="batches">Names or ids of batches that exist.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>When it is done.</returns>
    public Task AssignBatchesAsync(
        string projectId, IReadOnlyList<string> assetIds, IReadOnlyList<string> batches, CancellationToken cancellationToken = default)
    {
        var body = new JsonObject
        {
            ["assets"] = Node(assetIds),
            ["batches"] = Node(batches),
            ["projectId"] = projectId,
        };
        return PostAsync("/v2/assignBatches", body, cancellationToken);
    }

    /// <summary>The same with the ids of its batches: registering assets takes no names.</summary>
    private async Task<AssetImport> ResolveAsync(string projectId, AssetImport? import, CancellationToken cancellationToken)
    {
        import ??= new AssetImport();
        if (import.Batches.Count == 0)
            return import;
        var existing = await GetBatchesAsync(projectId, cancellationToken);
        return import with { Batches = [.. import.Batches.Select(batch => Find(existing, batch).Id!)] };
    }

    private static Batch Find(IReadOnlyList<Batch> existing, string nameOrId) =>
        existing.FirstOrDefault(b => b.Id == nameOrId) ?? existing.FirstOrDefault(b => b.Name == nameOrId)
        ?? throw new ArgumentException($"The project has no batch '{nameOrId}'.");
}
