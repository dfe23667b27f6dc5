using System.Text;
using Limn.Annotations.Validation;
using static Limn.Annotations.Tests.TestAnswers;

namespace Limn.Annotations.Tests.Validation;

public sealed class LabelBodyTests
{
    [Theory]
    [InlineData("""[{"a":1},{"b":[2]}]""", null)]
    [InlineData("""{"project":"p","jsonContent":[{"a":1},{"b":[2]}]}""", "p")]
    [InlineData("""{"labels":[{"a":1},{"b":[2]}],"project":"p"}""", "p")]
    [InlineData("""{"project":"p","jsonContent":"[{\"a\":1},{\"b\":[2]}]"}""", "p")]
    public void Body_is_split_into_lines(string json, string? project)
    {
        var body = LabelBody.Parse(Utf8(json));

        body.Errors.ShouldBeEmpty();
        body.Project.ShouldBe(project);
        body.Lines.Select(line => Encoding.UTF8.GetString(line.Span)).ShouldBe(["{\"a\":1}", "{\"b\":[2]}"]);
    }

    [Theory]
    [InlineData("""{"externalId":"a","objects":[]}""")]
    [InlineData("""{"jsonContent":{"externalId":"a","objects":[]}}""")]
    public void Single_line_is_accepted_in_place_of_a_list(string json) =>
        LabelLine.Parse(LabelBody.Parse(Utf8(json)).Lines.ShouldHaveSingleItem()).ExternalId.ShouldBe("a");

    [Fact]
    public void Unknown_classes_are_kept_when_asked() =>
        LabelBody.Parse(Utf8("""{"unknownClass":"keep","labels":[]}""")).KeepsUnknownClasses.ShouldBeTrue();

    [Theory]
    [InlineData("7", "J1")]
    [InlineData("", "J1")]
    [InlineData("""{"jsonContent":null}""", "J1")]
    [InlineData("""{"jsonContent":"7"}""", "J1")]
    [InlineData("""{"jsonContent":"[{]"}""", "F1")]
    [InlineData("""[{"a":1}""", "F1")]
    [InlineData("""{"jsonContent":"\ud800"}""", "F1")]
    public void Body_that_is_no_list_is_refused(string json, string code)
    {
        var body = LabelBody.Parse(Utf8(json));

        body.Errors.ShouldHaveSingleItem().Code.ShouldBe(code);
        body.Lines.ShouldBeEmpty();
    }

    [Fact]
    public void Line_gives_its_matching_keys()
    {
        var line = LabelLine.Parse(Utf8("""{"assetId":"1","asset":"https://x/a.jpg","externalId":"a.jpg","brushDataUrl":"b","medicalBrushDataUrl":null,"status":"Completed","objects":[]}"""));

        (line.AssetId, line.Data, line.ExternalId, line.BrushDataUrl, line.MedicalBrushDataUrl, line.IsCompleted)
            .ShouldBe(("1", "https://x/a.jpg", "a.jpg", "b", null, true));
    }

    [Fact]
    public void Line_without_any_matching_key_is_refused() =>
        LabelLine.Parse(Utf8("""{"objects":[]}""")).Errors.ShouldHaveSingleItem().Code.ShouldBe("A2");

    [Theory]
    [InlineData("[]", "F1")]
    [InlineData("{\"externalId\":\"\\udc00\"}", "F1")]
    public void Malformed_line_is_refused(string json, string code) => LabelLine.Parse(Utf8(json)).Errors.ShouldHaveSingleItem().Code.ShouldBe(code);
}
