using System.Text;
using System.Text.Json;
using Limn.Annotations.Json;

namespace Limn.Annotations.Validation;

/// <summary>Who made and changed a member, and what else its metadata holds.</summary>
internal sealed class MemberMetadata
{
    public Utf8Key CreatedAt { get; set; }
    public Utf8Key CreatedBy { get; set; }
    public Utf8Key CreatedIn { get; set; }
    public Utf8Key UpdatedAt { get; set; }
    public Utf8Key UpdatedBy { get; set; }
    public Utf8Key UpdatedIn { get; set; }
    public Utf8Key Description { get; set; }
    public List<(Utf8Key Name, ReadOnlyMemory<byte> Value)>? Unknown { get; set; }

    /// <summary>
    /// Reads metadata leniently: instants as ISO text or milliseconds, other types passed over, as none of it is the annotator's work.
    /// </summary>
    public static MemberMetadata Read(ReadOnlyMemory<byte> json)
    {
        var result = new MemberMetadata();
        foreach (var (name, value) in JsonSlices.Properties(json))
            result.Set(name, value);
        return result;
    }

    private void Set(Utf8Key name, ReadOnlyMemory<byte> value)
    {
        var key = name.Utf8.Span;
        if (key.SequenceEqual("createdAt"u8)) CreatedAt = ReadInstant(value);
        else if (key.SequenceEqual("createdBy"u8)) CreatedBy = ReadText(value);
        else if (key.SequenceEqual("createdIn"u8)) CreatedIn = ReadText(value);
        else if (key.SequenceEqual("updatedAt"u8)) UpdatedAt = ReadInstant(value);
        else if (key.SequenceEqual("updatedBy"u8)) UpdatedBy = ReadText(value);
        else if (key.SequenceEqual("updatedIn"u8)) UpdatedIn = ReadText(value);
        else if (key.SequenceEqual("description"u8)) Description = ReadText(value);
        else (Unknown ??= []).Add((name, value));
    }

    private static Utf8Key ReadText(ReadOnlyMemory<byte> value) => JsonSlices.TextOf(value) ?? default;

    private static Utf8Key ReadInstant(ReadOnlyMemory<byte> value)
    {
        var reader = JsonSlices.Start(value.Span);
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var milliseconds) && Instants.IsInRange(milliseconds))
            return new Utf8Key(CanonicalJson.FormatInstant(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)));
        if (reader.TokenType != JsonTokenType.String)
            return default;
        if (Instants.IsCanonical(reader.ValueSpan))
            return Utf8Key.Read(ref reader, value);
        return Instants.TryParse(Encoding.UTF8.GetString(reader.ValueSpan), out var instant)
            ? new Utf8Key(CanonicalJson.FormatInstant(instant))
            : default;
    }
}
