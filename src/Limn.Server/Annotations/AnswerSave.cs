using Limn.Annotations.Schemas;
using Limn.Server.Auth;
using Limn.Server.Permissions;
using Limn.Server.Projects;
using Limn.Server.Tasks;
using Limn.Server.Workflow;

namespace Limn.Server.Annotations;

/// <summary>What somebody wants to do to a task: save an answer, end its visit to the stage, or both.</summary>
internal sealed record AnswerSave
{
    public const int LongestToken = 100;

    public required TaskId TaskId { get; init; }

    public required Worker Worker { get; init; }

    /// <summary>The whole new answer; empty to keep the one that is stored.</summary>
    public RawJson Answer { get; init; }

    /// <summary>Null keeps the mask that is stored.</summary>
    public string? BrushDataUrl { get; init; }

    /// <inheritdoc cref="BrushDataUrl"/>
    public string? MedicalBrushDataUrl { get; init; }

    /// <summary>Milliseconds of work since the last save.</summary>
    public long Duration { get; init; }

    /// <summary>The revision that the new answer was made from; when another is in force, nothing is saved. Null: whatever is in force.</summary>
    public int? Revision { get; init; }

    /// <summary>The editor session that does it; refused when it does not hold the edit lock. Null for callers without an editor.</summary>
    public string? Session { get; init; }

    /// <summary>The caller's name of the request: when the task has left its stage under the same name, nothing happens again.</summary>
    public string? Token { get; init; }

    public SaveEnd End { get; init; }
}

/// <summary>What happens to the task after the save.</summary>
internal enum SaveEnd
{
    /// <summary>It stays.</summary>
    None,

    /// <summary>The work of the stage is done; in a review stage this accepts.</summary>
    Next,

    /// <summary>The work of a label stage is done, as its labeler sees it: nothing that the schema demands is missing.</summary>
    Submit,

    Accept,
    Reject,
}

/// <summary>Who works on a task, and by what right.</summary>
internal sealed record Worker
{
    public required UserId UserId { get; init; }

    public required string Email { get; init; }

    public required ProjectRole Role { get; init; }

    /// <summary>The plugin that does it in the user's name.</summary>
    public WorkerPlugin? Plugin { get; init; }

    /// <summary>A plugin proved by the key of its run that it is one; the word of a caller with a key of his own changes no right.</summary>
    public bool IsRun => Plugin?.SessionId is not null;

    /// <summary>How annotations and records name him.</summary>
    public string Author => Plugin?.Name ?? Email;

    public static Worker From(Caller caller, ProjectAccess project) =>
        new() { UserId = caller.UserId, Email = caller.Email, Role = project.ProjectRole };
}

/// <param name="Name">As annotations name it.</param>
/// <param name="SessionId">The run, when the caller proved it by its key.</param>
internal sealed record WorkerPlugin(string Name, PluginSessionId? SessionId);

/// <summary>A task with what a change of it depends on, as it was read.</summary>
internal sealed record LoadedTask
{
    public required AnnotationTask Task { get; init; }

    /// <summary>Null when nobody has touched it.</summary>
    public StoredAnswer? Answer { get; set; }

    public required StageGraph Graph { get; init; }

    public required CategorySchema Schema { get; init; }

    public required int SchemaVersion { get; init; }

    /// <summary>The asset's address or text.</summary>
    public required string AssetData { get; init; }

    /// <summary>The asset's file, when it is one of ours.</summary>
    public required string? AssetFileKey { get; init; }

    public required RawJson AssetMetadata { get; init; }

    /// <summary>The stage that the task stands in; null when the workflow lost it.</summary>
    public Stage? Stage => Graph.Find(Task.StageId);

    /// <summary>The answer of a task that has none.</summary>
    public StoredAnswer Untouched() => new()
    {
        TaskId = Task.Id, ProjectId = Task.ProjectId, SchemaVersion = SchemaVersion, Document = StoredAnswer.Untouched,
    };
}
