using Limn.Annotations.Answers;
using Limn.Annotations.Schemas;
using Limn.Server.Hosting;

namespace Limn.Server.Annotations;

/// <summary>What a category schema demands before a task is submitted.</summary>
internal static class RequiredAnswers
{
    /// <summary>Everything that is missing.</summary>
    public static List<Problem> FindMissing(CategorySchema schema, StoredAnswer stored)
    {
        var answer = Answer.Parse(stored.Document.Utf8.Span);
        var missing = new List<Problem>();
        foreach (var tool in schema.Tools.Where(tool => tool.IsRequired && !IsDrawn(tool, answer, stored)))
        {
            missing.Add(new Problem("objects", $"At least one \"{tool.Title}\" is required."));
        }

        foreach (var relation in schema.Relations.Where(relation => relation.IsRequired && !answer.Relations.Any(member => member.SchemaId == relation.SchemaId)))
        {
            missing.Add(new Problem("relations", $"At least one \"{relation.Title}\" is required."));
        }

        Check(schema.Classifications, answer.Classifications, "", missing);
        for (var index = 0; index < answer.Tools.Count; index++)
        {
            var drawn = answer.Tools[index];
            Check(schema.Find(drawn.SchemaId)?.Classifications ?? [], drawn.Classifications, $"objects[{index}].", missing);
        }

        return missing;
    }

    // What is painted lies in the mask and may have no object.
    private static bool IsDrawn(SchemaClass tool, Answer answer, StoredAnswer stored) =>
        answer.Tools.Any(member => member.SchemaId == tool.SchemaId)
        || (tool.Tool == ToolKinds.Brush && stored.BrushDataUrl is not null)
        || (tool.Tool == ToolKinds.MedicalBrush && stored.MedicalBrushDataUrl is not null);

    private static void Check(IReadOnlyList<SchemaClass> classes, IReadOnlyList<Classification> members, string path, List<Problem> missing)
    {
        foreach (var question in classes.Where(question => question.IsRequired && question.ParentOptionId is null))
        {
            CheckAnswered(question, members, path, missing);
        }

        for (var index = 0; index < members.Count; index++)
        {
            var member = members[index];
            if (classes.FirstOrDefault(question => question.SchemaId == member.SchemaId) is not { } question)
            {
                continue;
            }

            var place = $"{path}classifications[{index}].";
            foreach (var child in question.Classifications.Where(child => child is { IsRequired: true, ParentOptionId: not null }))
            {
                if (IsChosen(question, child.ParentOptionId!, member))
                {
                    CheckAnswered(child, member.Classifications, place, missing);
                }
            }

            Check(question.Classifications, member.Classifications, place, missing);
        }
    }

    private static void CheckAnswered(SchemaClass question, IReadOnlyList<Classification> members, string path, List<Problem> missing)
    {
        if (!members.Any(member => member.SchemaId == question.SchemaId && member.Answer is not null))
        {
            missing.Add(new Problem($"{path}classifications", $"\"{question.Title}\" must be answered."));
        }
    }

    private static bool IsChosen(SchemaClass question, string optionId, Classification member) =>
        question.Options.FirstOrDefault(option => option.SchemaId == optionId) is { } option
        && member.Answer?.Texts.Any(text => text == option.SchemaId || text == option.Text) == true;
}
