using System.Text.Json;
using Limn.Annotations.Validation;
using Limn.Server.Batches;
using Limn.Server.Files;
using Problem = Limn.Server.Hosting.Problem;

namespace Limn.Server.Assets;

/// <summary>What entries are read by.</summary>
internal sealed record AssetContext(BatchNames Batches, AnswerLimits Limits);

/// <summary>An asset as a caller wants it, checked.</summary>
internal sealed record AssetEntry
{
    private const int LongestExternalId = 1000;
    private const int LongestData = 8 << 20;
    private const int LongestContext = 64 << 10;
    private const int HighestPriority = 10_000;

    /// <summary>Where it stands in the body, for messages.</summary>
    public required string Path { get; init; }

    public required string Data { get; init; }

    /// <summary>The key in <see cref="Data"/> when that has the form of an address of ours.</summary>
    public required string? FileKey { get; init; }

    /// <summary>Null when neither it nor an address was given.</summary>
    public required string? ExternalId { get; init; }

    /// <summary>Null: those of the whole import.</summary>
    public required IReadOnlyList<BatchPlace>? Batches { get; init; }

    public required RawJson Metadata { get; init; }

    public required RawJson ContextData { get; init; }

    public required RawJson Attachments { get; init; }

    public required RawJson Dataset { get; init; }

    public required RawJson Overlay { get; init; }

    public required int? Priority { get; init; }

    /// <summary>Null when it comes without.</summary>
    public required AssetLabels? Labels { get; init; }

    /// <summary>A file elsewhere.</summary>
    public bool IsAddress => IsHttp(Data);

    /// <summary>Null, and what is wrong, when the entry cannot become an asset.</summary>
    public static AssetEntry? Read(JsonElement element, string path, AssetContext context, List<Problem> problems)
    {
        var before = problems.Count;
        var entry = new Fields(element, path, problems);
        if (element.ValueKind != JsonValueKind.Object)
        {
            entry.Report("", "An asset is an object.");
            return null;
        }

        var pages = ReadPages(entry);
        var data = ReadData(entry, pages);
        if (entry.Find("storage", JsonValueKind.String, "The id of a storage.") is { } storage)
        {
            entry.Report("storage", $"Invalid storage: {storage.GetString()}.");
        }

        var found = new AssetEntry
        {
            Path = path, Data = data, FileKey = FileAddress.KeyIn(data), ExternalId = ReadExternalId(entry, data), Batches = ReadBatches(entry, context.Batches),
            Metadata = entry.Object("metadata") ?? RawJson.EmptyObject, ContextData = entry.Object("contextData") ?? default,
            Attachments = ReadAttachments(entry), Dataset = pages is null ? default : RawJson.From(pages), Overlay = ReadOverlay(entry),
            Priority = ReadPriority(entry.Find("priority", JsonValueKind.Number, PriorityForm), entry),
            Labels = AssetLabels.Read(element, context.Limits),
        };
        if (found.ContextData.Utf8.Length > LongestContext)
        {
            entry.Report("contextData", $"At most {LongestContext} bytes.");
        }

        return problems.Count == before ? found : null;
    }

    public const string PriorityForm = "A priority is a whole number from -10000 to 10000.";

    public static bool IsPriority(JsonElement value, out int priority)
    {
        priority = 0;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out priority) && priority is >= -HighestPriority and <= HighestPriority;
    }

    private static bool IsHttp(string text) =>
        text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    private static List<string>? ReadPages(Fields entry)
    {
        if (entry.Find("dataset", JsonValueKind.Array, PageList.Form) is not { } list || list.GetArrayLength() == 0)
        {
            return null;
        }

        var pages = PageList.Read(list);
        if (pages is null)
        {
            entry.Report("dataset", PageList.Form);
        }

        return pages;
    }

    private static RawJson ReadOverlay(Fields entry)
    {
        if (entry.Find("overlay", JsonValueKind.Array, PageList.OverlayForm) is not { } list || list.GetArrayLength() == 0)
        {
            return default;
        }

        if (!PageList.IsOverlay(list))
        {
            entry.Report("overlay", PageList.OverlayForm);
        }

        return RawJson.From(list);
    }

    private static string ReadData(Fields entry, List<string>? pages)
    {
        var data = entry.Find("data", JsonValueKind.String, "An address or a text.")?.GetString() ?? pages?[0] ?? "";
        if (data.Length is 0 or > LongestData)
        {
            entry.Report("data", $"An asset has data: the address of its file, or a text of at most {LongestData} characters.");
        }

        return data;
    }

    private static string? ReadExternalId(Fields entry, string data)
    {
        var text = entry.Find("externalId", JsonValueKind.String, "A text.")?.GetString();
        if (text?.Length > LongestExternalId)
        {
            entry.Report("externalId", $"At most {LongestExternalId} characters.");
        }

        if (!string.IsNullOrEmpty(text) || !IsHttp(data))
        {
            return string.IsNullOrEmpty(text) ? null : text;
        }

        var name = Uri.UnescapeDataString(FileAddress.WithoutQuery(data).TrimEnd('/').Split('/')[^1]);
        return name.Length is 0 or > LongestExternalId ? null : name;
    }

    private static List<BatchPlace>? ReadBatches(Fields entry, BatchNames batches)
    {
        if (entry.Find("batches", JsonValueKind.Array, "A list of ids or names.") is not { } list)
        {
            return null;
        }

        var unknown = new List<string>();
        var found = batches.Find(list.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String ? item.GetString()! : item.GetRawText()), unknown);
        if (unknown.Count > 0)
        {
            entry.Report("batches", $"Invalid batch: {string.Join(", ", unknown)}.");
        }

        return found;
    }

    private static RawJson ReadAttachments(Fields entry)
    {
        if (entry.Find("attachments", JsonValueKind.Array, "A list.") is not { } list || list.GetArrayLength() == 0)
        {
            return default;
        }

        var attachments = list.EnumerateArray().Select(Attachment.From).ToList();
        if (attachments.Contains(null))
        {
            entry.Report("attachments", Attachment.Form);
        }

        return RawJson.From(attachments);
    }

    private static int? ReadPriority(JsonElement? value, Fields entry)
    {
        if (value is not { } number)
        {
            return null;
        }

        if (!IsPriority(number, out var priority))
        {
            entry.Report("priority", PriorityForm);
        }

        return priority;
    }

    /// <summary>The keys of an entry, and where their problems are reported.</summary>
    private readonly record struct Fields(JsonElement Element, string Path, List<Problem> Problems)
    {
        public void Report(string key, string message) => Problems.Add(new Problem(key.Length == 0 ? Path : $"{Path}.{key}", message));

        /// <summary>Null when the key is absent or null, and, with a problem, when it is of another kind.</summary>
        public JsonElement? Find(string key, JsonValueKind kind, string form)
        {
            if (!Element.TryGetProperty(key, out var value) || value.ValueKind == JsonValueKind.Null)
            {
                return null;
            }

            if (value.ValueKind == kind)
            {
                return value;
            }

            Report(key, form);
            return null;
        }

        public RawJson? Object(string key) => Find(key, JsonValueKind.Object, "A JSON object.") is { } value ? RawJson.From(value) : null;
    }
}
