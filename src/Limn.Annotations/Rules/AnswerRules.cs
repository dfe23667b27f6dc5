using Limn.Annotations.Answers;
using Limn.Annotations.Schemas;

namespace Limn.Annotations.Rules;

/// <summary>
/// The rules of the schema that an answer breaks, as docs/formats/validation-rules.md says. The editor checks the same rules while somebody
/// works. Pure; thread safe.
/// </summary>
public static class AnswerRules
{
    /// <summary>Everything that is broken; a rule of one class at one place once.</summary>
    /// <param name="answer">A canonical answer.</param>
    /// <param name="context">Schema and picture.</param>
    public static IReadOnlyList<RuleProblem> Check(ReadOnlySpan<byte> answer, RuleContext context)
    {
        var (read, schema) = (Answer.Parse(answer), context.Schema);
        var log = new RuleLog();
        CheckObjects(read.Tools, context, log);
        QuestionRules.Check(schema.Classifications, read.Classifications, new RulePlace("classifications", null, null), log);
        CheckRelations(read.Relations, schema, log);
        return log.Problems;
    }

    private static void CheckObjects(IReadOnlyList<AnnotationObject> objects, RuleContext context, RuleLog log)
    {
        var counts = objects.ToLookup(item => item.SchemaId, item => item.ObjectId);
        foreach (var tool in context.Schema.Tools)
        {
            var count = counts[tool.SchemaId].Distinct().Count();
            QuestionRules.CheckCount(tool, Math.Max(count, context.Painted.Contains(tool.SchemaId) ? 1 : 0), new RulePlace("objects", null, null), log);
        }
        var measured = new List<MeasuredObject>();
        foreach (var item in objects.Where(item => !item.InterpolationStopped))
        {
            if (context.Schema.Tools.FirstOrDefault(tool => tool.SchemaId == item.SchemaId) is not { } owner)
                continue;
            var place = new RulePlace("objects", item.ObjectId, item.Page);
            QuestionRules.Check(owner.Classifications, item.Classifications, place, log);
            if (MeasuredShape.Of(item) is not { } shape)
                continue;
            GeometryRules.Check(owner, shape, context.Picture, place, log);
            measured.Add(new MeasuredObject(owner, shape, place));
        }
        foreach (var page in measured.GroupBy(item => item.Place.Page))
            NeighbourRules.Check([.. page], log);
    }

    private static void CheckRelations(IReadOnlyList<Relation> relations, CategorySchema schema, RuleLog log)
    {
        var members = relations.ToLookup(relation => relation.SchemaId);
        foreach (var owner in schema.Relations)
        {
            var count = members[owner.SchemaId].Select(relation => relation.ObjectId).Distinct().Count();
            QuestionRules.CheckCount(owner, count, new RulePlace("relations", null, null), log);
            foreach (var relation in members[owner.SchemaId])
                QuestionRules.Check(owner.Classifications, NestedIn(relation), new RulePlace("relations", relation.ObjectId, relation.Page), log);
        }
    }

    private static IReadOnlyList<Classification> NestedIn(Relation relation) =>
        relation.Extra?.TryGetValue("classifications", out var nested) == true && nested.ValueKind == System.Text.Json.JsonValueKind.Array
            ? [.. nested.EnumerateArray().Select(item => System.Text.Json.JsonSerializer.Deserialize(item, AnnotationJson.Default.Classification)!)]
            : [];
}

/// <summary>Where a rule is checked.</summary>
internal sealed record RulePlace(string List, string? ObjectId, int? Page);

/// <summary>Gathers problems, each once.</summary>
internal sealed class RuleLog
{
    private readonly HashSet<(string, string, string?, int?)> known = [];

    public List<RuleProblem> Problems { get; } = [];

    public void Add(string code, SchemaClass owner, RulePlace place, string message)
    {
        if (known.Add((code, owner.SchemaId, place.ObjectId, place.Page)))
            Problems.Add(new RuleProblem(code, place.List, owner.SchemaId, place.ObjectId, place.Page, message));
    }
}
