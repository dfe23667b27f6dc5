using System.Text;
using Limn.Annotations.Answers;
using static Limn.Annotations.Tests.TestAnswers;

namespace Limn.Annotations.Tests.Answers;

public sealed class AnswerMergeTests
{
    [Fact]
    public void New_members_come_first_and_answered_classes_are_replaced()
    {
        var merged = AnswerMerge.Merge(
            Utf8("""{"objects":[{"objectId":"n"}],"classifications":[{"schemaId":"c_color","answer":"Black"},{"schemaId":"c_color","answer":"White"}],"relations":[{"objectId":"rn"}]}"""),
            Utf8("""{"tools":[{"objectId":"e"}],"classifications":[{"schemaId":"c_color","answer":"Red"},{"schemaId":"c_scene","answer":"Day"}],"relations":[{"objectId":"re"}]}"""));

        Encoding.UTF8.GetString(merged).ShouldBe(
            """{"tools":[{"objectId":"n"},{"objectId":"e"}],"classifications":[{"schemaId":"c_color","answer":"Black"},{"schemaId":"c_color","answer":"White"},{"schemaId":"c_scene","answer":"Day"}],"relations":[{"objectId":"rn"},{"objectId":"re"}]}""");
    }

    [Fact]
    public void Missing_lists_are_empty() =>
        Encoding.UTF8.GetString(AnswerMerge.Merge("{}"u8.ToArray(), default)).ShouldBe("""{"tools":[],"classifications":[],"relations":[]}""");

    [Theory]
    [InlineData("{")]
    [InlineData("""{"objects":[{"objectId":"\ud800"}]}""")]
    public void Answer_that_is_no_json_is_refused(string json) =>
        Should.Throw<System.Text.Json.JsonException>(() => AnswerMerge.Merge(Utf8(json), default));

    [Fact]
    public void Merged_answer_can_be_saved_and_existing_members_stay_unchanged()
    {
        var existing = Annotate("""{"objects":[{"objectId":"e","schemaId":"t_nose","point":[1,2]}],"classifications":[{"schemaId":"c_scene","answer":"Day"}]}""");

        var merged = AnswerMerge.Merge(Utf8("""{"objects":[{"schemaId":"t_tail","point":[3,4]}],"classifications":[{"schemaId":"c_scene","answer":"Night"}]}"""), existing.Utf8);
        var saved = Annotate(Encoding.UTF8.GetString(merged), AnnotateContext() with { By = "plugin", Previous = existing.Utf8 }).Json();

        saved["tools"]!.AsArray().Select(tool => tool!["metadata"]!["createdBy"]!.GetValue<string>()).ShouldBe(["plugin", "lab@example.org"]);
        saved["classifications"]!.AsArray().ShouldHaveSingleItem()!["answer"]!.GetValue<string>().ShouldBe("Night");
    }
}
