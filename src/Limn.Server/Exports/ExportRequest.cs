using System.Text.Json.Serialization;
using Limn.Server.Tasks;

namespace Limn.Server.Exports;

/// <summary>Layout of the data inside the zip.</summary>
public enum ExportFormat
{
    /// <summary>One JSON array.</summary>
    Json,

    /// <summary>One record per line.</summary>
    NdJson,

    /// <summary>A JSON file per task.</summary>
    Split,
}

/// <summary>What is exported.</summary>
public enum ExportType
{
    Task,
    Issue,
}

/// <summary>What an export holds and how, as the API's parameters say. Every list that is empty means "all".</summary>
public sealed record ExportRequest
{
    public ExportFormat Format { get; init; } = ExportFormat.Json;

    public ExportType Type { get; init; } = ExportType.Task;

    /// <summary>Ids or exact names of the stages that the tasks stand in.</summary>
    public IReadOnlyList<string> Stage { get; init; } = [];

    /// <summary>Ids or names; an asset in any of them is exported.</summary>
    public IReadOnlyList<string> Batches { get; init; } = [];

    public IReadOnlyList<TaskKind> TaskTypes { get; init; } = [TaskKind.Default];

    /// <summary>Metadata of annotations, at any depth. The asset's own metadata is always there.</summary>
    public bool IncludeMetadata { get; init; } = true;

    public bool IncludeHistory { get; init; } = true;

    /// <summary>Leaves out the frames of a video between key frames.</summary>
    public bool IncludeOnlyKeyFrames { get; init; }

    public bool IncludeIdleBlurDurations { get; init; }

    /// <summary>False leaves out <c>asset</c> and <c>dataset</c>.</summary>
    public bool IncludeAssets { get; init; } = true;

    public bool SendEmail { get; init; }

    public bool DoNotNotify { get; init; } = true;

    public TimeFilter? UpdatedAt { get; init; }

    public TimeFilter? CreatedAt { get; init; }
}

/// <summary>A span of time whose ends are not part of it; an end that is null is open.</summary>
public sealed record TimeFilter
{
    [JsonPropertyName("$gt")]
    public DateTimeOffset? After { get; init; }

    [JsonPropertyName("$lt")]
    public DateTimeOffset? Before { get; init; }
}
