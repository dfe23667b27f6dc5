using System.Text.Json.Nodes;
using Limn.Annotations.Answers;
using Limn.Annotations.Geometry;
using Limn.Annotations.Validation;
using static Limn.Annotations.Tests.TestAnswers;

namespace Limn.Annotations.Tests.Answers;

public sealed class ModelTests
{
    public static TheoryData<string> Examples =>
        ["image", "pages", "video", "audio", "text", "pdf", "html", "volume", "chat", "point-cloud"];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_stored_answer_survives_a_round_trip(string name)
    {
        var stored = AnswerNormalizer.Import(LabelLine.Parse(File.ReadAllBytes(ExamplePath($"{name}.import.json"))), ImportContext());

        var written = JsonNode.Parse(Answer.Parse(stored.Utf8.Span).ToUtf8());

        JsonNode.DeepEquals(written, stored.Json()).ShouldBeTrue(written!.ToJsonString());
    }

    [Fact]
    public void Objects_and_tools_are_one_list() =>
        Answer.Parse("""{"tools":[{"objectId":"b"}],"objects":[{"objectId":"a"}]}"""u8).Tools.Select(item => item.ObjectId).ShouldBe(["a", "b"]);

    [Fact]
    public void Shape_is_found_by_its_key()
    {
        var tool = Answer.Parse("""{"tools":[{"schemaId":"s","point":null,"bounding-box":{"x":1,"y":2,"width":-3,"height":4}}]}"""u8).Tools[0];

        tool.Shape.ShouldBeOfType<BoundingBox>().ToImageBox().ShouldBe(new ImageBox(-2, 2, 3, 4));
    }

    [Fact]
    public void Unknown_keys_and_unknown_kinds_are_kept()
    {
        var json = """{"tools":[{"schemaId":"s","objectId":"o","title":"T","wormhole":{"a":[1]},"classifications":[{"schemaId":"c","objectId":"","tool":"x","title":"","answer":["a"],"classifications":[],"q":1}],"z":null}],"classifications":[],"relations":[]}""";

        var answer = Answer.Parse(Utf8(json));

        answer.Tools[0].Shape.ShouldBeNull();
        answer.Tools[0].Extra.Keys.ShouldContain("wormhole");
        var expected = JsonNode.Parse(json)!;
        expected["tools"]![0]!.AsObject().Remove("z");
        JsonNode.DeepEquals(JsonNode.Parse(answer.ToUtf8()), expected).ShouldBeTrue();
    }

    [Fact]
    public void Deepest_answer_that_can_be_stored_can_be_read()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 61)) + string.Concat(Enumerable.Repeat("]", 61));
        var stored = Annotate($$"""{"objects":[{"schemaId":"t_nose","point":[1,2],"deep":{{deep}}}]}""");

        stored.Errors.ShouldBeEmpty();
        Answer.Parse(stored.Utf8.Span).Tools[0].Extra["deep"].GetRawText().ShouldBe(deep);
    }

    [Fact]
    public void Instant_in_milliseconds_is_read() =>
        Answer.Parse("""{"tools":[{"metadata":{"createdAt":1714550400000,"createdBy":"x"}}]}"""u8).Tools[0].Metadata!.CreatedAt
            .ShouldBe(DateTimeOffset.Parse("2024-05-01T08:00:00Z", null));

    [Theory]
    [InlineData("\"a\"", "a", 1)]
    [InlineData("[\"a\",null,\"b\"]", null, 2)]
    [InlineData("true", null, 0)]
    public void Answer_is_text_list_or_boolean(string json, string? text, int count)
    {
        var answer = Answer.Parse(Utf8($$"""{"classifications":[{"answer":{{json}}}]}""")).Classifications[0].Answer!;

        answer.Text.ShouldBe(text);
        answer.Texts.Count.ShouldBe(count);
    }
}
