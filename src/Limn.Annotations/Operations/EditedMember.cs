using System.Buffers;
using System.Text.Json;
using Limn.Annotations.Answers;
using Limn.Annotations.Json;

namespace Limn.Annotations.Operations;

/// <summary>A member of an answer that is being edited: the stored bytes as long as nothing touches it, then its fields.</summary>
internal sealed class EditedMember(StoredMember stored, bool isNew)
{
    private List<(Utf8Key Name, ReadOnlyMemory<byte> Value)>? fields;

    /// <summary>As it is stored, or as it was added.</summary>
    public StoredMember Origin { get; } = stored;

    public bool IsNew { get; } = isNew;

    /// <summary>The operations that changed it, in their order.</summary>
    public List<OperationPlace> Touches { get; } = [];

    public bool IsTouched => Touches.Count > 0;

    public Utf8Key SchemaId => JsonSlices.TextOf(ValueOf(new Utf8Key("schemaId"))) ?? default;

    public ReadOnlyMemory<byte> Json => fields is null ? Origin.Json : Write(fields);

    /// <summary>The value of a field; empty when it has none.</summary>
    public ReadOnlyMemory<byte> ValueOf(Utf8Key field) =>
        (fields ?? JsonSlices.Properties(Origin.Json)).FindLast(property => property.Name.Equals(field)).Value;

    /// <summary>Gives a field a value; an empty one takes it away.</summary>
    public void Set(Utf8Key field, ReadOnlyMemory<byte> value)
    {
        fields ??= JsonSlices.Properties(Origin.Json);
        var index = fields.FindLastIndex(property => property.Name.Equals(field));
        if (value.IsEmpty)
            fields.RemoveAll(property => property.Name.Equals(field));
        else if (index < 0)
            fields.Add((field, value));
        else
            fields[index] = (field, value);
    }

    private static byte[] Write(List<(Utf8Key Name, ReadOnlyMemory<byte> Value)> fields)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, CanonicalJson.WriterOptions);
        writer.WriteStartObject();
        foreach (var (name, value) in fields)
        {
            writer.WritePropertyName(name.Utf8.Span);
            writer.WriteRawValue(value.Span, skipInputValidation: true);
        }
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
