using System.Text.Json;
using Limn.Annotations.Json;

namespace Limn.Annotations.Validation;

/// <summary>Reads the members of one list of an answer, whatever their order of keys, into slices of the source.</summary>
internal sealed class MemberReader(ReadOnlyMemory<byte> source, ProblemLog problems)
{
    private int answerCount;

    /// <summary>Reads a list; the reader stands on its first token and is left on its last.</summary>
    public void ReadList(ref Utf8JsonReader reader, List<Member> members, MemberKind kind, string list, Member? parent = null)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return;
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            problems.Error(ProblemCodes.Form, parent is null ? list : $"{parent.Path}.{list}", $"{list} must be a list.");
            reader.Skip();
            return;
        }
        for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            var member = new Member(kind, parent, list, index);
            if (reader.TokenType == JsonTokenType.StartObject && IsWithinLimits(member, members.Count))
                members.Add(ReadMember(ref reader, member));
            else
                Refuse(ref reader, member);
        }
    }

    private void Refuse(ref Utf8JsonReader reader, Member member)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            problems.Error(ProblemCodes.Form, member, "Must be an object.");
        reader.Skip();
    }

    private bool IsWithinLimits(Member member, int count)
    {
        var (limit, number) = member.Kind == MemberKind.Object
            ? (problems.Limits.MaxObjects, count + 1)
            : (problems.Limits.MaxAnswers, ++answerCount);
        if (number == limit + 1)
            problems.Error(ProblemCodes.Limit, member.List, $"More than {limit} {member.List}.");
        return number <= limit;
    }

    private Member ReadMember(ref Utf8JsonReader reader, Member member)
    {
        var start = (int)reader.TokenStartIndex;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = Utf8Key.Read(ref reader, source);
            reader.Read();
            var slot = MemberSlots.Find(member.Kind, name, out var geometryKey);
            if (reader.TokenType == JsonTokenType.Null && slot != MemberSlot.Unknown)
                continue;
            if (slot == MemberSlot.Geometry)
                ReadGeometry(ref reader, member, geometryKey);
            else if (slot == MemberSlot.Unknown)
                (member.Unknown ??= []).Add((name, JsonSlices.TakeValue(ref reader, source)));
            else
                ReadKnown(ref reader, member, slot);
        }
        member.Source = source[start..(int)reader.BytesConsumed];
        return member;
    }

    private void ReadKnown(ref Utf8JsonReader reader, Member member, MemberSlot slot)
    {
        switch (slot)
        {
            case MemberSlot.SchemaId: member.SchemaId = ReadText(ref reader, member, "schemaId"); break;
            case MemberSlot.Title: member.Title = ReadText(ref reader, member, "title"); break;
            case MemberSlot.Tool: member.Tool = ReadText(ref reader, member, "tool"); break;
            case MemberSlot.ObjectId: member.ObjectId = ReadText(ref reader, member, "objectId"); break;
            case MemberSlot.Page: member.Page = ReadIndex(ref reader, member, "page"); break;
            case MemberSlot.Row: member.Row = ReadIndex(ref reader, member, "row"); break;
            case MemberSlot.IsKeyFrame: member.IsKeyFrame = ReadFlag(ref reader, member, "isKeyFrame"); break;
            case MemberSlot.Stopped: member.IsStopped = ReadFlag(ref reader, member, "interpolationStopped"); break;
            case MemberSlot.Lock: member.IsLocked = ReadFlag(ref reader, member, "lock"); break;
            case MemberSlot.From: member.From = ReadText(ref reader, member, "from"); break;
            case MemberSlot.To: member.To = ReadText(ref reader, member, "to"); break;
            case MemberSlot.Direction: member.Direction = ReadText(ref reader, member, "direction"); break;
            case MemberSlot.Group: member.Group = ReadGroup(ref reader, member); break;
            case MemberSlot.Answer: member.Answer = JsonSlices.TakeValue(ref reader, source); break;
            case MemberSlot.AnswerRanks: member.AnswerRanks = JsonSlices.TakeValue(ref reader, source); break;
            case MemberSlot.Ocr: member.Ocr = ReadOcr(ref reader, member); break;
            case MemberSlot.Metadata: member.Metadata = MemberMetadata.Read(JsonSlices.TakeValue(ref reader, source)); break;
            case MemberSlot.Classifications:
                ReadList(ref reader, member.Children, MemberKind.Classification, "classifications", member);
                break;
            default: reader.Skip(); break;
        }
    }

    private void ReadGeometry(ref Utf8JsonReader reader, Member member, string key)
    {
        if (reader.TokenType == JsonTokenType.False)
            return;
        if (member.GeometryKey.Length > 0 && member.GeometryKey != key)
            problems.Error(ProblemCodes.Geometry, member, $"Geometry {key} is invalid: the object already has {member.GeometryKey}.");
        member.GeometryKey = key;
        member.Geometry = JsonSlices.TakeValue(ref reader, source);
    }

    private Utf8Key ReadText(ref Utf8JsonReader reader, Member member, string key)
    {
        if (reader.TokenType == JsonTokenType.String)
            return Utf8Key.Read(ref reader, source);
        problems.Error(ProblemCodes.Form, member, $"{key} must be text.");
        reader.Skip();
        return default;
    }

    private int? ReadIndex(ref Utf8JsonReader reader, Member member, string key)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var value)
            && value is >= 0 and <= int.MaxValue && double.IsInteger(value))
            return (int)value;
        problems.Error(ProblemCodes.Page, member, $"{key} must be a whole number from 0.");
        reader.Skip();
        return null;
    }

    private bool ReadFlag(ref Utf8JsonReader reader, Member member, string key)
    {
        if (reader.TokenType is JsonTokenType.True or JsonTokenType.False)
            return reader.TokenType == JsonTokenType.True;
        problems.Error(ProblemCodes.Form, member, $"{key} must be true or false.");
        reader.Skip();
        return false;
    }

    private ReadOnlyMemory<byte> ReadOcr(ref Utf8JsonReader reader, Member member)
    {
        var isObject = reader.TokenType == JsonTokenType.StartObject;
        var ocr = JsonSlices.TakeValue(ref reader, source);
        var isValid = isObject && JsonSlices.Properties(ocr).TrueForAll(property => property.Name.ToString() switch
        {
            "text" => JsonSlices.TextOf(property.Value) is not null,
            "confidence" => JsonSlices.NumberOf(property.Value) is not null,
            _ => true,
        });
        if (!isValid)
            problems.Error(ProblemCodes.Form, member, "ocr must be an object with a text and perhaps a number confidence.");
        return ocr;
    }

    private List<Utf8Key>? ReadGroup(ref Utf8JsonReader reader, Member member)
    {
        var isList = reader.TokenType == JsonTokenType.StartArray;
        var texts = JsonSlices.Elements(JsonSlices.TakeValue(ref reader, source)).ConvertAll(JsonSlices.TextOf);
        if (isList && texts.TrueForAll(text => text is not null))
            return texts.ConvertAll(text => text!.Value);
        problems.Error(ProblemCodes.Form, member, "group must be a list of object ids.");
        return null;
    }
}
