using System.Text.Json;
using System.Text.Json.Nodes;
using Limn.Client.Http;

namespace Limn.Client;

public sealed partial class LimnClient
{
    private const int UploadsAtOnce = 4;
    private const int FilesPerRegistration = 100;

    /// <summary>
    /// Uploads local files and registers them as assets: four at a time, a hundred to a registration, in the given order. Each
    /// file is streamed from the disk.
    /// </summary>
    /// <param name="projectId">The project's id.</param>
    /// <param name="files">The files; read as the upload goes on.</param>
    /// <param name="import">Batches, priority and storage of all of them; null for none.</param>
    /// <param name="cancellationToken">Stops after what has been registered.</param>
    /// <returns>How many assets and tasks were made.</returns>
    public async Task<AssetImportResult> UploadFilesAsync(
        string projectId, IEnumerable<AssetFile> files, AssetImport? import = null, CancellationToken cancellationToken = default)
    {
        import = await ResolveAsync(projectId, import, cancellationToken);
        var sum = new AssetImportResult();
        foreach (var chunk in files.Chunk(FilesPerRegistration))
        {
            var assets = new NewAsset[chunk.Length];
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = UploadsAtOnce, CancellationToken = cancellationToken };
            await Parallel.ForAsync(0, chunk.Length, parallel, async (i, token) =>
                assets[i] = await UploadFileAsync(projectId, chunk[i], import.StorageId, token));
            sum = sum.Plus(await RegisterAsync(projectId, assets, import with { CopyToHub = true }, cancellationToken));
        }

        return sum;
    }

    /// <summary>Registers files that lie somewhere already, or texts, as assets. Sent in chunks, so the list may be long.</summary>
    /// <param name="projectId">The project's id.</param>
    /// <param name="assets">The assets; read as the import goes on.</param>
    /// <param name="import">Batches, priority and size of a chunk; null for none and 1000.</param>
    /// <param name="cancellationToken">Stops after what has been registered.</param>
    /// <returns>How many assets and tasks were made.</returns>
    public async Task<AssetImportResult> ImportAssetsAsync(
        string projectId, IEnumerable<NewAsset> assets, AssetImport? import = null, CancellationToken cancellationToken = default)
    {
        import = await ResolveAsync(projectId, import, cancellationToken);
        var sum = new AssetImportResult();
        foreach (var chunk in assets.Chunk(import.ChunkSize))
            sum = sum.Plus(await RegisterAsync(projectId, chunk, import, cancellationToken));
        return sum;
    }

    /// <summary>Lists the assets of a project with their tasks, oldest first, page by page.</summary>
    /// <param name="projectId">The project's id.</param>
    /// <param name="filter">Which ones; null for all.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    /// <returns>The assets.</returns>
    public IAsyncEnumerable<Asset> ListAssetsAsync(
        string projectId, AssetFilter? filter = null, CancellationToken cancellationToken = default)
    {
        var filters = (filter ?? new AssetFilter()).ToJson();
        return PagesAsync<Asset>(
            $"{ProjectPath(projectId)}/assets",
            () => new Query().Add("filters", filters).Add("sort", "createdAt"),
            "assets",
            cancellationToken);
    }

    /// <summary>Deletes assets with their tasks. Ids that are not of this project are passed over.</summary>
    /// <param name="projectId">The project's id.</param>
    /// <param name="assetIds">Which ones.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>When it is done.</returns>
    public Task DeleteAssetsAsync(string projectId, IReadOnlyList<string> assetIds, CancellationToken cancellationToken = default)
    {
        var body = new JsonObject { ["project"] = projectId, ["assets"] = Node(assetIds) };
        return CallAsync(HttpMethod.Delete, $"{ProjectPath(projectId)}/assets", body, cancellationToken);
    }

    private async Task<NewAsset> UploadFileAsync(string projectId, AssetFile file, string? storageId, CancellationToken cancellationToken)
    {
        var place = new FilePlace
        {
            Name = Guid.NewGuid().ToString("N") + Path.GetExtension(file.Path),
            ProjectId = projectId,
            Kind = FileKind.Asset,
            StorageId = storageId,
        };
        var address = await GetUploadUrlAsync(place, cancellationToken);
        await using var content = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.Asynchronous);
        await UploadAsync(address, content, cancellationToken);
        return new NewAsset
        {
            Data = address.GetLeftPart(UriPartial.Path),
            ExternalId = file.ExternalId ?? Path.GetFileName(file.Path),
            Storage = storageId,
            Metadata = file.Metadata,
            ContextData = file.ContextData,
        };
    }

    private async Task<AssetImportResult> RegisterAsync(
        string projectId, IReadOnlyList<NewAsset> assets, AssetImport import, CancellationToken cancellationToken)
    {
        var body = new JsonObject
        {
            ["assets"] = Node(assets),
            ["uploadLocal"] = import.CopyToHub ? "true" : null,
            ["priority"] = import.Priority,
        };
        var call = Post($"{ProjectPath(projectId)}/cloud", body) with
        {
            Query = new Query().Add("batches", import.Batches.Count == 0 ? null : JsonSerializer.Serialize(import.Batches)),
        };
        return await FetchAsync<AssetImportResult>(call, "assets", cancellationToken);
    }
}
