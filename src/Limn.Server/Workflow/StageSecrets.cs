using System.Text.Json.Nodes;

namespace Limn.Server.Workflow;

/// <summary>
/// Secrets in stages can be written and not read: a reader gets <see cref="Hidden"/>, and saving that keeps the secret that is stored.
/// </summary>
internal static class StageSecrets
{
    public const string Hidden = "********";
    private static readonly string[] Keys = ["secret", "token"];

    /// <summary>The workflow as readers get it.</summary>
    public static RawJson Hide(RawJson stages) => Replace(stages, (_, _) => Hidden);

    /// <summary>The workflow as it is stored, with the secrets that <paramref name="sent"/> leaves hidden.</summary>
    public static RawJson Restore(RawJson sent, RawJson stored)
    {
        var known = Stages(stored).ToLookup(stage => TextOf(stage, "id"));
        return Replace(sent, (stage, key) => TextOf(stage, key) == Hidden
            ? known[TextOf(stage, "id")].Select(old => TextOf(old, key)).FirstOrDefault() ?? ""
            : TextOf(stage, key)!);
    }

    private static RawJson Replace(RawJson stages, Func<JsonObject, string, string> secretOf)
    {
        var list = JsonNode.Parse(stages.Utf8.Span);
        var isChanged = false;
        foreach (var stage in (list as JsonArray ?? []).OfType<JsonObject>())
        {
            foreach (var key in Keys.Where(key => TextOf(stage, key) is { Length: > 0 }))
            {
                stage[key] = secretOf(stage, key);
                isChanged = true;
            }
        }

        return isChanged ? RawJson.From(list) : stages;
    }

    private static IEnumerable<JsonObject> Stages(RawJson stages) => (JsonNode.Parse(stages.Utf8.Span) as JsonArray ?? []).OfType<JsonObject>();

    private static string? TextOf(JsonObject stage, string key) =>
        stage.TryGetPropertyValue(key, out var value) && value is JsonValue text && text.TryGetValue<string>(out var found) ? found : null;
}
