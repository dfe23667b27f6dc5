using System.Text.Json;
using Limn.Annotations.Json;
using Limn.Annotations.Schemas;
using Limn.Annotations.Validation;

namespace Limn.Annotations.Answers;

/// <summary>
/// One pass over one canonical answer. It relies on the canonical order of keys (<c>schemaId</c> first, the frame's keys before the
/// geometry), so a member's class is known before anything that depends on it. Untouched properties are copied as raw fragments.
/// </summary>
internal sealed class MemberRewriter(Utf8JsonWriter writer, ReadOnlyMemory<byte> answer, RewriteOptions options)
{
    public void WriteLists()
    {
        var reader = JsonSlices.Start(answer.Span);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            WriteList(ref reader, KindOf(reader.ValueSpan));
    }

    private static MemberKind KindOf(ReadOnlySpan<byte> list) =>
        list.SequenceEqual("tools"u8) ? MemberKind.Object
        : list.SequenceEqual("relations"u8) ? MemberKind.Relation
        : MemberKind.Classification;

    /// <summary>From the name of a list to its end.</summary>
    private void WriteList(ref Utf8JsonReader reader, MemberKind kind)
    {
        writer.WriteStartArray(reader.ValueSpan);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            if (options.OnlyKeyFrames && IsInterpolated(reader))
                reader.Skip();
            else
                WriteMember(ref reader, kind);
        }
        writer.WriteEndArray();
    }

    // Reads ahead on a copy of the reader; the flag stands before the geometry, so little is read twice.
    private static bool IsInterpolated(Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isFlag = reader.ValueTextEquals("isKeyFrame"u8);
            reader.Read();
            if (isFlag)
                return reader.TokenType == JsonTokenType.False;
            reader.Skip();
        }
        return false;
    }

    private void WriteMember(ref Utf8JsonReader reader, MemberKind kind)
    {
        var state = new MemberState { Kind = kind };
        writer.WriteStartObject();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            WriteProperty(ref reader, ref state);
        if (state.MaskOf is { } objectId)
            WriteMasks(objectId);
        writer.WriteEndObject();
    }

    private void WriteProperty(ref Utf8JsonReader reader, ref MemberState state)
    {
        if (reader.ValueTextEquals("classifications"u8))
        {
            WriteList(ref reader, MemberKind.Classification);
            return;
        }
        var start = (int)reader.TokenStartIndex;
        var name = reader.ValueSpan;
        reader.Read();
        if (name.SequenceEqual("schemaId"u8))
            state.SetClass(Utf8Key.Read(ref reader, answer), options);
        else if (name.SequenceEqual("objectId"u8))
            state.ObjectId = Utf8Key.Read(ref reader, answer);
        else if (options.MaskUrl is not null && state.Kind == MemberKind.Object && HasMask(name))
            state.MaskOf = state.ObjectId;
        if (!TryRewrite(ref reader, name, state))
            CopyProperty(ref reader, start);
    }

    private static bool HasMask(ReadOnlySpan<byte> geometryKey) =>
        geometryKey.SequenceEqual("polygon"u8) || geometryKey.SequenceEqual("segmentation"u8);

    private bool TryRewrite(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, in MemberState state)
    {
        if (name.SequenceEqual("metadata"u8) && !options.IncludeMetadata)
            reader.Skip();
        else if (name.SequenceEqual("title"u8) && state.Now is { } titled)
            writer.WriteString(MemberNames.Title, titled.EncodedTitle);
        else if (state.Kind == MemberKind.Classification && name.SequenceEqual("tool"u8) && state.Now is { } made)
            writer.WriteString(MemberNames.Tool, made.EncodedTool);
        else if (state.Kind == MemberKind.Classification && name.SequenceEqual("answer"u8))
            WriteAnswer(ref reader, state);
        else if (state.Kind == MemberKind.Object && name.SequenceEqual("pdf"u8) && !options.IncludePdfImages)
            WriteWithoutImage(ref reader);
        else
            return false;
        return true;
    }

    private void CopyProperty(ref Utf8JsonReader reader, int start)
    {
        reader.Skip();
        writer.WriteRawValue(answer.Span[start..(int)reader.BytesConsumed], skipInputValidation: true);
    }

    private void WriteAnswer(ref Utf8JsonReader reader, in MemberState state)
    {
        writer.WritePropertyName(MemberNames.Answer);
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            WriteItem(ref reader, state);
            return;
        }
        writer.WriteStartArray();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            WriteItem(ref reader, state);
        writer.WriteEndArray();
    }

    private void WriteItem(ref Utf8JsonReader reader, in MemberState state)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            writer.WriteRawValue(reader.ValueSpan, skipInputValidation: true);
            return;
        }
        var text = Utf8Key.Read(ref reader, answer);
        if (options.UploadUrl is not null && (state.Now ?? state.Before)?.Tool == ClassificationKinds.Upload)
            writer.WriteStringValue(options.UploadUrl(text.ToString()));
        else if (state.Before?.OptionIndex.Find(text, out _) is { } option)
            WriteOption(option, state.Now);
        else
            writer.WriteStringValue(text.Utf8.Span);
    }

    // A renamed option has its new text; a deleted one is known by its id only.
    private void WriteOption(SchemaOption option, SchemaClass? now)
    {
        var current = now is null ? option : now.OptionIndex.FindById(new Utf8Key(option.SchemaId));
        writer.WriteStringValue(current?.EncodedText ?? option.EncodedId);
    }

    private void WriteWithoutImage(ref Utf8JsonReader reader)
    {
        writer.WriteStartObject("pdf"u8);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var start = (int)reader.TokenStartIndex;
            var isContent = reader.ValueTextEquals("content"u8);
            reader.Read();
            if (isContent && reader.TokenType == JsonTokenType.StartObject)
                WriteContent(ref reader);
            else
                CopyProperty(ref reader, start);
        }
        writer.WriteEndObject();
    }

    private void WriteContent(ref Utf8JsonReader reader)
    {
        writer.WriteStartObject("content"u8);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var start = (int)reader.TokenStartIndex;
            var isImage = reader.ValueTextEquals("image"u8);
            reader.Read();
            if (isImage)
                reader.Skip();
            else
                CopyProperty(ref reader, start);
        }
        writer.WriteEndObject();
    }

    private void WriteMasks(Utf8Key objectId)
    {
        writer.WriteStartArray("masks"u8);
        writer.WriteStringValue(options.MaskUrl!(objectId.ToString()));
        writer.WriteEndArray();
    }

    private struct MemberState
    {
        public MemberKind Kind;
        public Utf8Key ObjectId;
        public Utf8Key? MaskOf;

        /// <summary>The class as it was when the answer was written.</summary>
        public SchemaClass? Before { get; private set; }

        /// <summary>The class as it is now; null if it was deleted.</summary>
        public SchemaClass? Now { get; private set; }

        public void SetClass(Utf8Key schemaId, RewriteOptions options) =>
            (Before, Now) = (options.From.Find(schemaId), options.To.Find(schemaId));
    }
}
