using Limn.Annotations.Validation;
using static Limn.Annotations.Tests.TestAnswers;

namespace Limn.Annotations.Tests.Validation;

public sealed class GeometryTests
{
    [Theory]
    [InlineData("t_vehicle", "bounding-box", """{"x":300,"y":220,"width":-100,"height":-60}""", """{"x":200,"y":160,"width":100,"height":60}""")]
    [InlineData("t_vehicle", "bounding-box", """{"height":1.50,"width":2e0,"y":-0,"x":-1,"angle":0}""", """{"x":-1,"y":0,"width":2,"height":1.5,"angle":0}""")]
    [InlineData("t_lesion", "bounding-box", """{"x1":10,"y1":20,"z1":5,"x2":40,"y2":60,"z2":15}""", """{"x1":10,"y1":20,"z1":5,"x2":40,"y2":60,"z2":15}""")]
    [InlineData("t_road", "polygon", "[[0,0],[4,0],[4,4],[0,0]]", "[[0,0],[4,0],[4,4]]")]
    [InlineData("t_lane", "polyline", "[[0,0],[4,0],[0,0]]", "[[0,0],[4,0],[0,0]]")]
    [InlineData("t_diam", "polyline", """{"z2":9,"x1":12,"y1":22,"z1":9,"x2":38,"y2":22}""", """{"x1":12,"y1":22,"z1":9,"x2":38,"y2":22,"z2":9}""")]
    [InlineData("t_nose", "point", "[ 410.5, 300.25 ]", "[410.5,300.25]")]
    [InlineData("t_ent", "ner", """{"start":6.06,"end":2.05}""", """{"start":2.05,"end":6.06}""")]
    [InlineData("t_turn", "message", """{"id":"2"}""", """{"id":"2"}""")]
    [InlineData("1", "medical-brush", "true", "true")]
    public void Geometry_is_brought_into_its_stored_form(string schemaId, string key, string given, string stored) =>
        Import(Line(schemaId, key, given)).Geometry(key).ShouldBe(stored);

    [Fact]
    public void Rotated_box_without_corners_gets_them() =>
        Import(Line("t_sign", "rotated-bounding-box", """{"x":120,"y":80,"width":60,"height":20,"rotation":30}""")).Geometry("rotated-bounding-box")
            .ShouldBe("""{"x":120,"y":80,"width":60,"height":20,"rotation":30,"corners":[[120,80],[110,97.32050807568878],[161.96152422706632,127.32050807568878],[171.96152422706632,110]]}""");

    [Fact]
    public void Corners_win_over_the_numbers_of_a_rotated_box() =>
        Import(Line("t_sign", "rotated-bounding-box", """{"x":1,"y":1,"width":1,"height":1,"rotation":5,"corners":[[10,0],[0,0],[0,20],[10,20]]}"""))
            .Geometry("rotated-bounding-box")
            .ShouldBe("""{"x":10,"y":0,"width":20,"height":10,"rotation":90,"corners":[[10,0],[0,0],[0,20],[10,20]]}""");

    [Fact]
    public void Corners_in_the_opposite_order_are_put_right() =>
        Import(Line("t_sign", "rotated-bounding-box", """{"corners":[[0,0],[20,0],[20,10],[0,10]]}""")).Geometry("rotated-bounding-box")
            .ShouldBe("""{"x":0,"y":0,"width":20,"height":10,"rotation":0,"corners":[[0,0],[0,10],[20,10],[20,0]]}""");

    [Fact]
    public void Negative_sizes_of_a_rotated_box_move_its_corner_along_its_sides() =>
        Import(Line("t_sign", "rotated-bounding-box", """{"x":10,"y":10,"width":-4,"height":-2,"rotation":90}""")).Geometry("rotated-bounding-box")
            .ShouldBe("""{"x":12,"y":6,"width":4,"height":2,"rotation":90,"corners":[[12,6],[10,6],[10,10],[12,10]]}""");

    [Fact]
    public void Hole_without_its_outer_list_is_wrapped_once() =>
        Import(Line("t_person", "segmentation", """{"zones":[{"region":[[0,0],[9,0],[9,9]],"holes":[[1,1],[2,1],[2,2]]}]}""")).Geometry("segmentation")
            .ShouldBe("""{"zones":[{"region":[[0,0],[9,0],[9,9]],"holes":[[[1,1],[2,1],[2,2]]]}]}""");

    [Fact]
    public void Import_drops_zones_of_fewer_than_three_points() =>
        Import(Line("t_person", "segmentation", """{"zones":[{"region":[]},{"region":[[0,0],[9,0],[9,9],[0,0]]},{"region":[[1,1],[2,2]],"holes":null}]}"""))
            .Geometry("segmentation").ShouldBe("""{"zones":[{"region":[[0,0],[9,0],[9,9]],"holes":[]}]}""");

    [Fact]
    public void Saving_keeps_an_erased_zone() =>
        Annotate("""{"objects":[{"schemaId":"t_person","segmentation":{"zones":[{"region":[],"holes":[]}]}}]}""")
            .Geometry("segmentation").ShouldBe("""{"zones":[{"region":[],"holes":[]}]}""");

    [Theory]
    [InlineData("pdf")]
    [InlineData("bounding-box")]
    public void Flat_pdf_area_is_nested_and_gives_its_id(string key)
    {
        var stored = Import(Line("t_field", key, """{"x1":100,"y1":250,"x2":200,"y2":350,"width":800,"height":1200,"pageNumber":1,"text":"INV-001","objectId":"f1"}"""));

        stored.Geometry("pdf").ShouldBe("""{"position":{"boundingRect":{"x1":100,"y1":250,"x2":200,"y2":350,"width":800,"height":1200},"rects":[],"pageNumber":1},"content":{"text":"INV-001"}}""");
        stored.OnlyObject()["objectId"]!.GetValue<string>().ShouldBe("f1");
    }

    [Fact]
    public void Nested_pdf_area_always_has_a_text()
    {
        var area = """{"x1":1,"y1":2,"x2":3,"y2":4,"width":800,"height":1200}""";

        Import(Line("t_field", "pdf", $$$"""{"position":{"pageNumber":2,"boundingRect":{{{area}}},"rects":[{{{area}}}]}}""")).Geometry("pdf")
            .ShouldBe($$$"""{"position":{"boundingRect":{{{area}}},"rects":[{{{area}}}],"pageNumber":2},"content":{"text":""}}""");
    }

    [Theory]
    [InlineData("""{"start":8,"end":13}""", 13)]
    [InlineData("""{"start":8,"end":12,"selection":"Paris"}""", 13)]
    [InlineData("""{"start":8,"end":13,"selection":"stale"}""", 13)]
    public void Span_of_a_known_text_gets_its_selection_and_an_exclusive_end(string given, int end) =>
        Import(Line("t_ent", "ner", given), ImportContext() with { Text = "Ada met Paris in Rome." }).Geometry("ner")
            .ShouldBe($$"""{"start":8,"end":{{end}},"selection":"Paris"}""");

    [Theory]
    [InlineData("t_vehicle", "bounding-box", """{"x":1,"y":2,"width":3}""")]
    [InlineData("t_vehicle", "bounding-box", """{"x":1,"y":2,"width":3,"height":"4"}""")]
    [InlineData("t_vehicle", "bounding-box", "[1,2,3,4]")]
    [InlineData("t_sign", "rotated-bounding-box", """{"corners":[[0,0],[1,0],[1,1]]}""")]
    [InlineData("t_sign", "rotated-bounding-box", """{"corners":[[0,0],[0,50],[50,50],[90,0]]}""")]
    [InlineData("t_road", "polygon", "[[0,0],[1,1]]")]
    [InlineData("t_road", "polygon", "[[0,0],[1,1],[2,null]]")]
    [InlineData("t_road", "polygon", "[[0,0],[1,1],[2,2,2]]")]
    [InlineData("t_lane", "polyline", "[[0,0]]")]
    [InlineData("t_nose", "point", "[1]")]
    [InlineData("t_person", "segmentation", """{"zones":[{"region":[[0,0]]}]}""")]
    [InlineData("t_person", "segmentation", "{}")]
    [InlineData("t_ent", "ner", """{"start":1}""")]
    [InlineData("t_field", "pdf", """{"x1":1,"y1":2,"x2":3,"y2":4,"width":5,"height":6,"pageNumber":0}""")]
    [InlineData("t_turn", "message", """{"id":""}""")]
    [InlineData("t_cuboid", "pct", """{"type":"cuboid","center":{"x":1,"y":2}}""")]
    [InlineData("t_cuboid", "pct", """{"type":"cuboid","center":{"x":1,"y":2,"z":3},"size":{"length":1,"width":1,"height":1},"rotation":{"yaw":1}}""")]
    [InlineData("t_cuboid", "pct", """{"type":"cuboid","center":{"x":1,"y":2,"z":3},"size":{"length":1,"width":1,"height":1},"pointCount":1.5}""")]
    [InlineData("t_cuboid", "pct", """{"center":{"x":1,"y":2,"z":3}}""")]
    [InlineData("t_field", "pdf", """{"position":{"boundingRect":{"x1":1,"y1":2,"x2":3,"y2":4,"width":5,"height":6},"pageNumber":1},"content":{"image":7}}""")]
    [InlineData("1", "medical-brush", "1")]
    public void Invalid_geometry_is_refused(string schemaId, string key, string geometry)
    {
        var problem = Import(Line(schemaId, key, geometry)).Errors.ShouldHaveSingleItem();

        problem.Code.ShouldBe(ProblemCodes.Geometry);
        problem.Path.ShouldBe("objects[0]");
        problem.Message.ShouldStartWith($"Geometry {key} is invalid: ");
    }

    [Theory]
    [InlineData("circle", """{"radius":2,"y":1.0,"x":3}""", """{"x":3,"y":1,"radius":2}""")]
    [InlineData("spline", "[[0,0],[1,1],[0,0]]", "[[0,0],[1,1],[0,0]]")]
    [InlineData("angle", """{"angle":90,"p2":[1,2,3],"p1":[4,5,6],"vertex":[7,8.0,9]}""", """{"vertex":[7,8,9],"p1":[4,5,6],"p2":[1,2,3],"angle":90}""")]
    [InlineData("brush", "true", "true")]
    [InlineData("pct", """{"type":"lane","points":[1.0]}""", """{"type":"lane","points":[1]}""")]
    [InlineData("wormhole", """{"mouth":[1.50,{"z":-0.0}]}""", """{"mouth":[1.5,{"z":0}]}""")]
    public void Rarer_kinds_are_brought_into_their_stored_form(string tool, string given, string stored)
    {
        var schema = ParseSchema($$"""{"tools":[{"schemaId":"c","title":"C","tool":"{{tool}}","color":"#000000"}]}""");

        Import(Line("c", tool, given), ImportContext(schema)).Geometry(tool).ShouldBe(stored);
    }

    [Fact]
    public void Object_without_geometry_is_refused() =>
        Import("""{"externalId":"a","objects":[{"schemaId":"t_nose","polygon":null,"brush":false},{"title":""}]}""").Errors
            .Select(error => (error.Code, error.Message)).ShouldBe(
                [("C2", "Class \"Nose\" is point, object has no geometry."), ("G1", "Object has no geometry.")]);

    [Fact]
    public void Second_geometry_is_refused() =>
        Import("""{"externalId":"a","objects":[{"schemaId":"t_nose","point":[1,2],"polygon":[[0,0],[1,0],[1,1]]}]}""")
            .Errors.ShouldContain(problem => problem.Code == ProblemCodes.Geometry && problem.Message.Contains("already has point"));

    [Fact]
    public void Span_outside_the_text_is_refused() =>
        Import(Line("t_ent", "ner", """{"start":8,"end":99}"""), ImportContext() with { Text = "short text" })
            .Errors.ShouldHaveSingleItem().Message.ShouldBe("Geometry ner is invalid: start and end must be whole numbers from 0 to 10.");

    private static string Line(string schemaId, string key, string geometry) =>
        $$"""{"externalId":"a","objects":[{"schemaId":"{{schemaId}}","{{key}}":{{geometry}}}]}""";
}
