namespace Limn.Annotations.Changes;

/// <summary>Who changed an answer, when and how; hashed together with the changes.</summary>
public sealed record RevisionHeader
{
    /// <summary>The task.</summary>
    public required string TaskId { get; init; }

    /// <summary>Number of the revision in its task, from 1.</summary>
    public required long Number { get; init; }

    /// <summary>When; counted in whole milliseconds.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>E-mail of who made it.</summary>
    public required string By { get; init; }

    /// <summary>How it came: for example <c>human</c>, <c>import</c>, <c>plugin:&lt;session&gt;</c>.</summary>
    public required string Origin { get; init; }

    /// <summary>Id of the stage in which the task was; empty if none.</summary>
    public string Stage { get; init; } = "";

    /// <summary>Version of the category schema that the new answer was written against.</summary>
    public long SchemaVersion { get; init; }
}
