using System.Globalization;
using Limn.Annotations.Answers;
using Limn.Annotations.Schemas;

namespace Limn.Annotations.Rules;

/// <summary>Counts, and the rules of questions at one place and below.</summary>
internal static class QuestionRules
{
    /// <summary>Questions that are to be answered at one place.</summary>
    /// <param name="questions">The classes.</param>
    /// <param name="answers">What is answered there.</param>
    /// <param name="place">The member that the questions are nested in; without an id, each answer is a place of its own.</param>
    /// <param name="log">Gets the problems.</param>
    public static void Check(IEnumerable<SchemaClass> questions, IReadOnlyList<Classification> answers, RulePlace place, RuleLog log)
    {
        foreach (var question in questions)
        {
            var given = answers.Where(answer => answer.SchemaId == question.SchemaId && SaysSomething(answer.Answer)).ToList();
            CheckCount(question, given.Select((answer, index) => answer.ObjectId.Length > 0 ? answer.ObjectId : $"#{index}").Distinct().Count(), place, log);
            foreach (var answer in given.Where(answer => !answer.InterpolationStopped))
                CheckAnswer(question, answer, place.ObjectId is null ? place with { ObjectId = answer.ObjectId, Page = answer.Page } : place, log);
        }
    }

    public static void CheckCount(SchemaClass owner, int count, RulePlace place, RuleLog log)
    {
        var rules = owner.Rules;
        if (owner.IsRequired && count == 0)
            log.Add("required", owner, place, $"\"{owner.Title}\" is required.");
        if (count < rules.MinCount)
            log.Add("minCount", owner, place, Text($"At least {rules.MinCount} \"{owner.Title}\" are needed, there are {count}."));
        if (count > rules.MaxCount)
            log.Add("maxCount", owner, place, Text($"At most {rules.MaxCount} \"{owner.Title}\" are allowed, there are {count}."));
    }

    private static void CheckAnswer(SchemaClass question, Classification answer, RulePlace place, RuleLog log)
    {
        if (question.Tool == ClassificationKinds.Text && answer.Answer?.Text is { } text && !question.Allows(text))
            log.Add("regex", question, place, $"The answer to \"{question.Title}\" has not the form that is asked for.");
        var chosen = question.Options.Where(option => answer.Answer!.Texts.Any(item => item == option.SchemaId || item == option.Text))
            .Select(option => option.SchemaId).ToHashSet();
        var shown = question.Classifications.Where(child => child.ParentOptionId is not { } parent || chosen.Contains(parent));
        Check(shown, answer.Classifications, place, log);
    }

    private static bool SaysSomething(AnswerValue? answer) =>
        answer is not null && (answer.Boolean is not null || (answer.IsList ? answer.Texts.Count > 0 : answer.Text!.Length > 0));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
