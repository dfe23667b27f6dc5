using System.Text.Json;
using Limn.Server.Files;

namespace Limn.Server.Assets;

/// <summary>The pages of an asset of several pictures, and the pictures to lie over them.</summary>
internal static class PageList
{
    private const int Most = 10_000;

    public const string Form = "The dataset is a list of at most 10000 addresses, one for each page.";

    public const string OverlayForm =
        "The overlay is a list of addresses or of objects with url, and as you like title, opacity (0 to 1) and visible; for pages a list of such lists.";

    /// <summary>Null when the list has not <see cref="Form"/>.</summary>
    public static List<string>? Read(JsonElement list) =>
        list.GetArrayLength() <= Most && list.EnumerateArray().All(IsAddress) ? [.. list.EnumerateArray().Select(WithoutSignature)] : null;

    /// <summary>Whether the list has <see cref="OverlayForm"/>.</summary>
    public static bool IsOverlay(JsonElement list) =>
        list.GetArrayLength() <= Most
        && list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Array ? item.EnumerateArray().All(IsPicture) : IsPicture(item));

    /// <summary>The addresses by which the caller reaches the pages; none for an asset of one file.</summary>
    public static IReadOnlyList<string> Show(RawJson dataset, string origin) =>
        dataset.To<List<string>>()?.ConvertAll(page => FileAddress.KeyIn(page) is { } key ? FileLinks.PlainUrl(origin, key) : page) ?? [];

    private static string WithoutSignature(JsonElement item) =>
        item.GetString()! is var page && FileAddress.KeyIn(page) is null ? page : FileAddress.WithoutQuery(page);

    private static bool IsAddress(JsonElement item) =>
        item.ValueKind == JsonValueKind.String && Uri.TryCreate(item.GetString(), UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);

    private static bool IsPicture(JsonElement item) =>
        IsAddress(item)
        || (item.ValueKind == JsonValueKind.Object && item.TryGetProperty("url", out var url) && IsAddress(url)
            && HasKind(item, "title", JsonValueKind.String) && HasKind(item, "visible", JsonValueKind.True, JsonValueKind.False)
            && (!item.TryGetProperty("opacity", out var opacity) || (opacity.ValueKind == JsonValueKind.Number && opacity.GetDouble() is >= 0 and <= 1)));

    private static bool HasKind(JsonElement item, string key, params ReadOnlySpan<JsonValueKind> kinds) =>
        !item.TryGetProperty(key, out var value) || kinds.Contains(value.ValueKind);
}
