using System.Collections.Immutable;

namespace Limn.Server.Workflow;

/// <summary>One stage of a workflow, as far as moving tasks needs it.</summary>
internal sealed record Stage
{
    public required string Id { get; init; }

    /// <summary>Where it stands in the JSON, for messages: <c>stages[2]</c>.</summary>
    public required string Path { get; init; }

    public required StageType Type { get; init; }

    public required string Name { get; init; }

    /// <summary>Target of each output, in order; null = not plugged. It has exactly the outputs of the stage's type.</summary>
    public required ImmutableArray<string?> Next { get; init; }

    /// <summary>E-mails of those who may work here; empty = every member whose role fits.</summary>
    public ImmutableArray<string> AssignedTo { get; init; } = [];

    /// <summary>The Consensus stage that this one is a part of; null for all others.</summary>
    public string? ConsensusId { get; init; }

    /// <summary>Reviewers may decide but not change the answer. Default: false.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>New tasks leave Start at once. Default: true.</summary>
    public bool AutoForward { get; init; } = true;

    /// <summary>Tasks in Complete stay there. Default: false.</summary>
    public bool PreventRequeue { get; init; }

    /// <summary>Nobody reviews a task that he labelled. Default: true.</summary>
    public bool PreventSelfReview { get; init; } = true;

    /// <summary>The plugin that a Plugin stage runs, as its author wrote it.</summary>
    public string? Plugin { get; init; }

    /// <summary>A Logic stage with a rule that counts visits, by which a loop ends.</summary>
    public bool HasVisitLimit { get; init; }

    /// <summary>People work here, so it has a queue.</summary>
    public bool HasQueue => Type is StageType.Label or StageType.Review;

    /// <summary>Where tasks end.</summary>
    public bool IsTerminal => Type is StageType.Complete or StageType.Archive;

    /// <summary>The program, not a person, sends tasks on from here.</summary>
    public bool IsAutomatic => Type is StageType.Logic or StageType.Plugin or StageType.Webhook;
}
