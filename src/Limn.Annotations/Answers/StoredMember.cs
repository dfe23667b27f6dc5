using System.Text.Json;
using Limn.Annotations.Json;
using Limn.Annotations.Validation;

namespace Limn.Annotations.Answers;

/// <summary>A member of a stored answer: its bytes, and what identifies it.</summary>
internal readonly record struct StoredMember(ReadOnlyMemory<byte> Json, MemberKey Key, Utf8Key SchemaId)
{
    public static StoredMember Read(ReadOnlyMemory<byte> json)
    {
        var (schemaId, objectId, page) = (default(Utf8Key), default(Utf8Key), MemberKey.NoPage);
        var reader = JsonSlices.Start(json.Span);
        while (reader.TokenType != JsonTokenType.None && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isSchemaId, isObjectId) = (reader.ValueTextEquals("schemaId"u8), reader.ValueTextEquals("objectId"u8));
            var isPage = reader.ValueTextEquals("page"u8);
            reader.Read();
            if (isSchemaId && reader.TokenType == JsonTokenType.String)
                schemaId = Utf8Key.Read(ref reader, json);
            else if (isObjectId && reader.TokenType == JsonTokenType.String)
                objectId = Utf8Key.Read(ref reader, json);
            else if (isPage && reader.TokenType == JsonTokenType.Number)
                page = (int)reader.GetDouble();
            else
                reader.Skip();
        }
        return new StoredMember(json, new MemberKey(objectId, page), schemaId);
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
