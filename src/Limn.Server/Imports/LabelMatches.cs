using Limn.Annotations.Validation;
using Limn.Server.Annotations;
using Limn.Server.Assets;
using Limn.Server.Files;
using Limn.Server.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Imports;

/// <summary>An asset that a line means, with its tasks.</summary>
internal sealed record MatchedAsset(AssetId Id, RawJson Metadata);

/// <summary>A task of a matched asset, as it was read.</summary>
internal sealed record MatchedTask(AnnotationTask Task, StoredAnswer? Answer, RawJson AssetMetadata);

/// <summary>Finds the assets and tasks that a chunk of lines means, in a number of statements that does not depend on how many they are.</summary>
internal sealed class LabelMatches
{
    private readonly ILookup<string, MatchedAsset> byId;
    private readonly ILookup<long, MatchedAsset> byData;
    private readonly ILookup<string, MatchedAsset> byExternalId;
    private readonly ILookup<AssetId, MatchedTask> tasks;

    private LabelMatches(
        ILookup<string, MatchedAsset> byId, ILookup<long, MatchedAsset> byData, ILookup<string, MatchedAsset> byExternalId,
        ILookup<AssetId, MatchedTask> tasks) => (this.byId, this.byData, this.byExternalId, this.tasks) = (byId, byData, byExternalId, tasks);

    public static async Task<LabelMatches> ReadAsync(
        LimnDb db, ProjectId project, IReadOnlyCollection<LabelLine> lines, CancellationToken cancellationToken)
    {
        var ids = lines.Select(line => AssetId.TryParse(line.AssetId, null, out var id) ? (AssetId?)id : null).OfType<AssetId>().Distinct().ToList();
        var hashes = lines.SelectMany(line => HashesOf(line.Data)).Distinct().ToList();
        var names = lines.Select(line => line.ExternalId).OfType<string>().Distinct().ToList();
        var assets = db.Assets.AsNoTracking().Where(asset => asset.ProjectId == project && asset.DeletedAt == null);
        var withId = await ReadAssetsAsync(assets.Where(asset => ids.Contains(asset.Id)), ids.Count, cancellationToken);
        var withData = await ReadAssetsAsync(assets.Where(asset => hashes.Contains(asset.DataHash)), hashes.Count, cancellationToken);
        var named = await ReadAssetsAsync(assets.Where(asset => names.Contains(asset.ExternalId)), names.Count, cancellationToken);
        var all = withId.Concat(withData).Concat(named).Select(row => row.Asset.Id).Distinct().ToList();
        return new LabelMatches(
            withId.ToLookup(row => row.Asset.Id.ToString(), row => row.Asset),
            withData.ToLookup(row => row.DataHash, row => row.Asset),
            named.ToLookup(row => row.ExternalId, row => row.Asset),
            await ReadTasksAsync(db, all, cancellationToken));
    }

    /// <summary>The tasks that a line means: by id of the asset, else by its data, else by its external id.</summary>
    public List<MatchedTask> Find(LabelLine line)
    {
        if (line.AssetId is { } id)
        {
            return TasksOf(byId[id]);
        }

        foreach (var hash in HashesOf(line.Data))
        {
            if (byData[hash].Any())
            {
                return TasksOf(byData[hash]);
            }
        }

        return line.ExternalId is { } name ? TasksOf(byExternalId[name]) : [];
    }

    private List<MatchedTask> TasksOf(IEnumerable<MatchedAsset> assets) => [.. assets.SelectMany(asset => tasks[asset.Id])];

    // As it stands, then without the signature that it was given out with.
    private static IEnumerable<long> HashesOf(string? data) => data is null ? []
        : data.Contains('?', StringComparison.Ordinal) ? [Asset.HashOf(data), Asset.HashOf(FileAddress.WithoutQuery(data))]
        : [Asset.HashOf(data)];

    private static async Task<List<AssetRow>> ReadAssetsAsync(IQueryable<Asset> assets, int wanted, CancellationToken cancellationToken) => wanted == 0
        ? []
        : await assets.OrderBy(asset => asset.Id)
            .Select(asset => new AssetRow(new MatchedAsset(asset.Id, asset.Metadata), asset.DataHash, asset.ExternalId)).ToListAsync(cancellationToken);

    private static async Task<ILookup<AssetId, MatchedTask>> ReadTasksAsync(LimnDb db, List<AssetId> assets, CancellationToken cancellationToken)
    {
        var rows = await (
            from task in db.Tasks.AsNoTracking()
            join asset in db.Assets on task.AssetId equals asset.Id
            join stored in db.Answers on task.Id equals stored.TaskId into answers
            from answer in answers.DefaultIfEmpty()
            where assets.Contains(task.AssetId) && task.DeletedAt == null && task.Kind != TaskKind.Benchmark
            select new { task, answer, asset.Metadata }).ToListAsync(cancellationToken);
        return rows.ToLookup(row => row.task.AssetId, row => new MatchedTask(row.task, row.answer, row.Metadata));
    }

    private sealed record AssetRow(MatchedAsset Asset, long DataHash, string ExternalId);
}
