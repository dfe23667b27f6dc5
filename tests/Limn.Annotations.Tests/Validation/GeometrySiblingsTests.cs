using Limn.Annotations.Answers;
using static Limn.Annotations.Tests.TestAnswers;

namespace Limn.Annotations.Tests.Validation;

public sealed class GeometrySiblingsTests
{
    private const string Schema =
        """
        {"tools":[{"schemaId":"e","title":"E","tool":"ellipse"},{"schemaId":"p","title":"P","tool":"polygon"},{"schemaId":"s","title":"S","tool":"spline"}],
         "classifications":[],"relations":[]}
        """;

    [Theory]
    [InlineData("""{"rotation":30,"radiusY":2.50,"radiusX":4,"y":1,"x":0}""", """{"x":0,"y":1,"radiusX":4,"radiusY":2.5,"rotation":30}""")]
    [InlineData("""{"x":0,"y":1,"radiusX":4,"radiusY":2}""", """{"x":0,"y":1,"radiusX":4,"radiusY":2,"rotation":0}""")]
    public void Ellipse_is_brought_into_its_stored_form(string given, string stored) =>
        Store($$"""{"schemaId":"e","objectId":"a","ellipse":{{given}}}""").Geometry("ellipse").ShouldBe(stored);

    [Fact]
    public void Ellipse_reads_as_a_shape() =>
        Answer.Parse(Store("""{"schemaId":"e","objectId":"a","ellipse":{"x":10,"y":20,"radiusX":4,"radiusY":2,"rotation":90}}""").Utf8.Span)
            .Tools[0].Shape.ShouldBeOfType<Ellipse>().ToPoints(4)[0].ShouldSatisfyAllConditions(
                point => point.X.ShouldBe(10, 1e-9), point => point.Y.ShouldBe(24, 1e-9));

    [Fact]
    public void Holes_controls_and_flags_are_stored_beside_the_geometry()
    {
        var polygon = Store("""{"schemaId":"p","objectId":"a","flagged":true,"verdict":"rejected","polygon":[[0,0],[9,0],[9,9]],"polygonHoles":[[[1,1],[2.0,1],[2,2],[1,1]]]}""").OnlyObject();
        var spline = Store("""{"schemaId":"s","objectId":"a","flagged":false,"spline":[[0,0],[9,0]],"splineBezier":[[1,1],[2,2]],"polygonHoles":[]}""").OnlyObject();

        polygon["polygonHoles"]!.ToJsonString().ShouldBe("[[[1,1],[2,1],[2,2]]]");
        polygon["flagged"]!.GetValue<bool>().ShouldBeTrue();
        polygon["verdict"]!.GetValue<string>().ShouldBe("rejected");
        spline["splineBezier"]!.ToJsonString().ShouldBe("[[1,1],[2,2]]");
        spline["flagged"].ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"schemaId":"e","ellipse":{"x":0,"y":1,"radiusX":-4,"radiusY":2}}""")]
    [InlineData("""{"schemaId":"p","polygon":[[0,0],[9,0],[9,9]],"polygonHoles":[[[1,1],[2,1]]]}""")]
    [InlineData("""{"schemaId":"p","polygon":[[0,0],[9,0],[9,9]],"polygonHoles":7}""")]
    [InlineData("""{"schemaId":"s","spline":[[0,0],[9,0]],"splineBezier":[[1]]}""")]
    [InlineData("""{"schemaId":"p","polygon":[[0,0],[9,0],[9,9]],"flagged":"yes"}""")]
    [InlineData("""{"schemaId":"p","polygon":[[0,0],[9,0],[9,9]],"verdict":"good"}""")]
    [InlineData("""{"schemaId":"p","polygon":[[0,0],[9,0],[9,9]],"verdict":true}""")]
    public void Broken_ones_are_refused(string member) => Store(member).Errors.ShouldHaveSingleItem().Code.ShouldBe("G1");

    [Fact]
    public void No_holes_are_no_key() =>
        Store("""{"schemaId":"p","objectId":"a","polygon":[[0,0],[9,0],[9,9]],"polygonHoles":[]}""").OnlyObject()["polygonHoles"].ShouldBeNull();

    private static Limn.Annotations.Validation.NormalizedAnswer Store(string member) =>
        Annotate($$"""{"objects":[{{member}}]}""", AnnotateContext(ParseSchema(Schema)));
}
