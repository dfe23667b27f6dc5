using System.Text.Json.Nodes;

namespace Limn.Client;

/// <summary>Which assets to list. Everything given must hold.</summary>
public sealed record AssetFilter
{
    /// <summary>This one.</summary>
    public string? Id { get; init; }

    /// <summary>Exactly this name.</summary>
    public string? ExternalId { get; init; }

    /// <summary>Ids of batches; an asset must be in all of them.</summary>
    public IReadOnlyList<string> Batches { get; init; } = [];

    /// <summary>Whether labels were imported for it.</summary>
    public bool? IsPreLabeled { get; init; }

    internal string ToJson()
    {
        var filters = new JsonObject();
        if (Id is not null)
            filters["_id"] = Id;
        if (ExternalId is not null)
            filters["externalId"] = ExternalId;
        if (Batches.Count > 0)
            filters["batches"] = new JsonArray([.. Batches.Select(b => (JsonNode)b)]);
        if (IsPreLabeled is { } value)
            filters["isPreLabeled"] = value;
        return filters.ToJsonString();
    }
}
