using System.Globalization;
using System.Text.Json;
using Limn.Client.Http;
using Limn.Client.Json;

namespace Limn.Client;

/// <summary>Which records an export holds, and what is in them.</summary>
public sealed record ExportQuery
{
    /// <summary>The project.</summary>
    public required string ProjectId { get; init; }

    /// <summary>Tasks or issues. Default tasks.</summary>
    public ExportKind Kind { get; init; }

    /// <summary>Ids or names of stages; tasks standing elsewhere are left out. Empty, the default, means all stages.</summary>
    public IReadOnlyList<string> Stages { get; init; } = [];

    /// <summary>Ids or names of batches; assets in none of them are left out. Empty, the default, means all.</summary>
    public IReadOnlyList<string> Batches { get; init; } = [];

    /// <summary>Kinds of tasks: one of <c>default</c>, <c>consensus</c>, <c>benchmark</c>. Default <c>default</c>.</summary>
    public string TaskType { get; init; } = "default";

    /// <summary>Leave out the frames that the hub interpolated. Default false.</summary>
    public bool IncludeOnlyKeyFrames { get; init; }

    /// <summary>Who made each annotation, and when. Default true.</summary>
    public bool IncludeMetadata { get; init; } = true;

    /// <summary>The stages each task went through. Default true.</summary>
    public bool IncludeHistory { get; init; } = true;

    /// <summary>Times in which the labeller was idle or away. Default false.</summary>
    public bool IncludeIdleBlurDurations { get; init; }

    /// <summary>Only what was changed after this instant.</summary>
    public DateTimeOffset? UpdatedAfter { get; init; }

    /// <summary>Only what was changed before this instant.</summary>
    public DateTimeOffset? UpdatedBefore { get; init; }

    internal Query ToQuery()
    {
        var isTask = Kind == ExportKind.Task;
        return new Query()
            .Add("project", ProjectId)
            // Older hubs write issues as JSON only; both forms are read.
            .Add("format", isTask ? "ndjson" : "json")
            .Add("type", isTask ? "task" : "issue")
            .Add("stage", isTask ? List(Stages) : null)
            .Add("batches", List(Batches))
            .Add("taskTypes", isTask ? List([TaskType]) : null)
            .Add("includeOnlyKeyFrames", IncludeOnlyKeyFrames)
            .Add("includeMetadata", IncludeMetadata)
            .Add("includeHistory", IncludeHistory)
            .Add("includeIdleBlurDurations", IncludeIdleBlurDurations)
            .Add("sendEmail", false)
            .Add("doNotNotify", true)
            .Add("updatedAt", Between(UpdatedAfter, UpdatedBefore));
    }

    private static string? List(IReadOnlyList<string> values) =>
        values.Count == 0 ? null : JsonSerializer.Serialize(values, LimnJson.Options);

    private static string? Between(DateTimeOffset? after, DateTimeOffset? before)
    {
        string?[] bounds = [Bound("$gt", after), Bound("$lt", before)];
        var given = string.Join(',', bounds.Where(b => b is not null));
        return given.Length == 0 ? null : $"{{{given}}}";
    }

    private static string? Bound(string comparison, DateTimeOffset? instant) => instant is { } value
        ? $"\"{comparison}\":\"{value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture)}\""
        : null;
}

/// <summary>What an export is made of.</summary>
public enum ExportKind
{
    /// <summary>One record for each task, with its asset and answer.</summary>
    Task,

    /// <summary>One record for each issue.</summary>
    Issue,
}
