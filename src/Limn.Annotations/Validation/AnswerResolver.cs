using System.Text.Json;
using Limn.Annotations.Json;
using Limn.Annotations.Schemas;

namespace Limn.Annotations.Validation;

/// <summary>Brings the answer of a classification into the shape of its class and finds the options that it means.</summary>
internal sealed class AnswerResolver(NormalizationRules rules, PreviousAnswer previous, ProblemLog log)
{
    /// <summary>The answer; empty if nothing is answered or the answer was refused.</summary>
    public ResolvedAnswer Resolve(Member member)
    {
        var answer = ResolveAnswer(member);
        if (!member.AnswerRanks.IsEmpty && !AreRanks(member.AnswerRanks, answer.Items?.Count ?? 0))
            log.Error(ProblemCodes.AnswerType, member, "answerRanks must have one whole number for each answer.");
        return answer;
    }

    private static bool AreRanks(ReadOnlyMemory<byte> json, int count) =>
        JsonSlices.KindOf(json.Span) == JsonTokenType.StartArray
        && JsonSlices.Elements(json) is var ranks && ranks.Count == count
        && ranks.TrueForAll(rank => JsonSlices.NumberOf(rank) is { } number && Math.Abs(number) <= int.MaxValue && double.IsInteger(number));

    private ResolvedAnswer ResolveAnswer(Member member)
    {
        var kind = JsonSlices.KindOf(member.Answer.Span);
        var shape = member.Class?.Shape ?? AnswerShape.Any;
        return kind switch
        {
            JsonTokenType.None or JsonTokenType.Null => default,
            JsonTokenType.True or JsonTokenType.False when shape is AnswerShape.Boolean or AnswerShape.Any =>
                new ResolvedAnswer(null, false, kind == JsonTokenType.True),
            JsonTokenType.String when shape != AnswerShape.Boolean => ResolveText(member, JsonSlices.TextOf(member.Answer)!.Value, shape),
            JsonTokenType.StartArray when shape != AnswerShape.Boolean => ResolveList(member, shape),
            _ => Refuse(member, shape),
        };
    }

    private ResolvedAnswer ResolveText(Member member, Utf8Key text, AnswerShape shape)
    {
        if (text.IsEmpty)
            return default;
        var wantsList = shape is AnswerShape.Options or AnswerShape.Texts;
        if (wantsList)
            log.Warn(ProblemCodes.Coerced, member, $"Answer of \"{member.Class!.Title}\" was wrapped into a list.");
        return FromTexts(member, [text], wantsList);
    }

    private ResolvedAnswer ResolveList(Member member, AnswerShape shape)
    {
        var texts = new List<Utf8Key>();
        foreach (var element in JsonSlices.Elements(member.Answer))
        {
            if (JsonSlices.TextOf(element) is { } text)
                texts.Add(text);
            else if (JsonSlices.KindOf(element.Span) != JsonTokenType.Null)
                return Refuse(member, shape);
        }
        var wantsList = shape is not (AnswerShape.Option or AnswerShape.Text);
        if (!wantsList && texts.Count > 1)
            return Refuse(member, shape);
        if (!wantsList && texts.Count == 1)
            log.Warn(ProblemCodes.Coerced, member, $"The list of one answer of \"{member.Class!.Title}\" was unwrapped.");
        return !wantsList && texts is [{ IsEmpty: true }] ? default : FromTexts(member, texts, wantsList);
    }

    private ResolvedAnswer FromTexts(Member member, List<Utf8Key> texts, bool isList)
    {
        if (member.Class is not { Shape: AnswerShape.Option or AnswerShape.Options } owner)
        {
            CheckPattern(member, texts);
            return new ResolvedAnswer(texts.ConvertAll(text => new AnswerItem(text, null, false)), isList, null);
        }
        // Ranks stand beside the list, member by member, so nothing may be taken out of it.
        var items = new AnswerItems(keepsRepeated: owner.Tool == ClassificationKinds.Rank);
        foreach (var text in texts)
        {
            if (FindOption(owner, text) is { } item)
                items.Add(item);
            else
                log.Error(ProblemCodes.UnknownOption, member, $"\"{text}\" is not an option of \"{owner.Title}\".");
        }
        return new ResolvedAnswer(items.Items, isList, null);
    }

    private AnswerItem? FindOption(SchemaClass owner, Utf8Key text)
    {
        if (owner.OptionIndex.Find(text, out var isId) is { } option)
            return new AnswerItem(option, isId && !rules.IsImport);
        if (previous.FindOldOption(owner, text) is { } old)
            return owner.OptionIndex.FindById(new Utf8Key(old.SchemaId)) is { } current
                ? new AnswerItem(current, isId: false)
                : new AnswerItem(new Utf8Key(old.SchemaId), null, false);
        return previous.HasDeletedOption(owner, text) ? new AnswerItem(text, null, false) : null;
    }

    private void CheckPattern(Member member, List<Utf8Key> texts)
    {
        if (member.Class is { Tool: ClassificationKinds.Text } owner && !texts.TrueForAll(text => owner.Allows(text.ToString())))
            log.Warn(ProblemCodes.PatternMismatch, member, $"Answer of \"{owner.Title}\" does not match {owner.Regex}.");
    }

    private ResolvedAnswer Refuse(Member member, AnswerShape shape)
    {
        var wanted = shape switch
        {
            AnswerShape.Option or AnswerShape.Text => "text",
            AnswerShape.Options or AnswerShape.Texts => "a list",
            AnswerShape.Boolean => "true or false",
            _ => "text, a list of texts, true or false",
        };
        log.Error(ProblemCodes.AnswerType, member, $"Answer of \"{member.Class?.Title ?? member.Title.ToString()}\" must be {wanted}.");
        return default;
    }
}
