using System.Buffers;
using System.Text.Json;
using Limn.Annotations.Answers;
using Limn.Annotations.Json;
using Limn.Annotations.Validation;

namespace Limn.Annotations.Operations;

/// <summary>Writes operations as the JSON list that editors read.</summary>
internal sealed class OperationWriter : IDisposable
{
    private readonly ArrayBufferWriter<byte> buffer = new();
    private readonly Utf8JsonWriter writer;

    public OperationWriter()
    {
        writer = new Utf8JsonWriter(buffer, CanonicalJson.WriterOptions);
        writer.WriteStartArray();
    }

    public int Count { get; private set; }

    public void Dispose() => writer.Dispose();

    public void Add(MemberKind list, ReadOnlyMemory<byte> member)
    {
        Begin("add"u8, list);
        writer.WritePropertyName("member"u8);
        writer.WriteRawValue(member.Span, skipInputValidation: true);
        writer.WriteEndObject();
    }

    public void Remove(MemberKind list, MemberKey key)
    {
        Begin("remove"u8, list);
        writer.WriteString("key"u8, KeyText.Of(key));
        writer.WriteEndObject();
    }

    /// <summary>One operation for each field that differs.</summary>
    public void Set(MemberKind list, StoredMember before, StoredMember after)
    {
        foreach (var (name, value) in MemberFields.Difference(before.Json, after.Json))
        {
            Begin("set"u8, list);
            writer.WriteString("key"u8, KeyText.Of(after.Key));
            writer.WriteString("field"u8, name.Utf8.Span);
            if (!value.IsEmpty)
            {
                writer.WritePropertyName("value"u8);
                writer.WriteRawValue(value.Span, skipInputValidation: true);
            }
            writer.WriteEndObject();
        }
    }

    public void Move(MemberKind list, MemberKey key, MemberKey? before)
    {
        Begin("move"u8, list);
        writer.WriteString("key"u8, KeyText.Of(key));
        if (before is { } next)
            writer.WriteString("before"u8, KeyText.Of(next));
        writer.WriteEndObject();
    }

    public ReadOnlyMemory<byte> Finish()
    {
        writer.WriteEndArray();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    private void Begin(ReadOnlySpan<byte> kind, MemberKind list)
    {
        Count++;
        writer.WriteStartObject();
        writer.WriteString("kind"u8, kind);
        writer.WriteString("list"u8, list switch
        {
            MemberKind.Object => "objects"u8,
            MemberKind.Classification => "classifications"u8,
            _ => "relations"u8,
        });
    }
}
