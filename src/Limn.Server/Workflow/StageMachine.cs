using Limn.Server.Hosting;

namespace Limn.Server.Workflow;

/// <summary>Chooses the output by which a task leaves an automatic stage at once.</summary>
internal delegate int StageRouter(Stage stage);

/// <summary>Decides where an event sends a task. Pure: it knows the graph and nothing of databases.</summary>
/// <param name="routers">The automatic stages that tasks pass through at once. Stages of other automatic types cannot be entered.</param>
internal sealed class StageMachine(IReadOnlyDictionary<StageType, StageRouter> routers)
{
    /// <summary>Automatic stages that a task passes after one event; beyond, it goes in circles.</summary>
    public const int MostHops = 50;

    private const int FirstOutput = 0;
    private const int RejectedOutput = 1;

    public StageOutcome Decide(StageGraph graph, string stageId, StageEvent stageEvent)
    {
        var from = graph.Find(stageId);
        if (stageEvent is StageEvent.Requeued requeued)
        {
            return Requeue(graph, from, requeued.StageId);
        }

        if (from is null)
        {
            return Conflict("The task stands in a stage that the workflow no longer has. Requeue it to another stage.");
        }

        return (from.Type, stageEvent) switch
        {
            (StageType.Start or StageType.Label, StageEvent.Done) => Leave(graph, from, FirstOutput),
            (StageType.Review, StageEvent.Reviewed review) => Leave(graph, from, review.IsAccepted ? FirstOutput : RejectedOutput),
            (StageType.Complete, StageEvent.Done) => new StageOutcome.Stays(null),
            (StageType.Review, _) => Conflict($"The task stands in the review stage \"{from.Name}\": accept or reject it."),
            (_, StageEvent.Reviewed) => new StageOutcome.Refused(
                Refusal.BadRequest($"The task stands in \"{from.Name}\", which is no review stage, so there is nothing to accept or reject.")),
            _ => Conflict($"The task stands in \"{from.Name}\", a stage of type {from.Type}, and is not sent on by hand."),
        };
    }

    /// <summary>Why no task can be put into a stage; null when it can.</summary>
    public Refusal? WhyNotEnter(Stage stage)
    {
        if (stage.ConsensusId is not null)
        {
            return Refusal.Conflict($"The stage \"{stage.Name}\" lies inside a Consensus stage, which this server does not run yet.");
        }

        var isKnown = stage.Type is StageType.Start or StageType.Label or StageType.Review or StageType.Complete || routers.ContainsKey(stage.Type);
        return isKnown ? null : Refusal.Conflict(
            $"The stage \"{stage.Name}\" is of type {stage.Type}, which this server does not run yet. " +
            "Ask a manager to lead the workflow to a Label, Review or Complete stage instead.");
    }

    private StageOutcome Leave(StageGraph graph, Stage from, int output)
    {
        var last = from;
        for (var hops = 0; ; hops++)
        {
            if (last.Next[output] is not { } target || graph.Find(target) is not { } to)
            {
                return new StageOutcome.Stays($"Output {output + 1} of \"{last.Name}\" is not connected.");
            }

            if (WhyNotEnter(to) is { } refusal)
            {
                return new StageOutcome.Refused(refusal);
            }

            if (!routers.TryGetValue(to.Type, out var route))
            {
                return new StageOutcome.Moves(from, to, IsVisitEnded: true);
            }

            if (hops == MostHops)
            {
                return new StageOutcome.Stays($"The task went in circles through {MostHops} automatic stages after \"{from.Name}\".");
            }

            output = route(to);
            last = to;
        }
    }

    private StageOutcome Requeue(StageGraph graph, Stage? from, string target)
    {
        if (graph.Find(target) is not { } to)
        {
            return new StageOutcome.Refused(Refusal.BadRequest($"Invalid stage: {target}."));
        }

        if (WhyNotEnter(to) is { } refusal)
        {
            return new StageOutcome.Refused(refusal);
        }

        return from is { Type: StageType.Complete, PreventRequeue: true }
            ? Conflict($"Tasks in \"{from.Name}\" stay there: its option preventRequeue is on.")
            : new StageOutcome.Moves(from, to, IsVisitEnded: false);
    }

    private static StageOutcome.Refused Conflict(string message) => new(Refusal.Conflict(message));
}
