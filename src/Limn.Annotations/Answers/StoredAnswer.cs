using System.Buffers;
using System.Text.Json;
using Limn.Annotations.Json;
using Limn.Annotations.Validation;

namespace Limn.Annotations.Answers;

/// <summary>The three lists of an answer, as slices of its bytes.</summary>
internal sealed class StoredAnswer
{
    public List<StoredMember> Tools { get; private init; } = [];

    public List<StoredMember> Classifications { get; private init; } = [];

    public List<StoredMember> Relations { get; private init; } = [];

    public static StoredAnswer Of(
        IEnumerable<StoredMember> tools, IEnumerable<StoredMember> classifications, IEnumerable<StoredMember> relations) =>
        new() { Tools = [.. tools], Classifications = [.. classifications], Relations = [.. relations] };

    /// <summary>Reads an answer; objects may be under <c>objects</c>, <c>tools</c> or both. Missing lists are empty.</summary>
    /// <exception cref="JsonException">The bytes are not JSON.</exception>
    public static StoredAnswer Read(ReadOnlyMemory<byte> utf8)
    {
        var (objects, tools, answer) = (new List<StoredMember>(), new List<StoredMember>(), new StoredAnswer());
        foreach (var (name, value) in JsonSlices.Properties(utf8))
        {
            var list = name.ToString() switch
            {
                "objects" => objects,
                "tools" => tools,
                "classifications" => answer.Classifications,
                "relations" => answer.Relations,
                _ => null,
            };
            list?.AddRange(StoredMember.ReadList(value));
        }
        answer.Tools.AddRange(objects.Concat(tools));
        return answer;
    }

    public byte[] Write() => Write(Tools, Classifications, Relations);

    /// <summary>A document with these lists, each member byte for byte.</summary>
    public static byte[] Write(
        IEnumerable<StoredMember> tools, IEnumerable<StoredMember> classifications, IEnumerable<StoredMember> relations)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, CanonicalJson.WriterOptions);
        writer.WriteStartObject();
        StoredMember.WriteList(writer, MemberNames.Tools, tools);
        StoredMember.WriteList(writer, MemberNames.Classifications, classifications);
        StoredMember.WriteList(writer, MemberNames.Relations, relations);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
