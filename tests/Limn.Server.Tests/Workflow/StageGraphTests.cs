using Limn.Server.Database;
using Limn.Server.Projects;
using Limn.Server.Workflow;
using Shouldly;
using Xunit;

namespace Limn.Server.Tests.Workflow;

public sealed class StageGraphTests
{
    private static readonly Dictionary<string, ProjectRole> Members = new()
    {
        ["ann@example.com"] = ProjectRole.Labeler, ["rev@example.com"] = ProjectRole.Reviewer,
    };

    private const string Start = """{"id":"Start","type":"Start","next":["L"]}""";
    private const string Label = """{"id":"L","type":"Label","next":["Complete"]}""";
    private const string Complete = """{"id":"Complete","type":"Complete"}""";

    [Fact]
    public void Default_workflow_is_valid_and_returns_rejected_tasks_to_the_labeler()
    {
        var graph = StageGraph.TryParse(StageGraph.Default, Members, out var problems).ShouldNotBeNull();

        problems.ShouldBeEmpty();
        graph.Warnings.ShouldBeEmpty();
        graph.Start.AutoForward.ShouldBeTrue();
        graph.Start.Next.ShouldBe(["Label"]);
        graph.Find("Review")!.Next.ShouldBe(["Complete", "Label"]);
        graph.Find("Review")!.PreventSelfReview.ShouldBeTrue();
        graph.Find("Complete")!.Next.ShouldBeEmpty();
        graph.Find("Nowhere").ShouldBeNull();
    }

    [Fact]
    public void Missing_and_null_outputs_are_not_plugged()
    {
        var graph = Read(
            """{"id":"Start","type":"Start","next":[null],"autoForward":false}""", """{"id":"R","type":"Review","next":["Complete"]}""", Complete);

        graph.Start.Next.ShouldBe([null]);
        graph.Start.AutoForward.ShouldBeFalse();
        graph.Find("R")!.Next.ShouldBe(["Complete", null]);
        graph.Warnings.Select(warning => warning.Path).ShouldBe(["stages[1]", "stages[2]"]);
    }

    [Fact]
    public void Whole_documented_workflow_is_accepted()
    {
        var graph = Read(
            """{"id":"Start","type":"Start","name":"Start","next":["C1"],"autoForward":false}""",
            """{"id":"C1","type":"Consensus","name":"Double label","next":["L1","R1"],"consensusId":null,"consensusConfig":{"threshold":{}}}""",
            """{"id":"C1a","type":"Label","name":"Double label_1","next":["C1"],"assignedTo":["ANN@example.com"],"consensusId":"C1"}""",
            """{"id":"C1b","type":"Label","name":"Double label_2","next":["C1"],"assignedTo":["rev@example.com"],"consensusId":"C1"}""",
            """{"id":"L1","type":"Logic","name":"Spot check","next":["R1","W1"],"logic":{"conditions":[{"type":"RandomSample","value":0.1,"index":0}]}}""",
            """{"id":"R1","type":"Review","name":"Review","next":["W1","L2"],"assignedTo":[],"readOnly":true}""",
            """
            {"id":"L2","type":"Logic","name":"Third time?","next":["H1","Label"],
             "logic":{"conditions":[{"type":"Visits","value":{"stageId":"R1","operator":"gte","count":3},"index":0}]}}
            """,
            """{"id":"Label","type":"Label","name":"Fix","next":["R1"],"assignedTo":[]}""",
            """{"id":"H1","type":"Hold","name":"Experts","next":["R1"]}""",
            """{"id":"W1","type":"Webhook","name":"Deliver","next":["Complete"],"url":"https://example.com/hook"}""",
            """{"id":"Complete","type":"Complete","name":"Complete","preventRequeue":true}""");

        graph.Stages.Length.ShouldBe(11);
        graph.Find("R1")!.ReadOnly.ShouldBeTrue();
        graph.Find("Complete")!.PreventRequeue.ShouldBeTrue();
        graph.Warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{}", "stages", "array")]
    [InlineData("[]", "stages", "exactly one stage of type Start")]
    [InlineData("[1]", "stages[0]", "object")]
    [InlineData("""[{"type":"Label"}]""", "stages[0].id", "id")]
    [InlineData("""[{"id":"X","type":"Lable"}]""", "stages[0].type", "Start, Label, Review")]
    [InlineData("""[{"id":"X","type":"Label","next":"Complete"}]""", "stages[0].next", "array")]
    [InlineData("""[{"id":"X","type":"Label","next":[7]}]""", "stages[0].next[0]", "text")]
    [InlineData("""[{"id":"X","type":"Label","next":["Nowhere"]}]""", "stages[0].next[0]", "no stage with the id \"Nowhere\"")]
    [InlineData("""[{"id":"X","type":"Label","next":["Start"]},{"id":"Start","type":"Start"}]""", "stages[0].next[0]", "No output leads to Start")]
    [InlineData("""[{"id":"X","type":"Label","next":["X","X"]}]""", "stages[0].next", "1 output, not 2")]
    [InlineData("""[{"id":"Complete","type":"Complete","next":["Complete"]}]""", "stages[0].next", "0 outputs, not 1")]
    [InlineData("""[{"id":"Begin","type":"Start"}]""", "stages[0].id", "\"Start\"")]
    [InlineData("""[{"id":"X","type":"Label"},{"id":"X","type":"Hold","name":"Y"}]""", "stages[1].id", "Two stages")]
    [InlineData("""[{"id":"X","type":"Label","name":"A"},{"id":"Y","type":"Label","name":"A"}]""", "stages[1].name", "Two stages")]
    [InlineData("""[{"id":"X","type":"Label","assignedTo":["who@example.com"]}]""", "stages[0].assignedTo[0]", "not a member")]
    [InlineData("""[{"id":"X","type":"Review","assignedTo":["ann@example.com"]}]""", "stages[0].assignedTo[0]", "needs a Reviewer")]
    [InlineData("""[{"id":"X","type":"Review","readOnly":"yes"}]""", "stages[0].readOnly", "true or false")]
    [InlineData("""[{"id":"X","type":"Plugin"}]""", "stages[0].pluginId", "by id")]
    [InlineData("""[{"id":"X","type":"Consensus"}]""", "stages[0]", "1 to 10 stages inside, not 0")]
    [InlineData("""[{"id":"X","type":"Label","consensusId":"C"}]""", "stages[0].consensusId", "no Consensus stage")]
    [InlineData("""[{"id":"C","type":"Consensus"},{"id":"X","type":"Review","consensusId":"C"}]""", "stages[1].type", "Label or Plugin")]
    [InlineData("""[{"id":"C","type":"Consensus"},{"id":"X","type":"Label","consensusId":"C"}]""", "stages[1].next", "[\"C\"]")]
    [InlineData(
        """[{"id":"C","type":"Consensus"},{"id":"X","type":"Label","consensusId":"C","next":["C"]},{"id":"L","type":"Label","next":["X"]}]""",
        "stages[2].next[0]", "inside a Consensus stage")]
    [InlineData("""[{"id":"X","type":"Logic","next":[null],"logic":{"conditions":[{"type":"Batch","index":0}]}}]""", "stages[0].next", "2 outputs, not 1")]
    [InlineData("""[{"id":"X","type":"Logic","next":[null],"logic":{"conditions":[{"type":"Batch"}]}}]""", "stages[0].logic.conditions", "index")]
    [InlineData(
        """[{"id":"X","type":"Webhook","next":["Y"]},{"id":"Y","type":"Logic","next":["X"]}]""", "stages[0]", "circle of stages where nobody works")]
    public void Breach_is_reported_with_its_place(string stages, string path, string message)
    {
        StageGraph.TryParse(RawJson.Parse(stages), Members, out var problems).ShouldBeNull();

        problems.ShouldContain(problem => problem.Path == path && problem.Message.Contains(message), string.Join('\n', problems));
    }

    [Fact]
    public void All_breaches_are_reported_at_once()
    {
        const string stages =
            """[{"id":"X","type":"Label","next":["Nowhere"],"assignedTo":["who@example.com"]},{"id":"Y","type":"Oops"},{"id":"X","type":"Hold"}]""";

        StageGraph.TryParse(RawJson.Parse(stages), Members, out var problems).ShouldBeNull();

        problems.Select(problem => problem.Path).ShouldBe(
            ["stages[1].type", "stages", "stages", "stages[2].id", "stages[2].name", "stages[0].next[0]", "stages[0].assignedTo[0]"]);
    }

    [Fact]
    public void Circle_of_automatic_stages_may_run_when_a_rule_counts_visits()
    {
        const string logic = """{"id":"Y","type":"Logic","next":["Complete","X"],"logic":{"conditions":[{"type":"Visits","index":0}]}}""";
        var graph = Read("""{"id":"Start","type":"Start","next":["X"]}""", """{"id":"X","type":"Webhook","next":["Y"]}""", logic, Complete);

        graph.Find("Y")!.HasVisitLimit.ShouldBeTrue();
    }

    [Fact]
    public void Stored_workflow_is_read_though_its_people_have_left()
    {
        var label = """{"id":"L","type":"Label","next":["Complete"],"assignedTo":["gone@example.com"]}""";

        StageGraph.Read(Join(Start, label, Complete)).Find("L")!.AssignedTo.ShouldBe(["gone@example.com"]);
    }

    [Fact]
    public void Stage_without_a_name_is_called_by_its_id()
    {
        Read(Start, Label, Complete).Find("L")!.Name.ShouldBe("L");
    }

    private static StageGraph Read(params string[] stages)
    {
        var graph = StageGraph.TryParse(Join(stages), Members, out var problems);
        problems.ShouldBeEmpty();
        return graph.ShouldNotBeNull();
    }

    private static RawJson Join(params string[] stages) => RawJson.Parse($"[{string.Join(',', stages)}]");
}
