using System.Text.Json;
using System.Text.Json.Nodes;

namespace Limn.Plugins.Runs;

/// <summary>What the hub said about a run, read without ever failing: a value of another type counts as absent.</summary>
internal sealed class RunPayload(JsonObject raw)
{
    internal JsonObject Raw { get; } = raw;

    internal string Session => Text("session");

    internal string ApiKey => Text("apiKey");

    internal string ProjectId => Text("projectId");

    internal string OrganizationId => Text("orgId");

    internal string RunBy => Text("runBy");

    /// <summary>Clients before 1.4 knew batches by the name "tags", and so do some hubs.</summary>
    internal IReadOnlyList<string> Batches => List("batches") ?? List("tags") ?? [];

    internal string Text(string name) => OptionalText(name) ?? "";

    internal string? OptionalText(string name) =>
        Raw[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    internal bool Flag(string name, bool otherwise) => Raw[name]?.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => otherwise,
    };

    /// <summary>The strings of an array; null when there is no array.</summary>
    internal IReadOnlyList<string>? List(string name) => Raw[name] is JsonArray array
        ? [.. array.OfType<JsonValue>().Where(v => v.GetValueKind() == JsonValueKind.String).Select(v => v.GetValue<string>())]
        : null;

    /// <summary>The configuration; false and an empty object when the text is no JSON object.</summary>
    internal bool TryReadConfig(out JsonObject config)
    {
        config = [];
        if (Raw["configJSON"] is JsonObject given)
        {
            config = given.DeepClone().AsObject();
            return true;
        }

        var text = OptionalText("configJSON");
        if (string.IsNullOrWhiteSpace(text))
            return true;
        try
        {
            var parsed = JsonNode.Parse(text) as JsonObject;
            config = parsed ?? config;
            return parsed is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
