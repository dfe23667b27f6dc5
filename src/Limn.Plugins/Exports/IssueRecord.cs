using System.Globalization;
using System.Text.Json;

namespace Limn.Plugins;

/// <summary>An issue of an issue export. Members the hub did not set are null.</summary>
/// <param name="raw">The record as it came.</param>
public sealed class IssueRecord(JsonElement raw)
{
    /// <summary>The record as it came.</summary>
    public JsonElement Raw { get; } = raw;

    /// <summary>Its id.</summary>
    public string Id => Text("_id") ?? "";

    /// <summary>Id of the task it is about.</summary>
    public string TaskId => Text("labelTask") ?? "";

    /// <summary>External id of the asset.</summary>
    public string? ExternalId => Text(Asset, "externalId");

    /// <summary>Names of the asset's batches.</summary>
    public IReadOnlyList<string> Batches => List(Asset, "batches", e => e.ValueKind == JsonValueKind.String ? e.GetString() : null);

    /// <summary><c>Open</c>, <c>Resolved</c> or <c>Closed</c>.</summary>
    public string? Status => Text("status");

    /// <summary>Name of the stage where it was opened.</summary>
    public string? Stage => Text("stage");

    /// <summary>Id of that stage.</summary>
    public string? StageId => Text("stageId");

    /// <summary>E-mail address of who opened it.</summary>
    public string? CreatedBy => Text("createdBy");

    /// <summary>When it was opened.</summary>
    public DateTimeOffset? CreatedAt =>
        DateTimeOffset.TryParse(Text("createdAt"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    /// <summary>What it says.</summary>
    public string? Content => Text("content");

    /// <summary>What was answered, oldest first.</summary>
    public IReadOnlyList<IssueComment> Comments =>
        List(Raw, "comments", e => new IssueComment(Text(e, "createdBy"), Text(e, "content") ?? ""));

    /// <summary>First page or frame, from 0.</summary>
    public int? Page => Number("page");

    /// <summary>Last page or frame, from 0.</summary>
    public int? PageEnd => Number("pageEnd");

    /// <summary>Where it sits: a text such as <c>[12.5, 40]</c>, or the index of a character.</summary>
    public string? Position => Text("position");

    /// <summary>The object it is about.</summary>
    public string? ObjectId => Text("objectId");

    /// <summary>Category of the error.</summary>
    public string? ErrorType => Text("errorType");

    /// <summary>Code of the error.</summary>
    public string? ErrorCode => Text("errorCode");

    private JsonElement Asset => Member(Raw, "asset");

    private string? Text(string name) => Text(Raw, name);

    private int? Number(string name) =>
        Member(Raw, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) ? number : null;

    private static string? Text(JsonElement record, string name) =>
        Member(record, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static List<T> List<T>(JsonElement record, string name, Func<JsonElement, T?> read)
        where T : class =>
        Member(record, name) is { ValueKind: JsonValueKind.Array } array ? [.. array.EnumerateArray().Select(read).OfType<T>()] : [];

    private static JsonElement Member(JsonElement record, string name) =>
        record.ValueKind == JsonValueKind.Object && record.TryGetProperty(name, out var value) ? value : default;
}

/// <summary>A comment on an issue.</summary>
/// <param name="CreatedBy">E-mail address of who wrote it.</param>
/// <param name="Content">What it says.</param>
public sealed record IssueComment(string? CreatedBy, string Content);
