using Limn.Annotations.Schemas;
using Limn.Annotations.Validation;
using static Limn.Annotations.Tests.TestAnswers;

namespace Limn.Annotations.Tests.Schemas;

public sealed class CategorySchemaTests
{
    [Fact]
    public void Classes_are_found_at_every_depth()
    {
        var nested = Schema.Find("c_vother").ShouldNotBeNull();

        nested.Parent!.SchemaId.ShouldBe("c_vtype");
        nested.Parent.Parent!.Tool.ShouldBe(ToolKinds.BoundingBox);
        nested.ParentOptionId.ShouldBe("o_other");
        Schema.Find("c_color")!.IsMultiple.ShouldBeTrue();
        Schema.Find("c_action")!.IsFrameSpecific.ShouldBeTrue();
        Schema.Find("nothing").ShouldBeNull();
    }

    [Fact]
    public void Tree_options_have_their_path_as_text()
    {
        var schema = ParseSchema("""{"classifications":[{"schemaId":"c","title":"T","tool":"tree-dropdown","treeOptions":[{"title":"Body","schemaId":"n1","children":[{"title":"Door","key":"n2"}]}]}]}""");

        schema.Classifications[0].Options.Select(option => (option.SchemaId, option.Text, option.Parent?.SchemaId))
            .ShouldBe([("n1", "Body", null), ("n2", "Body / Door", "n1")]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    public void Missing_schema_is_empty(string json) => CategorySchema.Parse(Utf8(json)).Tools.ShouldBeEmpty();

    [Fact]
    public void Documented_schema_is_valid() => CategorySchemaValidator.Validate(File.ReadAllBytes(ExamplePath("schema.json"))).ShouldBeEmpty();

    [Theory]
    [InlineData("[]", "", "A category schema is an object with tools, classifications and relations.")]
    [InlineData("{\"tools\":{}}", "tools", "tools must be a list.")]
    [InlineData("{\"tools\":[1]}", "tools[0]", "Must be an object.")]
    [InlineData("{\"tools\":[{\"tool\":\"point\",\"title\":\"A\"}]}", "tools[0]", "schemaId is missing.")]
    [InlineData("{\"tools\":[{\"schemaId\":\"a\",\"title\":\"A\"}]}", "tools[0]", "tool is missing.")]
    [InlineData("{\"tools\":[{\"schemaId\":\"a\",\"title\":7,\"tool\":\"point\"}]}", "tools[0].title", "title must be text.")]
    [InlineData("{\"tools\":[{\"schemaId\":\"a\",\"tool\":\"point\",\"required\":1}]}", "tools[0].required", "required must be true or false.")]
    [InlineData("{\"tools\":[{\"schemaId\":\"a\",\"tool\":\"point\",\"classifications\":[{\"schemaId\":\"a\",\"tool\":\"text\"}]}]}", "tools[0].classifications[0].schemaId", "schemaId \"a\" is already used by tools[0].")]
    [InlineData("{\"classifications\":[{\"schemaId\":\"a\",\"tool\":\"radio\",\"options\":[{\"value\":\"X\"}]}]}", "classifications[0].options[0]", "schemaId is missing.")]
    [InlineData("{\"classifications\":[{\"schemaId\":\"a\",\"tool\":\"radio\",\"options\":[{\"schemaId\":\"x\"}]}]}", "classifications[0].options[0]", "value is missing.")]
    [InlineData("{\"classifications\":[{\"schemaId\":\"a\",\"tool\":\"radio\",\"options\":[{\"value\":\"X\",\"schemaId\":\"o\"},{\"value\":\"Y\",\"schemaId\":\"o\"}]}]}", "classifications[0].options[1]", "schemaId \"o\" is already used by classifications[0].options[0].")]
    [InlineData("{\"classifications\":[{\"schemaId\":\"a\",\"tool\":\"radio\",\"options\":[{\"value\":\"2\",\"schemaId\":\"1\"},{\"value\":\"1\",\"schemaId\":\"2\"}]}]}", "classifications[0].options[1]", "schemaId \"2\" is the text of another option.")]
    [InlineData("{\"classifications\":[{\"schemaId\":\"a\",\"tool\":\"tree-dropdown\",\"treeOptions\":[{\"title\":\"X\"}]}]}", "classifications[0].treeOptions[0]", "A tree option needs a key.")]
    [InlineData("{\"tools\":[{\"schemaId\":\"a\",\"tool\":\"brush\",\"color\":\"red\"}]}", "tools[0].color", "color of a brush class must have the form #rrggbb.")]
    [InlineData("{\"tools\":[{\"schemaId\":\"a\",\"tool\":\"brush\",\"color\":\"#AA0000\"},{\"schemaId\":\"b\",\"tool\":\"brush\",\"color\":\"#aa0000\"}]}", "tools[1].color", "color #aa0000 is already used by the brush class tools[0].")]
    [InlineData("{\"tools\":[{\"schemaId\":\"liver\",\"tool\":\"medical-brush\"}]}", "tools[0].schemaId", "schemaId of a voxel brush is its voxel value, a whole number from 1 to 65535.")]
    [InlineData("{\"tools\":", "", "Not valid JSON at line 1, byte 10.")]
    public void Problem_is_reported_with_its_path(string json, string path, string message)
    {
        var problems = CategorySchemaValidator.Validate(Utf8(json));

        problems.Select(problem => (problem.Path, problem.Message)).ShouldContain((path, message));
    }

    [Fact]
    public void All_problems_are_reported() =>
        CategorySchemaValidator.Validate(Utf8("""{"tools":[{},{}],"relations":"x"}""")).Count.ShouldBe(5);

    [Fact]
    public void Flattened_entries_of_a_tree_are_no_repetition() =>
        CategorySchemaValidator.Validate(Utf8("""{"classifications":[{"schemaId":"c","tool":"tree-dropdown","treeOptions":[{"title":"A","key":"n","children":[]}],"options":[{"value":"A","schemaId":"n"}]}]}""")).ShouldBeEmpty();

    [Fact]
    public void Limits_are_reported()
    {
        var json = """{"tools":[{"schemaId":"a","tool":"x"},{"schemaId":"b","tool":"x","options":[{"value":"A","schemaId":"1"},{"value":"B","schemaId":"2"}]}]}""";

        CategorySchemaValidator.Validate(Utf8(json), new SchemaLimits { MaxClasses = 1, MaxOptions = 1 }).Select(problem => problem.Code)
            .ShouldBe([ProblemCodes.Limit, ProblemCodes.Limit]);
        CategorySchemaValidator.Validate(Utf8(json), new SchemaLimits { MaxBytes = 10 }).ShouldHaveSingleItem().Code.ShouldBe(ProblemCodes.Limit);
    }

    [Fact]
    public void Pattern_that_would_run_for_ever_is_given_up()
    {
        var schema = ParseSchema("""{"classifications":[{"schemaId":"c","title":"T","tool":"text","regex":"^(?=(a+)+$)b"},{"schemaId":"d","title":"D","tool":"text","regex":"("}]}""");

        Import($$"""{"data":"x","classifications":[{"schemaId":"c","answer":"{{new string('a', 5000)}}!"},{"schemaId":"d","answer":"x"}]}""", ImportContext(schema))
            .Errors.ShouldBeEmpty();
    }
}
