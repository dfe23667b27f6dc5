using Limn.Server.Database;
using Limn.Server.Projects;
using Limn.Server.Workflow;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Workflow;

public sealed class StageMachineTests
{
    private static readonly StageMachine Machine = new(new Dictionary<StageType, StageRouter>());

    private static readonly StageGraph Graph = Read(
        """
        [
          {"id":"Start","type":"Start","next":["L"]},
          {"id":"L","type":"Label","next":["R"]},
          {"id":"R","type":"Review","next":["Complete","L"]},
          {"id":"U","type":"Label","name":"Unplugged"},
          {"id":"B","type":"Label","next":["Q"]},
          {"id":"Q","type":"Logic","name":"Spot check","next":["R"]},
          {"id":"H","type":"Hold","next":["R"]},
          {"id":"C","type":"Consensus","next":["R","R"]},
          {"id":"C1","type":"Label","consensusId":"C","next":["C"]},
          {"id":"Complete","type":"Complete","preventRequeue":true}
        ]
        """);

    [Theory]
    [InlineData("Start", "L")]
    [InlineData("L", "R")]
    public void Done_work_leaves_by_the_only_output(string from, string to)
    {
        var moves = Decide(from, new StageEvent.Done()).ShouldBeOfType<StageOutcome.Moves>();

        moves.To.Id.ShouldBe(to);
        moves.From!.Id.ShouldBe(from);
        moves.IsVisitEnded.ShouldBeTrue();
    }

    [Theory]
    [InlineData(true, "Complete")]
    [InlineData(false, "L")]
    public void Review_leaves_by_the_output_of_its_decision(bool isAccepted, string to) =>
        Decide("R", new StageEvent.Reviewed(isAccepted)).ShouldBeOfType<StageOutcome.Moves>().To.Id.ShouldBe(to);

    [Theory]
    [InlineData("Start")]
    [InlineData("L")]
    [InlineData("Complete")]
    public void Review_outside_a_review_stage_is_a_bad_request(string stage) =>
        Decide(stage, new StageEvent.Reviewed(true)).ShouldBeOfType<StageOutcome.Refused>().Refusal.StatusCode.ShouldBe(400);

    [Fact]
    public void Task_in_review_waits_for_a_decision() =>
        Decide("R", new StageEvent.Done()).ShouldBeOfType<StageOutcome.Refused>().Refusal.Message.ShouldContain("accept or reject");

    [Fact]
    public void Complete_is_the_end() => Decide("Complete", new StageEvent.Done()).ShouldBe(new StageOutcome.Stays(null));

    [Fact]
    public void Unplugged_output_keeps_the_task_with_the_reason() =>
        Decide("U", new StageEvent.Done()).ShouldBe(new StageOutcome.Stays("Output 1 of \"Unplugged\" is not connected."));

    [Fact]
    public void Stage_that_is_not_run_yet_refuses_the_move_by_name_and_type()
    {
        var refusal = Decide("B", new StageEvent.Done()).ShouldBeOfType<StageOutcome.Refused>().Refusal;

        refusal.StatusCode.ShouldBe(409);
        refusal.Message.ShouldContain("\"Spot check\" is of type Logic");
    }

    [Fact]
    public void Stage_that_is_not_run_yet_lets_no_task_go() =>
        Decide("H", new StageEvent.Done()).ShouldBeOfType<StageOutcome.Refused>().Refusal.Message.ShouldContain("Hold");

    [Fact]
    public void Task_in_a_removed_stage_can_only_be_requeued()
    {
        Decide("Gone", new StageEvent.Done()).ShouldBeOfType<StageOutcome.Refused>().Refusal.StatusCode.ShouldBe(409);
        Decide("Gone", new StageEvent.Requeued("L")).ShouldBeOfType<StageOutcome.Moves>().From.ShouldBeNull();
    }

    [Fact]
    public void Requeue_goes_against_the_graph_and_ends_no_visit()
    {
        var moves = Decide("R", new StageEvent.Requeued("Start")).ShouldBeOfType<StageOutcome.Moves>();

        moves.To.Id.ShouldBe("Start");
        moves.IsVisitEnded.ShouldBeFalse();
    }

    [Theory]
    [InlineData("L", "Nowhere", 400)]
    [InlineData("L", "Q", 409)]
    [InlineData("L", "C1", 409)]
    [InlineData("Complete", "L", 409)]
    public void Impossible_requeue_is_refused(string from, string to, int status) =>
        Decide(from, new StageEvent.Requeued(to)).ShouldBeOfType<StageOutcome.Refused>().Refusal.StatusCode.ShouldBe(status);

    [Fact]
    public void Automatic_stage_is_passed_by_the_output_that_its_router_chooses()
    {
        var machine = new StageMachine(new Dictionary<StageType, StageRouter> { [StageType.Logic] = _ => 0 });

        var moves = machine.Decide(Graph, "B", new StageEvent.Done()).ShouldBeOfType<StageOutcome.Moves>();

        (moves.From!.Id, moves.To.Id).ShouldBe(("B", "R"));
    }

    [Fact]
    public void Circle_of_automatic_stages_ends_after_the_most_hops()
    {
        var hops = 0;
        var machine = new StageMachine(new Dictionary<StageType, StageRouter>
        {
            [StageType.Logic] = _ =>
            {
                hops++;
                return 1;
            },
        });
        var graph = Read(
            """
            [
              {"id":"Start","type":"Start","next":["Q"]},
              {"id":"Q","type":"Logic","next":["Complete","Q"],"logic":{"conditions":[{"type":"Visits","index":0}]}},
              {"id":"Complete","type":"Complete"}
            ]
            """);

        machine.Decide(graph, "Start", new StageEvent.Done()).ShouldBeOfType<StageOutcome.Stays>().Error!.ShouldContain("circles");
        hops.ShouldBe(StageMachine.MostHops);
    }

    private static StageOutcome Decide(string from, StageEvent stageEvent) => Machine.Decide(Graph, from, stageEvent);

    private static StageGraph Read(string stages)
    {
        var graph = StageGraph.TryParse(RawJson.Parse(stages), new Dictionary<string, ProjectRole>(), out var problems);
        problems.ShouldBeEmpty();
        return graph.ShouldNotBeNull();
    }
}
