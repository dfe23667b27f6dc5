using System.Text.Json;
using Limn.Annotations.Json;

namespace Limn.Annotations.Validation;

/// <summary>
/// The three lists of an answer as they were sent: objects under <c>objects</c> or <c>tools</c>, all of it perhaps inside <c>answer</c>.
/// </summary>
internal sealed class RawAnswer
{
    public List<Member> Objects { get; } = [];

    public List<Member> Tools { get; } = [];

    public List<Member> Classifications { get; } = [];

    public List<Member> Relations { get; } = [];

    /// <summary>Reads checked bytes; what has the wrong type goes to the problems.</summary>
    public static RawAnswer Read(ReadOnlyMemory<byte> source, ProblemLog problems)
    {
        var answer = new RawAnswer();
        answer.ReadSections(source, problems, "");
        return answer;
    }

    private void ReadSections(ReadOnlyMemory<byte> source, ProblemLog problems, string path)
    {
        var reader = JsonSlices.Start(source.Span);
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            problems.Error(ProblemCodes.Form, path, "Must be an object with objects, classifications and relations.");
            return;
        }
        var members = new MemberReader(source, problems);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = Utf8Key.Read(ref reader, source);
            reader.Read();
            if (TryReadList(ref reader, members, name.Utf8.Span))
                continue;
            var isAnswer = path.Length == 0 && name.Utf8.Span.SequenceEqual("answer"u8) && reader.TokenType != JsonTokenType.Null;
            var value = JsonSlices.TakeValue(ref reader, source);
            if (isAnswer)
                ReadSections(value, problems, "answer");
        }
    }

    private bool TryReadList(ref Utf8JsonReader reader, MemberReader members, ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("objects"u8))
            members.ReadList(ref reader, Objects, MemberKind.Object, "objects");
        else if (name.SequenceEqual("tools"u8))
            members.ReadList(ref reader, Tools, MemberKind.Object, "tools");
        else if (name.SequenceEqual("classifications"u8))
            members.ReadList(ref reader, Classifications, MemberKind.Classification, "classifications");
        else if (name.SequenceEqual("relations"u8))
            members.ReadList(ref reader, Relations, MemberKind.Relation, "relations");
        else
            return false;
        return true;
    }
}
