using System.Text.Json;
using Limn.Annotations.Answers;

namespace Limn.Formats.Coco;

/// <summary>Writes classifications as the extra member <c>attributes</c>: paths of titles to answers.</summary>
internal static class CocoAttributes
{
    private const string PathSeparator = " > ";

    public static void Write(Utf8JsonWriter writer, IEnumerable<Classification> classifications)
    {
        var answers = new List<(string Path, AnswerValue Value)>();
        Collect(answers, "", classifications);
        if (answers.Count == 0)
            return;
        writer.WriteStartObject("attributes"u8);
        foreach (var group in answers.GroupBy(answer => answer.Path, answer => answer.Value))
        {
            writer.WritePropertyName(group.Key);
            WriteAnswers(writer, [.. group]);
        }
        writer.WriteEndObject();
    }

    private static void Collect(List<(string, AnswerValue)> answers, string parent, IEnumerable<Classification> classifications)
    {
        foreach (var item in classifications)
        {
            var path = parent + (item.Title.Length > 0 ? item.Title : item.SchemaId);
            if (item.Answer is { } answer)
                answers.Add((path, answer));
            Collect(answers, path + PathSeparator, item.Classifications);
        }
    }

    // Several answers of one class become one list.
    private static void WriteAnswers(Utf8JsonWriter writer, AnswerValue[] answers)
    {
        if (answers is [{ Boolean: { } boolean }])
            writer.WriteBooleanValue(boolean);
        else if (answers is [{ Text: { } text }])
            writer.WriteStringValue(text);
        else
            WriteTexts(writer, answers.SelectMany(answer => answer.Boolean is null ? answer.Texts : [answer.ToString()]));
    }

    private static void WriteTexts(Utf8JsonWriter writer, IEnumerable<string> texts)
    {
        writer.WriteStartArray();
        foreach (var text in texts)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
    }
}
