using System.Text.Json.Serialization;
using Limn.Server.Hosting;
using Limn.Server.Workflow;
using Microsoft.AspNetCore.Mvc;

namespace Limn.Server.Assets;

/// <summary>The body of an import of assets, for the API's document; it is read as a stream.</summary>
/// <param name="UploadLocal">The text <c>true</c> copies files that lie elsewhere into the server's own store.</param>
/// <param name="Priority">For assets that have none of their own.</param>
internal sealed record ImportAssetsRequest(IReadOnlyList<AssetRequest> Assets, string? UploadLocal, int? Priority);

/// <param name="Data">Address of a file, or a text to annotate. Default: the first page.</param>
/// <param name="Dataset">Addresses of the pages, in their order, of an asset of several pictures.</param>
/// <param name="Overlay">Reference pictures to lie over the asset: addresses, or objects with url, title, opacity and visible; for pages a list for each.</param>
/// <param name="ExternalId">Need not be unique. Default: the last part of the address.</param>
/// <param name="Batches">Ids or names; they replace those given for the whole import.</param>
/// <param name="Priority">-10,000 to 10,000; higher first.</param>
internal sealed record AssetRequest(
    string? Data, IReadOnlyList<string>? Dataset, RawJson Overlay, string? ExternalId, string? Storage, IReadOnlyList<string>? Batches,
    RawJson ContextData, RawJson Metadata, IReadOnlyList<AttachmentRequest>? Attachments, RawJson Objects, RawJson Classifications, RawJson Relations, int? Priority);

internal sealed record ImportAssetsReply(ImportedAssets Assets);

/// <param name="PreLabelsCount">Objects, classifications and relations in the request.</param>
/// <param name="ValidPreLabelsCount">Those that were stored. An entry with anything wrong in its labels becomes an asset without any.</param>
/// <param name="PreLabelProblems">What was wrong; left out when nothing was.</param>
internal sealed record ImportedAssets(
    int AssetsCreated, int TasksCreated, int PreLabelsCount, int ValidPreLabelsCount,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Problem>? PreLabelProblems);

/// <param name="Filters">A JSON object of <c>_id</c>, <c>externalId</c>, <c>isPreLabeled</c>, <c>batches</c> (an asset must be in all), <c>priority</c>.</param>
internal sealed record AssetListQuery(
    int? Page, int? Limit, string? Sort, string? Filters, [property: FromQuery(Name = "_id")] string? Id, string? ExternalId,
    string? Batches)
{
    public PageQuery Paging => new(Page, Limit, Sort);
}

internal sealed record AssetsReply(IReadOnlyList<AssetReply> Assets, int Total);

internal sealed record AssetReply
{
    [JsonPropertyName("_id")]
    public required AssetId Id { get; init; }

    public required ProjectId Project { get; init; }

    public required OrganizationId Organization { get; init; }

    public required string ExternalId { get; init; }

    public required string Data { get; init; }

    public required string? Storage { get; init; }

    /// <summary>Ids.</summary>
    public required IReadOnlyList<BatchId> Batches { get; init; }

    public required RawJson Metadata { get; init; }

    public required RawJson ContextData { get; init; }

    public required RawJson Attachments { get; init; }

    /// <summary>Addresses of the pages; empty for an asset of one file.</summary>
    public required IReadOnlyList<string> Dataset { get; init; }

    public required RawJson Overlay { get; init; }

    public required int Priority { get; init; }

    public required bool IsPreLabeled { get; init; }

    public bool Deleted { get; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    public required IReadOnlyList<LabelTaskReply> LabelTasks { get; init; }
}

/// <summary>A task, as far as an asset shows it.</summary>
/// <param name="Assignee">E-mail.</param>
internal sealed record LabelTaskReply(
    [property: JsonPropertyName("_id")] TaskId Id, string Stage, string Status, string? Assignee, IReadOnlyList<StageVisitReply> StageHistory);

internal sealed record DeleteAssetsRequest(IReadOnlyList<AssetId>? Assets);

/// <param name="Attachments">To each: the assets, and what they get.</param>
internal sealed record AttachRequest(string? Project, IReadOnlyList<AttachEntryRequest>? Attachments);

/// <summary>Selects assets by <c>externalId</c> or <c>assetId</c>, where given also by <c>data</c>, and lists what they get.</summary>
internal sealed record AttachEntryRequest(
    string? ExternalId, AssetId? AssetId, string? Data, IReadOnlyList<AttachmentRequest>? Attachments, string? AttachmentUrl, string? AttachmentType);

/// <param name="Type"><c>IMAGE</c>, <c>VIDEO</c> or <c>TEXT</c>, in any case.</param>
/// <param name="Value">An address or a text.</param>
internal sealed record AttachmentRequest(string? Type, string? Value);

internal sealed record AttachReply(AttachedCounts Project);

internal sealed record AttachedCounts(int AttachmentsImported, int AssetsUpdated);
