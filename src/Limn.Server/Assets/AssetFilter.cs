using System.Text;
using System.Text.Json;
using Limn.Server.Batches;
using Limn.Server.Hosting;

namespace Limn.Server.Assets;

/// <summary>What a list of assets is narrowed by: a closed list of keys, each an equality.</summary>
internal sealed class AssetFilter
{
    private const string Keys = "_id, externalId, data, isPreLabeled, batches, priority, createdBy";
    private readonly List<Func<IQueryable<Asset>, IQueryable<Asset>>> conditions = [];
    private readonly HashSet<BatchId> batches = [];

    public static Reply<AssetFilter> Parse(AssetListQuery query, BatchNames names)
    {
        var filter = new AssetFilter();
        var parameter = BatchNames.ReadParameter(query.Batches);
        if (parameter.Refusal is { } malformed)
        {
            return malformed;
        }

        var refusal = filter.AddAll(query.Filters, names)
            ?? (query.Id is { } id ? filter.AddId(id) : null)
            ?? (parameter.Value is { Count: > 0 } texts ? filter.AddBatches(texts, names) : null);
        if (query.ExternalId is { } externalId)
        {
            filter.Add(assets => assets.Where(asset => asset.ExternalId == externalId));
        }

        return refusal is null ? filter : refusal;
    }

    public async Task<IQueryable<Asset>> ApplyAsync(LimnDb db, IQueryable<Asset> assets, CancellationToken cancellationToken)
    {
        var narrowed = conditions.Aggregate(assets, (rows, condition) => condition(rows));
        foreach (var batch in batches)
        {
            narrowed = await InBatchAsync(db, narrowed, batch, cancellationToken);
        }

        return narrowed;
    }

    private Refusal? AddAll(string? json, BatchNames names)
    {
        if (string.IsNullOrWhiteSpace(json))
        {
            return null;
        }

        try
        {
            using var document = WholeTexts.Parse(Encoding.UTF8.GetBytes(json));
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.EnumerateObject().Select(key => AddKey(key.Name, key.Value, names)).FirstOrDefault(refusal => refusal is not null)
                : Refusal.BadRequest("filters is a JSON object.");
        }
        catch (JsonException)
        {
            return Refusal.BadRequest("filters is not valid JSON.");
        }
    }

    private Refusal? AddKey(string key, JsonElement value, BatchNames names) => (key, value.ValueKind) switch
    {
        (_, JsonValueKind.Null) => null,
        ("_id", JsonValueKind.String) => AddId(value.GetString()!),
        ("externalId", JsonValueKind.String) => AddText(value, (assets, text) => assets.Where(asset => asset.ExternalId == text)),
        ("data", JsonValueKind.String) => AddText(value, (assets, text) => assets.Where(asset => asset.Data == text)),
        ("createdBy", JsonValueKind.String) => AddText(value, (assets, text) => assets.Where(asset => asset.CreatedBy == text)),
        ("isPreLabeled", JsonValueKind.True) => Add(assets => assets.Where(asset => asset.IsPreLabeled)),
        ("isPreLabeled", JsonValueKind.False) => Add(assets => assets.Where(asset => !asset.IsPreLabeled)),
        ("priority", JsonValueKind.Number) when AssetEntry.IsPriority(value, out var priority) =>
            Add(assets => assets.Where(asset => asset.Priority == priority)),
        ("batches", JsonValueKind.Array) => AddBatches(
            [.. value.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String ? item.GetString()! : item.GetRawText())], names),
        ("_id" or "externalId" or "data" or "createdBy" or "isPreLabeled" or "priority" or "batches", _) =>
            Refusal.BadRequest($"filters.{key}: the value is of the wrong type."),
        _ => Refusal.BadRequest($"Assets cannot be filtered by {key}. Filter by one of: {Keys}."),
    };

    private Refusal? AddId(string text) =>
        AssetId.TryParse(text, null, out var id) ? Add(assets => assets.Where(asset => asset.Id == id)) : Refusal.BadRequest($"Invalid asset: {text}.");

    private Refusal? AddText(JsonElement value, Func<IQueryable<Asset>, string, IQueryable<Asset>> condition)
    {
        var text = value.GetString()!;
        return Add(assets => condition(assets, text));
    }

    /// <summary>An asset must be in all of them.</summary>
    private Refusal? AddBatches(List<string> texts, BatchNames names)
    {
        var unknown = new List<string>();
        batches.UnionWith(names.Find(texts, unknown).Select(batch => batch.Id));
        return unknown.Count == 0 ? null : Refusal.BadRequest($"Invalid batch: {string.Join(", ", unknown)}.");
    }

    private static async Task<IQueryable<Asset>> InBatchAsync(LimnDb db, IQueryable<Asset> assets, BatchId batch, CancellationToken cancellationToken) =>
        await db.AreLargeAsync([batch], cancellationToken)
            ? assets.Where(asset => db.AssetBatches.Any(link => link.AssetId == asset.Id && link.BatchId == batch))
            : assets.Where(asset => db.AssetBatches.Where(link => link.BatchId == batch).Select(link => link.AssetId).Contains(asset.Id));

    private Refusal? Add(Func<IQueryable<Asset>, IQueryable<Asset>> condition)
    {
        conditions.Add(condition);
        return null;
    }
}
