using System.Text;
using Limn.Annotations.Changes;
using Limn.Annotations.Operations;
using static Limn.Annotations.Tests.Operations.AnswerOperationsTests;
using static Limn.Annotations.Tests.TestAnswers;

namespace Limn.Annotations.Tests.Operations;

/// <summary>Two people changed one answer: the server's value stays, and nothing is dropped in silence.</summary>
public sealed class ConflictTests
{
    private const string Schema =
        """
        {"tools":[{"schemaId":"p","title":"P","tool":"point"},{"schemaId":"b","title":"B","tool":"bounding-box"}],"classifications":[],
         "relations":[{"schemaId":"r","title":"R","tool":"single"}]}
        """;

    private const string Start =
        """{"objects":[{"objectId":"a","schemaId":"p","point":[1,1]},{"objectId":"c","schemaId":"p","point":[1,1]}]}""";

    [Fact]
    public void Different_members_and_different_fields_merge_in_silence()
    {
        var outcome = Merge(
            """[{"kind":"set","list":"objects","key":"a","field":"point","value":[2,2]}]""",
            """[{"kind":"set","list":"objects","key":"a","field":"lock","value":true},{"kind":"set","list":"objects","key":"c","field":"point","value":[3,3]}]""");

        outcome.Conflicts.ShouldBeEmpty();
        var tools = JsonOf(outcome)["tools"]!;
        tools[0]!["point"]!.ToJsonString().ShouldBe("[2,2]");
        tools[0]!["lock"]!.GetValue<bool>().ShouldBeTrue();
        tools[1]!["point"]!.ToJsonString().ShouldBe("[3,3]");
    }

    [Fact]
    public void Same_field_keeps_the_value_of_the_server_and_lists_the_conflict()
    {
        var outcome = Merge(
            """[{"kind":"set","list":"objects","key":"a","field":"point","value":[2,2]}]""",
            """[{"kind":"set","list":"objects","key":"a","field":"point","value":[3,3]}]""");

        var conflict = outcome.Conflicts.ShouldHaveSingleItem();
        (conflict.Batch, conflict.Operation, conflict.Reason).ShouldBe(("batch", 0, ConflictReasons.Changed));
        Encoding.UTF8.GetString(conflict.Theirs.Span).ShouldBe("[2,2]");
        JsonOf(outcome)["tools"]![0]!["point"]!.ToJsonString().ShouldBe("[2,2]");
    }

    [Fact]
    public void Same_value_on_both_sides_is_no_conflict() => Merge(
        """[{"kind":"set","list":"objects","key":"a","field":"point","value":[2,2]}]""",
        """[{"kind":"set","list":"objects","key":"a","field":"point","value":[2.0,2]}]""").Conflicts.ShouldBeEmpty();

    [Fact]
    public void Change_of_a_removed_member_is_a_conflict_and_its_removal_is_none()
    {
        const string removal = """[{"kind":"remove","list":"objects","key":"a"}]""";

        Merge(removal, """[{"kind":"set","list":"objects","key":"a","field":"point","value":[2,2]}]""")
            .Conflicts.ShouldHaveSingleItem().Reason.ShouldBe(ConflictReasons.Missing);
        Merge(removal, removal).Conflicts.ShouldBeEmpty();
    }

    [Fact]
    public void Removal_of_what_somebody_changed_is_a_conflict()
    {
        var outcome = Merge(
            """[{"kind":"set","list":"objects","key":"a","field":"point","value":[2,2]}]""", """[{"kind":"remove","list":"objects","key":"a"}]""");

        outcome.Conflicts.ShouldHaveSingleItem().Reason.ShouldBe(ConflictReasons.Changed);
        IdsOf(outcome).ShouldBe("a c");
    }

    [Fact]
    public void Relation_to_a_removed_object_is_a_conflict()
    {
        var outcome = Merge(
            """[{"kind":"remove","list":"objects","key":"a"}]""",
            """[{"kind":"add","list":"relations","member":{"objectId":"x","schemaId":"r","from":"a","to":"c"}},{"kind":"add","list":"relations","member":{"objectId":"y","schemaId":"r","from":"x","to":"c"}}]""");

        outcome.Conflicts.Select(conflict => (conflict.Operation, conflict.Reason)).ShouldBe([(0, "missing"), (1, "missing")]);
        JsonOf(outcome)["relations"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public void Relations_of_a_removed_object_go_and_are_told()
    {
        var before = Annotate(
            """{"objects":[{"objectId":"a","schemaId":"p","point":[1,1]},{"objectId":"c","schemaId":"p","point":[1,1]}],"relations":[{"objectId":"x","schemaId":"r","from":"a","to":"c"}]}""",
            AnnotateContext(ParseSchema(Schema))).Utf8;

        var outcome = AnswerOperations.Apply(
            Batch("""[{"kind":"remove","list":"objects","key":"a"}]"""), AnnotateContext(ParseSchema(Schema)) with { Previous = before });

        JsonOf(outcome)["relations"]!.AsArray().ShouldBeEmpty();
        Encoding.UTF8.GetString(outcome.Effects.Span).ShouldBe("""[{"kind":"remove","list":"relations","key":"x"}]""");
    }

    [Fact]
    public void Relation_between_untouched_objects_is_stored()
    {
        var outcome = Merge(
            """[{"kind":"set","list":"objects","key":"a","field":"point","value":[2,2]}]""",
            """[{"kind":"add","list":"relations","member":{"objectId":"x","schemaId":"r","from":"a","to":"c"}}]""");

        outcome.Conflicts.ShouldBeEmpty();
        JsonOf(outcome)["relations"]![0]!["direction"]!.GetValue<string>().ShouldBe("straight");
    }

    /// <summary>Applies what one did, then what another did who had not seen it.</summary>
    private static OperationOutcome Merge(string theirs, string ours)
    {
        var schema = ParseSchema(Schema);
        var start = Annotate(Start, AnnotateContext(schema)).Utf8;
        var after = AnswerOperations.Apply(Batch(theirs), AnnotateContext(schema) with { Previous = start }).Utf8;
        var replay = new AnswerReplay();
        replay.Apply(AnswerChanges.Between(default, start).Utf8);
        replay.Follow(AnswerChanges.Between(start, after).Utf8);
        return AnswerOperations.Apply(Batch(ours), AnnotateContext(schema) with { Previous = after }, replay);
    }
}
