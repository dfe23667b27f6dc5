using Limn.Server.Hosting;

namespace Limn.Server.Workflow;

/// <summary>What makes a task leave its stage.</summary>
internal abstract record StageEvent
{
    private StageEvent()
    {
    }

    /// <summary>The work of the stage is done: a label is submitted, a waiting task is sent on.</summary>
    public sealed record Done : StageEvent;

    /// <summary>A reviewer decided.</summary>
    public sealed record Reviewed(bool IsAccepted) : StageEvent;

    /// <summary>Somebody puts the task into another stage, whatever the graph says.</summary>
    public sealed record Requeued(string StageId) : StageEvent;
}

/// <summary>What an event leads to.</summary>
internal abstract record StageOutcome
{
    private StageOutcome()
    {
    }

    /// <summary>The task goes to another stage.</summary>
    /// <param name="From">The stage that it leaves; null when a workflow was saved without that stage.</param>
    /// <param name="To">The stage that it stands in next.</param>
    /// <param name="IsVisitEnded">The visit that ends is worth a record; a requeue breaks it off instead.</param>
    public sealed record Moves(Stage? From, Stage To, bool IsVisitEnded) : StageOutcome;

    /// <summary>The task stays.</summary>
    /// <param name="Error">Why it should not have stayed; null when it is at its end.</param>
    public sealed record Stays(string? Error) : StageOutcome;

    /// <summary>The event is not possible here; nothing changes.</summary>
    public sealed record Refused(Refusal Refusal) : StageOutcome;
}
