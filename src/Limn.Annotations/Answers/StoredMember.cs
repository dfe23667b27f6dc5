using System.Text.Json;
using Limn.Annotations.Json;
using Limn.Annotations.Validation;

namespace Limn.Annotations.Answers;

/// <summary>A member of a stored answer: its bytes, and what identifies it.</summary>
internal readonly record struct StoredMember(ReadOnlyMemory<byte> Json, MemberKey Key, Utf8Key SchemaId)
{
    public static StoredMember Read(ReadOnlyMemory<byte> json)
    {
        var (schemaId, objectId) = (default(Utf8Key), default(Utf8Key));
        int? page = null;
        foreach (var (name, value) in JsonSlices.Properties(json))
        {
            var key = name.Utf8.Span;
            if (key.SequenceEqual("schemaId"u8))
                schemaId = JsonSlices.TextOf(value) ?? default;
            else if (key.SequenceEqual("objectId"u8))
                objectId = JsonSlices.TextOf(value) ?? default;
            else if (key.SequenceEqual("page"u8))
                page = (int?)JsonSlices.NumberOf(value);
        }
        return new StoredMember(json, new MemberKey(objectId, page ?? MemberKey.NoPage), schemaId);
    }

    public static List<StoredMember> ReadList(ReadOnlyMemory<byte> array) => JsonSlices.Elements(array).ConvertAll(Read);

    public static void WriteList(Utf8JsonWriter writer, JsonEncodedText name, IEnumerable<StoredMember> members)
    {
        writer.WriteStartArray(name);
        foreach (var member in members)
            writer.WriteRawValue(member.Json.Span, skipInputValidation: true);
        writer.WriteEndArray();
    }
}
