using Limn.Server.Tasks;
using Limn.Server.Workflow;

namespace Limn.Server.Queues;

/// <summary>What one does with the tasks of a queue.</summary>
internal enum QueueKind
{
    Label,
    Review,
}

internal sealed record NextTaskRequest
{
    /// <summary><c>label</c> or <c>review</c>.</summary>
    public required QueueKind Kind { get; init; }

    /// <summary>Only from the stage with this id; null = from all that are open to the caller.</summary>
    public string? Stage { get; init; }

    /// <summary>The editor's session. A task that it holds already is given again; null starts a new session.</summary>
    public string? Session { get; init; }

    /// <summary>Starts a new round: tasks that the caller passed over are offered again.</summary>
    public bool? Restart { get; init; }
}

/// <param name="Task">Null when there is none for the caller.</param>
/// <param name="Reasons">Why there is none; empty with a task.</param>
/// <param name="Lease">The edit lock on the task; null without one.</param>
internal sealed record NextTaskReply(TaskReply? Task, IReadOnlyList<QueueReason> Reasons, LeaseReply? Lease);

/// <summary>Why somebody is offered no task.</summary>
/// <param name="Code"><c>noStage</c>, <c>empty</c>, <c>assignedToOthers</c>, <c>ownWork</c>, <c>skipped</c> or <c>openElsewhere</c>.</param>
/// <param name="Message">A sentence for people.</param>
internal sealed record QueueReason(string Code, string Message);

/// <param name="Session">Goes with every save, renewal and submission.</param>
/// <param name="ExpiresAt">Renew before.</param>
internal sealed record LeaseReply(string Session, DateTimeOffset ExpiresAt);

internal sealed record OpenLeaseRequest
{
    /// <summary>The editor's session: opens the task for it, or renews its lock. Null starts a new session.</summary>
    public string? Session { get; init; }

    /// <summary>Takes the lock from another window of the caller; leads take it from anybody.</summary>
    public bool? TakeOver { get; init; }
}

/// <param name="Lease">The edit lock.</param>
/// <param name="Stage">Id of the stage that the task stands in.</param>
/// <param name="Revision">The answer's revision in force.</param>
internal sealed record OpenLeaseReply(LeaseReply Lease, string Stage, int Revision);

internal sealed record SkipTaskRequest
{
    /// <summary>The editor's session that holds the task.</summary>
    public string? Session { get; init; }

    /// <summary>Milliseconds that were spent on it.</summary>
    public double? Duration { get; init; }
}

internal sealed record SubmitTaskRequest
{
    /// <summary>The whole answer; absent submits the one that is stored.</summary>
    public RawJson Answer { get; init; }

    /// <summary>Address of the painted mask; null keeps the one that is stored.</summary>
    public string? BrushDataUrl { get; init; }

    /// <inheritdoc cref="BrushDataUrl"/>
    public string? MedicalBrushDataUrl { get; init; }

    /// <summary>Milliseconds of work since the last save.</summary>
    public double? Duration { get; init; }

    /// <summary>The revision that the answer was made from; when another one is in force, 409 tells it.</summary>
    public int? Revision { get; init; }

    /// <summary>The editor's session that holds the task.</summary>
    public string? Session { get; init; }

    /// <summary>A name for this request; sent again under the same name, it changes nothing and answers the same.</summary>
    public string? Token { get; init; }
}

/// <summary>How many tasks wait for the caller; each number is counted up to 1,000.</summary>
/// <param name="Label">Over all label stages.</param>
/// <param name="Review">Over all review stages.</param>
/// <param name="Stages">The stages that are open to the caller.</param>
internal sealed record QueueReply(int Label, int Review, IReadOnlyList<QueueStageReply> Stages);

internal sealed record QueueStageReply(string StageId, string Name, StageType Type, int Available);
