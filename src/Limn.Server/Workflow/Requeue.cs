namespace Limn.Server.Workflow;

/// <summary>Putting tasks into a stage, whatever the workflow says.</summary>
internal sealed record Requeue
{
    public required ProjectId ProjectId { get; init; }

    /// <summary>The workflow in force.</summary>
    public required StageGraph Graph { get; init; }

    public required Stage To { get; init; }

    /// <summary>E-mail of who does it.</summary>
    public required string By { get; init; }

    /// <summary>Why, for the marker: <see cref="TaskMarker.Event"/>.</summary>
    public string Event { get; init; } = TaskMarker.Requeued;

    /// <summary>Their answers become empty; the revisions before stay in the log.</summary>
    public bool RemovesAnnotations { get; init; }

    /// <summary>Nobody has done them before in the target stage, so anybody there gets them.</summary>
    public bool RemovesAssignee { get; init; }

    /// <summary>The records of their visits so far are deleted.</summary>
    public bool RemovesStageHistory { get; init; }

    /// <summary>Also those that somebody edits right now.</summary>
    public bool Forces { get; init; }

    /// <summary>
    /// Those that entered the target stage at this instant or later were put there by the same work before it was broken off, and stay.
    /// Null: all are meant.
    /// </summary>
    public DateTimeOffset? Since { get; init; }
}
