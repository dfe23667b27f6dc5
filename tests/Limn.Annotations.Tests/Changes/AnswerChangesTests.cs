using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Limn.Annotations.Answers;
using Limn.Annotations.Changes;
using Limn.Annotations.Validation;
using static Limn.Annotations.Tests.TestAnswers;

namespace Limn.Annotations.Tests.Changes;

public sealed class AnswerChangesTests
{
    private static readonly Arbitrary<string> Answers = RandomAnswers.Json.ToArbitrary();

    [Property(MaxTest = 200)]
    public Property Replaying_the_changes_gives_the_new_answer_byte_for_byte() => Prop.ForAll(Answers, Answers, (first, second) =>
    {
        var before = Annotate(first).Utf8;
        var after = Annotate(second, AnnotateContext() with { Previous = before, By = "rev@example.org", NewObjectId = ObjectIds.Create }).Utf8;
        var changes = AnswerChanges.Between(before, after);
        return AnswerChanges.Apply(before, changes.Utf8).AsSpan().SequenceEqual(after.Span)
            && CanReplay(after, before) && CanReplay(default, after) && changes.IsEmpty == before.Span.SequenceEqual(after.Span);
    });

    [Property(MaxTest = 200)]
    public Property Reordering_can_be_replayed() => Prop.ForAll(Answers, Gen.Choose(0, int.MaxValue).ToArbitrary(), (json, seed) =>
    {
        var before = Annotate(json);
        var members = before.Json();
        foreach (var list in (string[])["tools", "classifications", "relations"])
            Shuffle(members[list]!.AsArray(), new Random(seed));
        var after = Annotate(members.ToJsonString(), AnnotateContext() with { Previous = before.Utf8 });
        var changes = AnswerChanges.Between(before.Utf8, after.Utf8);
        return (changes.Added, changes.Changed, changes.Removed) == (0, 0, 0) && CanReplay(before.Utf8, after.Utf8);
    });

    [Fact]
    public void Changes_name_what_was_added_changed_and_removed()
    {
        var before = Annotate("""{"objects":[{"objectId":"a","schemaId":"t_nose","point":[1,1]},{"objectId":"b","schemaId":"t_nose","point":[2,2],"page":3},{"objectId":"c","schemaId":"t_nose","point":[3,3]}]}""").Utf8;
        var after = Annotate("""{"objects":[{"objectId":"a","schemaId":"t_nose","point":[1,1]},{"objectId":"c","schemaId":"t_nose","point":[9,9]},{"objectId":"d","schemaId":"t_nose","point":[4,4]}]}""").Utf8;

        var changes = AnswerChanges.Between(before, after);

        (changes.Added, changes.Changed, changes.Removed, changes.IsEmpty).ShouldBe((1, 1, 1, false));
        var json = Encoding.UTF8.GetString(changes.Utf8.Span);
        json.ShouldStartWith("""{"objects":{"added":[{"schemaId":"t_nose","objectId":"d",""");
        json.ShouldContain("\"changed\":[{\"schemaId\":\"t_nose\",\"objectId\":\"c\",");
        json.ShouldEndWith("\"removed\":[{\"objectId\":\"b\",\"page\":3}]}}");
    }

    [Fact]
    public void Order_is_written_only_when_it_is_not_the_usual_one()
    {
        var before = Annotate("""{"objects":[{"objectId":"a","schemaId":"t_nose","point":[1,1]},{"objectId":"b","schemaId":"t_nose","point":[1,1]}]}""").Utf8;
        var after = Annotate("""{"objects":[{"objectId":"b","schemaId":"t_nose","point":[1,1]},{"objectId":"a","schemaId":"t_nose","point":[1,1]}]}""").Utf8;

        Encoding.UTF8.GetString(AnswerChanges.Between(before, after).Utf8.Span).ShouldBe("""{"objects":{"order":[1,0]}}""");
    }

    [Fact]
    public void Nothing_changed_is_an_empty_object()
    {
        var changes = AnswerChanges.Between(AnswerNormalizer.Empty, AnswerNormalizer.Empty);

        changes.IsEmpty.ShouldBeTrue();
        Encoding.UTF8.GetString(changes.Utf8.Span).ShouldBe("{}");
    }

    [Theory]
    [InlineData("""{"objects":{"removed":[{"objectId":"zz"}]}}""")]
    [InlineData("""{"objects":{"order":[0,1]}}""")]
    [InlineData("""{"objects":{"order":[7]}}""")]
    public void Changes_of_another_answer_are_refused(string changes)
    {
        var answer = Annotate("""{"objects":[{"objectId":"a","schemaId":"t_nose","point":[1,1]}]}""").Utf8;

        Should.Throw<InvalidDataException>(() => AnswerChanges.Apply(answer, Utf8(changes)));
    }

    private static bool CanReplay(ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> after) =>
        AnswerChanges.Apply(before, AnswerChanges.Between(before, after).Utf8).AsSpan().SequenceEqual(after.Span);

    private static void Shuffle(System.Text.Json.Nodes.JsonArray members, Random random)
    {
        var copies = members.Select(member => member!.DeepClone()).ToArray();
        random.Shuffle(copies);
        members.Clear();
        foreach (var copy in copies)
            members.Add(copy);
    }
}
