using System.Text.Json;

namespace Limn.Server.Assets;

/// <summary>Something shown beside an asset.</summary>
internal sealed record Attachment(string Type, string Value)
{
    private static readonly string[] Types = ["IMAGE", "VIDEO", "TEXT"];

    public const string Form = "An attachment is an object with type (IMAGE, VIDEO or TEXT) and value, a text.";

    /// <summary>Null when it has not <see cref="Form"/>.</summary>
    public static Attachment? From(string? type, string? value) =>
        value is not null && Types.FirstOrDefault(known => known.Equals(type, StringComparison.OrdinalIgnoreCase)) is { } found
            ? new Attachment(found, value)
            : null;

    /// <inheritdoc cref="From(string?, string?)"/>
    public static Attachment? From(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String
        && element.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.String
            ? From(type.GetString(), value.GetString())
            : null;
}
