using System.Text.Json;
using System.Text.Json.Serialization;

namespace Limn.Client;

/// <summary>One stage of a workflow. Members that a type of stage does not have are absent on the wire too.</summary>
public sealed record Stage
{
    /// <summary>Unique in its project; <c>Start</c> and <c>Complete</c> for the ends.</summary>
    public string Id { get; init; } = "";

    /// <summary>
    /// <c>Start</c>, <c>Label</c>, <c>Review</c>, <c>Consensus</c>, <c>Plugin</c>, <c>Hold</c>, <c>Logic</c>, <c>Webhook</c> or
    /// <c>Complete</c>.
    /// </summary>
    public string Type { get; init; } = "";

    /// <summary>What people call it.</summary>
    public string Name { get; init; } = "";

    /// <summary>Ids of the stages a task goes to from here; which one is told by its place in the list.</summary>
    public IReadOnlyList<string>? Next { get; init; }

    /// <summary>Where the workflow editor draws it.</summary>
    public StagePosition? Position { get; init; }

    /// <summary>E-mail addresses of those who work here; empty means everybody with the role.</summary>
    public IReadOnlyList<string>? AssignedTo { get; init; }

    /// <summary>Review: the reviewer may not change the answer.</summary>
    public bool? ReadOnly { get; init; }

    /// <summary>Start: new tasks move on by themselves.</summary>
    public bool? AutoForward { get; init; }

    /// <summary>Complete: tasks here are not requeued.</summary>
    public bool? PreventRequeue { get; init; }

    /// <summary>Plugin: the plugin that works here.</summary>
    public string? PluginId { get; init; }

    /// <summary>The consensus stage this one is part of.</summary>
    public string? ConsensusId { get; init; }

    /// <summary>Everything else, kept when the stages are given back.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement> Extra { get; init; } = new Dictionary<string, JsonElement>();
}

/// <summary>A place in the workflow editor.</summary>
/// <param name="X">From left to right.</param>
/// <param name="Y">From top to bottom.</param>
public sealed record StagePosition(double X, double Y);
