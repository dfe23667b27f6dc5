using System.Text.Json;

namespace Limn.Server.Plugins.Sessions;

/// <summary>What a plugin answers at the end of a run.</summary>
/// <param name="IsError">The author's function failed.</param>
/// <param name="Message">Words for the user beside the result; an extension.</param>
/// <param name="Text">The result: a text, or other JSON as text. Null when there is none.</param>
[GenerateSerializer]
[Immutable]
internal sealed record PluginAnswer([property: Id(0)] bool IsError, [property: Id(1)] string? Message, [property: Id(2)] string? Text)
{
    /// <summary>Characters that are kept of a text; the rest is cut.</summary>
    public const int MostCharacters = 16_384;

    private static readonly string[] ErrorStates = ["error", "fail", "failed"];

    /// <summary>Reads the shapes of all client generations and of the API's documents.</summary>
    public static PluginAnswer Read(JsonElement body)
    {
        var isError = body.Member("error")?.ValueKind == JsonValueKind.True
            || ErrorStates.Contains(body.TextMember("status"), StringComparer.OrdinalIgnoreCase);
        return new PluginAnswer(isError, Cut(body.TextMember("message")), Cut(TextOf(body.Member("response"))));
    }

    private static string? TextOf(JsonElement? response) => response switch
    {
        null or { ValueKind: JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { } other => other.GetRawText(),
    };

    private static string? Cut(string? text) => text?.ToKept(MostCharacters);
}

/// <summary>Texts of plugins, as they are kept.</summary>
internal static class PluginTexts
{
    /// <summary>At most so many characters, no half of a pair among them, and none that a database does not keep.</summary>
    public static string ToKept(this string text, int most)
    {
        var length = Math.Min(text.Length, most);
        var cut = length > 0 && length < text.Length && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;
        return text[..cut].Replace('\0', '\ufffd');
    }
}

/// <summary>Reads members of foreign objects, which may be no objects.</summary>
internal static class JsonMembers
{
    public static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : null;

    /// <summary>A member that is a text; null otherwise.</summary>
    public static string? TextMember(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
