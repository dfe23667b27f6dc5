using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using Limn.Server.Hosting;

namespace Limn.Server.Projects;

/// <summary>The settings of a project that no other column holds, with their defaults. Stored as one object of those that were ever set.</summary>
internal record ProjectSettings
{
    /// <summary>For projects of type <c>pct</c>.</summary>
    public RawJson PctConfig { get; init; } = RawJson.EmptyObject;

    public double QueueVersion { get; init; } = 2;

    public bool BenchmarkEnabled { get; init; }

    public double BenchmarkRatio { get; init; } = 10;

    /// <summary>Address of the instructions for annotators.</summary>
    public string? Instructions { get; init; }

    public string OcrLanguage { get; init; } = "eng";

    /// <summary>Seconds without input after which time no longer counts.</summary>
    public double IdleTimeout { get; init; } = 300;

    public RawJson ProjectPlugins { get; init; } = RawJson.EmptyObject;

    public IReadOnlyList<RawJson> PluginPresets { get; init; } = [];

    public bool ErrorCodesEnabled { get; init; }

    public RawJson ErrorSchema { get; init; } = RawJson.EmptyObject;

    /// <summary>A task whose answer breaks a rule of the category schema is not submitted.</summary>
    public bool PreventSubmissionWithError { get; init; } = true;

    /// <summary>A reviewer rejects a task only when it has an open issue from this stage.</summary>
    public bool RejectRequiresIssue { get; init; }

    /// <summary>A task with open issues is not accepted.</summary>
    public bool OpenIssuesBlockAccept { get; init; }

    public bool ExportStorageEnabled { get; init; }

    public string? ExportStorageId { get; init; }

    public string? ExportStorageBucket { get; init; }

    public string? ExportStoragePath { get; init; }

    public bool TaskSkipEnabled { get; init; } = true;

    public bool UnassignSkippedTask { get; init; }

    public bool GcSyncEnabled { get; init; }

    private static readonly FrozenDictionary<string, string> Names = Json.Options.GetTypeInfo(typeof(ProjectSettings)).Properties
        .ToFrozenDictionary(property => property.Name, property => property.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads what a project holds.</summary>
    public static ProjectSettings From(RawJson stored) => stored.To<ProjectSettings>() ?? new ProjectSettings();

    /// <summary>
    /// Puts <paramref name="changes"/> over what is stored; null takes a setting back to its default, other keys are passed over. Adds a
    /// problem for each value of the wrong type.
    /// </summary>
    public static RawJson Merge(RawJson stored, IReadOnlyDictionary<string, JsonElement> changes, List<Problem> problems)
    {
        var settings = JsonNode.Parse(stored.Utf8.Span)!.AsObject();
        foreach (var (key, value) in changes)
        {
            if (!Names.TryGetValue(key, out var name))
            {
                continue;
            }

            settings.Remove(name);
            if (value.ValueKind != JsonValueKind.Null && IsReadable(name, value, problems))
            {
                settings.Add(name, JsonNode.Parse(value.GetRawText()));
            }
        }

        return RawJson.From(settings);
    }

    private static bool IsReadable(string name, JsonElement value, List<Problem> problems)
    {
        try
        {
            RawJson.From(new Dictionary<string, JsonElement> { [name] = value }).To<ProjectSettings>();
            return true;
        }
        catch (JsonException)
        {
            problems.Add(new Problem(name, "The value is of the wrong type."));
            return false;
        }
    }
}
