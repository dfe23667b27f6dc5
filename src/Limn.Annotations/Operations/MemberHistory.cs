using System.Text.Json;
using Limn.Annotations.Answers;
using Limn.Annotations.Json;

namespace Limn.Annotations.Operations;

/// <summary>What revisions did to one member. Pure; thread safe.</summary>
public static class MemberHistory
{
    /// <summary>The part of a revision's changes that is about one object id.</summary>
    /// <param name="changes">The bytes of an <see cref="Limn.Annotations.Changes.AnswerChangeSet"/>.</param>
    /// <param name="objectId">The id, of a member of any list.</param>
    /// <returns>
    /// JSON <c>[{"list","kind","key","member"}]</c> with <c>added</c>, <c>changed</c> or <c>removed</c> as kind; removed ones have no member. Empty
    /// when the revision did nothing to it.
    /// </returns>
    public static ReadOnlyMemory<byte> Find(ReadOnlyMemory<byte> changes, string objectId)
    {
        var id = new Utf8Key(objectId);

        // An id with escapes is written otherwise in the log.
        var isPlain = JsonEncodedText.Encode(objectId, CanonicalEncoder.Instance).EncodedUtf8Bytes.SequenceEqual(id.Utf8.Span);
        if (isPlain && changes.Span.IndexOf(id.Utf8.Span) < 0)
            return default;
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, CanonicalJson.WriterOptions);
        var count = 0;
        writer.WriteStartArray();
        foreach (var (list, parts) in JsonSlices.Properties(changes).Where(property => JsonSlices.KindOf(property.Value.Span) == JsonTokenType.StartObject))
        {
            foreach (var (kind, members) in JsonSlices.Properties(parts).Where(part => part.Name.ToString() is "added" or "changed" or "removed"))
            {
                foreach (var member in StoredMember.ReadList(members).Where(member => member.Key.ObjectId.Equals(id)))
                {
                    count++;
                    Write(writer, list, kind, member);
                }
            }
        }
        writer.WriteEndArray();
        writer.Flush();
        return count == 0 ? ReadOnlyMemory<byte>.Empty : buffer.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter writer, Utf8Key list, Utf8Key kind, StoredMember member)
    {
        writer.WriteStartObject();
        writer.WriteString("list"u8, list.Utf8.Span);
        writer.WriteString("kind"u8, kind.Utf8.Span);
        writer.WriteString("key"u8, KeyText.Of(member.Key));
        if (!kind.Utf8.Span.SequenceEqual("removed"u8))
        {
            writer.WritePropertyName("member"u8);
            writer.WriteRawValue(member.Json.Span, skipInputValidation: true);
        }
        writer.WriteEndObject();
    }
}
