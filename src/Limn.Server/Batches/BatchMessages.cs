using System.Text.Json;
using System.Text.Json.Serialization;

namespace Limn.Server.Batches;

/// <summary>The project's whole list of batches, in the order in which queues serve them.</summary>
internal sealed record SetBatchesRequest(IReadOnlyList<EditBatchRequest>? Batches);

/// <summary>A batch as a caller sends it: without <c>_id</c> it is new, further keys are kept.</summary>
internal sealed record EditBatchRequest
{
    [JsonPropertyName("_id")]
    public BatchId? Id { get; init; }

    public string? Name { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement> Extra { get; init; } = [];
}

internal sealed record BatchReply
{
    [JsonPropertyName("_id")]
    public required BatchId Id { get; init; }

    public required string Name { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; init; }

    public static BatchReply From(Batch batch) =>
        new() { Id = batch.Id, Name = batch.Name, Extra = batch.Extra.To<Dictionary<string, JsonElement>>() };
}

internal sealed record BatchEnvelope(BatchReply Batch);

/// <param name="Assets">Ids; those of other projects are passed over.</param>
/// <param name="Batches">Ids or names; they replace the assets' batches.</param>
/// <param name="ProjectId">May be left out: then it is the project of the first asset.</param>
internal sealed record AssignBatchesRequest(IReadOnlyList<AssetId>? Assets, IReadOnlyList<string>? Batches, string? ProjectId);

/// <param name="Assets">How many assets were changed.</param>
internal sealed record AssetsChangedReply(int Assets);
