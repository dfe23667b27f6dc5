using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Limn.Annotations.Answers;
using Limn.Annotations.Changes;
using Limn.Annotations.Operations;
using Limn.Annotations.Validation;
using static Limn.Annotations.Tests.TestAnswers;

namespace Limn.Annotations.Tests.Operations;

public sealed class AnswerOperationsTests
{
    private const string TwoPoints =
        """{"objects":[{"objectId":"a","schemaId":"t_nose","point":[1,1]},{"objectId":"b","schemaId":"t_nose","point":[2,2]}]}""";

    private static readonly Arbitrary<string> Answers = RandomAnswers.Json.ToArbitrary();

    [Property(MaxTest = 200)]
    public Property Operations_that_a_change_amounts_to_lead_to_the_same_answer() => Prop.ForAll(Answers, Answers, (first, second) =>
    {
        var before = Annotate(first).Utf8;
        var after = Annotate(second, AnnotateContext() with { Previous = before, NewObjectId = ObjectIds.Create }).Utf8;
        var outcome = AnswerOperations.Apply(Batch(OperationsBetween(before, after)), AnnotateContext() with { Previous = before });
        return outcome.Problems.Count == 0 && outcome.Conflicts.Count == 0 && WithoutMetadata(outcome.Utf8) == WithoutMetadata(after);
    });

    [Property(MaxTest = 200)]
    public Property What_operations_store_passes_the_door_of_whole_answers_unchanged() => Prop.ForAll(Answers, Answers, (first, second) =>
    {
        var before = Annotate(first).Utf8;
        var after = Annotate(second, AnnotateContext() with { Previous = before, NewObjectId = ObjectIds.Create }).Utf8;
        var stored = AnswerOperations.Apply(Batch(OperationsBetween(before, after)), AnnotateContext() with { Previous = before }).Utf8;
        return Annotate(Encoding.UTF8.GetString(stored.Span), AnnotateContext() with { Previous = stored }).Utf8.Span.SequenceEqual(stored.Span);
    });

    [Fact]
    public void Untouched_members_keep_their_bytes()
    {
        var before = Annotate(TwoPoints).Utf8;

        var outcome = Apply(before, """{"kind":"set","list":"objects","key":"a","field":"point","value":[5,5.50]}""");

        var text = Encoding.UTF8.GetString(outcome.Utf8.Span);
        text.ShouldContain("\"point\":[5,5.5]");
        text.ShouldContain(Encoding.UTF8.GetString(before.Span)[^150..]);
        outcome.Conflicts.ShouldBeEmpty();
    }

    [Fact]
    public void Members_are_added_moved_and_removed_in_the_drawing_order()
    {
        var outcome = Apply(
            Annotate(TwoPoints).Utf8,
            """
            {"kind":"add","list":"objects","member":{"objectId":"c","schemaId":"t_nose","point":[3,3]},"before":"b"},
            {"kind":"move","list":"objects","key":"a"},
            {"kind":"add","list":"objects","member":{"objectId":"d","schemaId":"t_nose","point":[4,4]}},
            {"kind":"remove","list":"objects","key":"b"}
            """);

        IdsOf(outcome).ShouldBe("c a d");
    }

    [Fact]
    public void Page_is_part_of_the_key()
    {
        var before = Annotate("""{"objects":[{"objectId":"a","schemaId":"t_nose","point":[1,1],"page":0},{"objectId":"a","schemaId":"t_nose","point":[2,2],"page":1}]}""").Utf8;

        var outcome = Apply(before, """{"kind":"set","list":"objects","key":"a@1","field":"point","value":[9,9]}""");

        JsonOf(outcome)["tools"]!.AsArray().Select(tool => tool!["point"]!.ToJsonString()).ShouldBe(["[1,1]", "[9,9]"]);
    }

    [Fact]
    public void Negative_sizes_are_turned_round()
    {
        var outcome = Apply(default, """{"kind":"add","list":"objects","member":{"objectId":"a","schemaId":"t_vehicle","bounding-box":{"x":10,"y":10,"width":-4,"height":-5}}}""");

        JsonOf(outcome)["tools"]![0]!["bounding-box"]!.ToJsonString().ShouldBe("""{"x":6,"y":5,"width":4,"height":5}""");
    }

    [Theory]
    [InlineData("""{"kind":"set","list":"objects","key":"a","field":"point","value":[1,"x"]}""", "G1")]
    [InlineData("""{"kind":"set","list":"objects","key":"a","field":"point"}""", "C2")]
    [InlineData("""{"kind":"set","list":"objects","key":"a","field":"polygon","value":[[1,1],[2,2],[3,0]]}""", "G1")]
    [InlineData("""{"kind":"add","list":"objects","member":{"objectId":"c","schemaId":"t_road","polygon":[[1,1]]}}""", "G1")]
    [InlineData("""{"kind":"add","list":"objects","member":{"objectId":"c","schemaId":"t_road","polygon":[[1,1],[2,2],[3,0]],"page":-1}}""", "P1")]
    public void What_a_whole_answer_would_be_refused_for_refuses_the_request(string operation, string code)
    {
        var outcome = Apply(Annotate(TwoPoints).Utf8, $$"""{"kind":"move","list":"objects","key":"a"},{{operation}}""");

        outcome.Utf8.IsEmpty.ShouldBeTrue();
        outcome.Problems.ShouldAllBe(problem => problem.Path == "batches[0].operations[1]");
        outcome.Problems[0].Code.ShouldBe(code);
    }

    [Theory]
    [InlineData("[{}]", "batches[0]")]
    [InlineData("""{"id":"x"}""", "batches")]
    [InlineData("""[{"id":"x","operations":[{"kind":"draw","list":"objects","key":"a"}]}]""", "batches[0].operations[0]")]
    [InlineData("""[{"id":"x","operations":[{"kind":"set","list":"things","key":"a"}]}]""", "batches[0].operations[0]")]
    [InlineData("""[{"id":"x","operations":[{"kind":"set","list":"objects","key":"a","field":"objectId","value":"b"}]}]""", "batches[0].operations[0]")]
    [InlineData("""[{"id":"x","operations":[{"kind":"add","list":"objects","member":{"schemaId":"t_nose"}}]}]""", "batches[0].operations[0]")]
    [InlineData("""[{"id":"x","operations":[{"kind":"paint","palette":[],"tiles":[{"x":-1,"y":0,"runs":""}]}]}]""", "batches[0].operations[0]")]
    [InlineData("""[{"id":"x","operations":[{"kind":"set","list":"objects","key":"a","field":"point","value":[1e999,0]}]}]""", "batches")]
    [InlineData("""[{"id":"x","operations":[{"kind":"set","list":"objects","key":"a","field":"point","value":[NaN,0]}]}]""", "batches")]
    public void Malformed_batches_are_refused_by_their_place(string json, string path)
    {
        var problems = new List<Problem>();

        OperationBatch.Read(Utf8(json), AnswerLimits.Default, problems);

        problems.ShouldNotBeEmpty();
        problems[0].Path.ShouldBe(path);
    }

    [Fact]
    public void Unknown_class_is_a_conflict_and_the_rest_is_stored()
    {
        var outcome = Apply(
            Annotate(TwoPoints).Utf8,
            """
            {"kind":"add","list":"objects","member":{"objectId":"c","schemaId":"gone","point":[3,3]}},
            {"kind":"set","list":"objects","key":"c","field":"point","value":[4,4]},
            {"kind":"set","list":"objects","key":"a","field":"point","value":[5,5]}
            """);

        outcome.Conflicts.Select(conflict => (conflict.Operation, conflict.Reason)).ShouldBe([(0, "unknownClass"), (1, "unknownClass")]);
        JsonOf(outcome)["tools"]![0]!["point"]!.ToJsonString().ShouldBe("[5,5]");
        IdsOf(outcome).ShouldBe("a b");
    }

    [Fact]
    public void Second_answer_to_a_question_that_takes_one_is_a_conflict()
    {
        var schema = ParseSchema("""{"tools":[],"classifications":[{"schemaId":"q","title":"Q","tool":"text","classifications":[]}],"relations":[]}""");
        var before = Annotate("""{"classifications":[{"schemaId":"q","objectId":"x","answer":"one"}]}""", AnnotateContext(schema)).Utf8;

        var outcome = AnswerOperations.Apply(
            Batch("""[{"kind":"add","list":"classifications","member":{"schemaId":"q","objectId":"y","answer":"two"}}]"""),
            AnnotateContext(schema) with { Previous = before });

        var conflict = outcome.Conflicts.ShouldHaveSingleItem();
        conflict.Reason.ShouldBe(ConflictReasons.Answered);
        Encoding.UTF8.GetString(conflict.Theirs.Span).ShouldContain("\"one\"");
    }

    [Fact]
    public void Emptied_answer_goes_and_its_author_is_told()
    {
        var schema = ParseSchema("""{"tools":[],"classifications":[{"schemaId":"q","title":"Q","tool":"text","classifications":[]}],"relations":[]}""");
        var before = Annotate("""{"classifications":[{"schemaId":"q","objectId":"x","answer":"one"}]}""", AnnotateContext(schema)).Utf8;

        var outcome = AnswerOperations.Apply(
            Batch("""[{"kind":"set","list":"classifications","key":"x","field":"answer","value":""}]"""), AnnotateContext(schema) with { Previous = before });

        JsonOf(outcome)["classifications"]!.AsArray().ShouldBeEmpty();
        Encoding.UTF8.GetString(outcome.Effects.Span).ShouldBe("""[{"kind":"remove","list":"classifications","key":"x"}]""");
    }

    [Fact]
    public void Deleted_class_stays_where_the_answer_has_it_and_the_answer_moves_to_the_new_schema()
    {
        var schema = ParseSchema("""{"tools":[{"schemaId":"p","title":"Old","tool":"point"},{"schemaId":"r","title":"R","tool":"point"}],"classifications":[],"relations":[]}""");
        var later = ParseSchema("""{"tools":[{"schemaId":"r","title":"New","tool":"point"}],"classifications":[],"relations":[]}""");
        var before = Annotate("""{"objects":[{"objectId":"a","schemaId":"p","point":[1,1]},{"objectId":"b","schemaId":"r","point":[1,1]}]}""", AnnotateContext(schema)).Utf8;

        var outcome = AnswerOperations.Apply(
            Batch("""[{"kind":"set","list":"objects","key":"a","field":"point","value":[2,2]}]"""),
            AnnotateContext(later) with { Previous = before, PreviousSchema = schema });

        outcome.Conflicts.ShouldBeEmpty();
        outcome.IsMigrated.ShouldBeTrue();
        JsonOf(outcome)["tools"]!.AsArray().Select(tool => $"{tool!["title"]} {tool["point"]!.ToJsonString()}").ShouldBe(["Old [2,2]", "New [1,1]"]);
    }

    [Fact]
    public void More_objects_than_allowed_are_refused()
    {
        var context = AnnotateContext() with { Previous = Annotate(TwoPoints).Utf8, Limits = new AnswerLimits { MaxObjects = 2 } };

        var outcome = AnswerOperations.Apply(
            Batch("""[{"kind":"add","list":"objects","member":{"objectId":"c","schemaId":"t_nose","point":[3,3]}}]"""), context);

        outcome.Problems.ShouldHaveSingleItem().Code.ShouldBe(ProblemCodes.Limit);
    }

    internal static IReadOnlyList<OperationBatch> Batch(string operations)
    {
        var problems = new List<Problem>();
        var batches = OperationBatch.Read(Utf8($$"""[{"id":"batch","operations":{{operations}}}]"""), AnswerLimits.Default, problems);
        problems.ShouldBeEmpty();
        return batches;
    }

    internal static string IdsOf(OperationOutcome outcome) =>
        string.Join(' ', JsonOf(outcome)["tools"]!.AsArray().Select(tool => tool!["objectId"]!.GetValue<string>()));

    internal static JsonNode JsonOf(OperationOutcome outcome)
    {
        outcome.Problems.ShouldBeEmpty();
        return JsonNode.Parse(outcome.Utf8.Span)!;
    }

    private static OperationOutcome Apply(ReadOnlyMemory<byte> before, string operations) =>
        AnswerOperations.Apply(Batch($"[{operations}]"), AnnotateContext() with { Previous = before });

    private static string OperationsBetween(ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> after)
    {
        var replay = new AnswerReplay();
        replay.Apply(AnswerChanges.Between(default, before).Utf8);
        var operations = replay.Follow(AnswerChanges.Between(before, after).Utf8);
        replay.ToUtf8().ShouldBe(after.ToArray());
        return Encoding.UTF8.GetString(operations.Span);
    }

    private static string WithoutMetadata(ReadOnlyMemory<byte> answer)
    {
        var root = JsonNode.Parse(answer.Span)!;
        Strip(root);
        return root.ToJsonString();
    }

    private static void Strip(JsonNode? node)
    {
        if (node is JsonObject item)
        {
            item.Remove("metadata");
            foreach (var property in item.ToList())
                Strip(property.Value);
        }
        else if (node is JsonArray list)
        {
            foreach (var element in list)
                Strip(element);
        }
    }
}
