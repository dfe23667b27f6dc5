using System.Text.Json;
using Limn.Annotations.Json;

namespace Limn.Annotations.Validation;

/// <summary>Writes members in their canonical form: known keys in one fixed order, then the unknown ones as given.</summary>
internal sealed class MemberWriter(Utf8JsonWriter writer, bool copiesUnchanged, GeometrySource geometryOf)
{
    public void WriteList(JsonEncodedText name, List<Member> members)
    {
        writer.WriteStartArray(name);
        foreach (var member in members)
            WriteMember(member);
        writer.WriteEndArray();
    }

    private void WriteMember(Member member)
    {
        if (copiesUnchanged && member is { IsUnchanged: true, Previous: { } previous })
        {
            writer.WriteRawValue(previous.Source.Span, skipInputValidation: true);
            return;
        }
        writer.WriteStartObject();
        WriteIdentity(member);
        WriteState(member);
        WriteContent(member);
        if (member.Kind != MemberKind.Relation || member.Children.Count > 0)
            WriteList(MemberNames.Classifications, member.Children);
        WriteMetadata(member.Metadata!);
        WriteOthers(member.Unknown);
        writer.WriteEndObject();
    }

    private void WriteIdentity(Member member)
    {
        var isClassification = member.Kind == MemberKind.Classification;
        if (member.Class is { } item)
        {
            writer.WriteString(MemberNames.SchemaId, item.EncodedId);
            WriteText(MemberNames.ObjectId, member.ObjectId);
            if (isClassification)
                writer.WriteString(MemberNames.Tool, item.EncodedTool);
            writer.WriteString(MemberNames.Title, item.EncodedTitle);
            return;
        }
        WriteText(MemberNames.SchemaId, member.SchemaId);
        WriteText(MemberNames.ObjectId, member.ObjectId);
        if (isClassification)
            WriteText(MemberNames.Tool, member.Tool);
        WriteText(MemberNames.Title, member.Title);
    }

    private void WriteState(Member member)
    {
        if (member.Page is { } page)
            writer.WriteNumber(MemberNames.Page, page);
        if (member.IsKeyFrame is { } isKeyFrame)
            writer.WriteBoolean(MemberNames.IsKeyFrame, isKeyFrame);
        if (member.IsStopped)
            writer.WriteBoolean(MemberNames.InterpolationStopped, true);
        if (member.IsLocked)
            writer.WriteBoolean(MemberNames.Lock, true);
        if (member.Row is { } row)
            writer.WriteNumber(MemberNames.Row, row);
    }

    private void WriteContent(Member member)
    {
        switch (member.Kind)
        {
            case MemberKind.Object: WriteGeometry(member); break;
            case MemberKind.Classification: WriteAnswer(member); break;
            default: WriteEnds(member); break;
        }
    }

    private void WriteGeometry(Member member)
    {
        if (member.GeometryKey.Length > 0)
        {
            writer.WritePropertyName(member.GeometryKey);
            writer.WriteRawValue(geometryOf(member).Span, skipInputValidation: true);
        }
        WriteJson(MemberNames.Ocr, member.Ocr);
    }

    private void WriteAnswer(Member member)
    {
        var answer = member.Resolved;
        if (answer.IsEmpty)
            return;
        writer.WritePropertyName(MemberNames.Answer);
        if (answer.Boolean is { } isTrue)
            writer.WriteBooleanValue(isTrue);
        else if (answer.IsList)
            WriteItems(answer.Items!);
        else
            WriteItem(answer.Items![0]);
        WriteJson(MemberNames.AnswerRanks, member.AnswerRanks);
    }

    private void WriteItems(IReadOnlyList<AnswerItem> items)
    {
        writer.WriteStartArray();
        foreach (var item in items)
            WriteItem(item);
        writer.WriteEndArray();
    }

    private void WriteItem(AnswerItem item)
    {
        if (item.Option is { } option)
            writer.WriteStringValue(item.IsId ? option.EncodedId : option.EncodedText);
        else
            writer.WriteStringValue(item.Text.Utf8.Span);
    }

    private void WriteEnds(Member relation)
    {
        if (relation.Group is null)
        {
            WriteText(MemberNames.From, relation.From);
            WriteText(MemberNames.To, relation.To);
            WriteText(MemberNames.Direction, relation.Direction);
            return;
        }
        writer.WriteStartArray(MemberNames.Group);
        foreach (var id in relation.Group)
            writer.WriteStringValue(id.Utf8.Span);
        writer.WriteEndArray();
    }

    private void WriteMetadata(MemberMetadata metadata)
    {
        writer.WriteStartObject(MemberNames.Metadata);
        WriteText(MemberNames.CreatedAt, metadata.CreatedAt);
        WriteText(MemberNames.CreatedBy, metadata.CreatedBy);
        WriteOptionalText(MemberNames.CreatedIn, metadata.CreatedIn);
        WriteOptionalText(MemberNames.UpdatedAt, metadata.UpdatedAt);
        WriteOptionalText(MemberNames.UpdatedBy, metadata.UpdatedBy);
        WriteOptionalText(MemberNames.UpdatedIn, metadata.UpdatedIn);
        WriteOptionalText(MemberNames.Description, metadata.Description);
        WriteOthers(metadata.Unknown);
        writer.WriteEndObject();
    }

    private void WriteOthers(List<(Utf8Key Name, ReadOnlyMemory<byte> Value)>? others)
    {
        if (others is null)
            return;
        foreach (var (name, value) in others)
        {
            writer.WritePropertyName(name.Utf8.Span);
            CanonicalJson.WriteValue(writer, value.Span);
        }
    }

    private void WriteJson(JsonEncodedText name, ReadOnlyMemory<byte> json)
    {
        if (json.IsEmpty)
            return;
        writer.WritePropertyName(name);
        CanonicalJson.WriteDoubles(writer, json.Span);
    }

    private void WriteOptionalText(JsonEncodedText name, Utf8Key text)
    {
        if (!text.IsEmpty)
            WriteText(name, text);
    }

    private void WriteText(JsonEncodedText name, Utf8Key text) => writer.WriteString(name, text.Utf8.Span);
}
