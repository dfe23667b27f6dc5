using System.Text.Json.Nodes;
using Limn.Annotations.Rules;
using Limn.Annotations.Schemas;

namespace Limn.Annotations.Tests.Rules;

/// <summary>The cases that the editor's implementation reads too.</summary>
public sealed class AnswerRulesTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "ValidationCases");

    public static TheoryData<string> Cases => [.. Directory.GetFiles(Folder, "*.json").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Case_has_the_problems_that_it_says(string name)
    {
        var root = JsonNode.Parse(File.ReadAllBytes(Path.Combine(Folder, name)))!;
        var image = root["image"];
        var context = new RuleContext
        {
            Schema = CategorySchema.Parse(TestAnswers.Utf8(root["schema"]!.ToJsonString())),
            Picture = image is null ? null : (image["width"]!.GetValue<int>(), image["height"]!.GetValue<int>()),
            Painted = root["painted"]?.AsArray().Select(item => item!.GetValue<string>()).ToHashSet() ?? [],
        };

        var problems = AnswerRules.Check(TestAnswers.Utf8(root["answer"]!.ToJsonString()), context);

        problems.Select(problem => $"{problem.Code} {problem.SchemaId} {problem.ObjectId ?? "-"} {problem.Page?.ToString(null, null) ?? "-"}")
            .ShouldBe(root["problems"]!.AsArray().Select(Describe), ignoreOrder: true);
        problems.ShouldAllBe(problem => problem.Message.EndsWith('.'));
    }

    [Fact]
    public void There_are_cases() => Cases.Count.ShouldBeGreaterThan(10);

    private static string Describe(JsonNode? problem) =>
        $"{problem!["code"]} {problem["schemaId"]} {problem["objectId"]?.GetValue<string>() ?? "-"} {problem["page"]?.ToJsonString() ?? "-"}";
}
