using System.Text.Json.Serialization;
using Limn.Server.Tasks;

namespace Limn.Server.Workflow;

internal sealed record RequeueTasksRequest
{
    /// <summary>Id of the stage that the tasks go to.</summary>
    public string? ToStageId { get; init; }

    /// <summary>Which tasks; none of its lists means all tasks of the project, which only managers may do.</summary>
    public TaskFilters? Filters { get; init; }

    public RequeueOptions? Options { get; init; }
}

internal sealed record RequeueOptions
{
    /// <summary>Empties the answers.</summary>
    public bool? RemoveAnnotations { get; init; }

    /// <summary>Anybody in the stage may take the tasks; else they go to whoever did them there before.</summary>
    public bool? RemoveAssignee { get; init; }

    /// <summary>Deletes the records of the tasks' visits.</summary>
    public bool? RemoveStageHistory { get; init; }

    /// <summary>Older name of <see cref="RemoveAnnotations"/>.</summary>
    public bool? ResetAnswer { get; init; }

    /// <summary>Older name of <see cref="RemoveAssignee"/>.</summary>
    public bool? Unassign { get; init; }

    /// <summary>Also tasks that somebody edits right now; else these stay.</summary>
    public bool? Force { get; init; }
}

/// <param name="ModifiedCount">How many were moved where.</param>
internal sealed record RequeueTasksReply(ModifiedCount ModifiedCount);

internal sealed record ModifiedCount(long Modified, string ToStageId);

internal sealed record ForwardTasksRequest
{
    /// <summary>Id of the stage where the tasks wait; Start when absent.</summary>
    public string? StageId { get; init; }

    /// <summary>Which of them; all when absent.</summary>
    public TaskFilters? Filters { get; init; }
}

/// <param name="Forwarded">Tasks that were sent on.</param>
internal sealed record ForwardTasksReply(long Forwarded);

internal sealed record UpdatePriorityRequest
{
    public TaskFilters? Filters { get; init; }

    /// <summary>-10,000 to 10,000; queues serve higher ones first.</summary>
    public double? Priority { get; init; }

    /// <summary>Takes none yet.</summary>
    public RawJson Options { get; init; }
}

internal sealed record UpdatePriorityReply(PriorityResult Result);

internal sealed record PriorityResult(long Modified);

/// <summary>What a bulk action is to do, as its job keeps it.</summary>
/// <param name="Filters">Which tasks.</param>
/// <param name="By">E-mail.</param>
internal sealed record BulkOrder(TaskFilters Filters, string By)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RequeueOrder? Requeue { get; init; }

    /// <summary>Id of the stage from which tasks are sent on.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ForwardFrom { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Priority { get; init; }

    /// <summary>For the audit log.</summary>
    [JsonIgnore]
    public string Action => Requeue is not null ? "tasks.requeue" : ForwardFrom is not null ? "tasks.forward" : "tasks.priority";
}

/// <param name="ToStageId">Where to.</param>
/// <param name="RemovesAnnotations">See <see cref="Workflow.Requeue"/>; so the rest.</param>
/// <param name="RemovesAssignee">Likewise.</param>
/// <param name="RemovesStageHistory">Likewise.</param>
/// <param name="Forces">Likewise.</param>
/// <param name="Since">Likewise.</param>
internal sealed record RequeueOrder(
    string ToStageId, bool RemovesAnnotations, bool RemovesAssignee, bool RemovesStageHistory, bool Forces, DateTimeOffset? Since);

/// <param name="Modified">Tasks that were changed.</param>
internal sealed record BulkResult(long Modified);
